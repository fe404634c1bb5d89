/**
 * @file chatbot/talk.c
 * One conversation: welcome, four questions, a lead, offers to buyers, their verdicts, money.
 *
 * Each step is one rva_record(), which returns when the event is on disk.  Threads that
 * record at the same time share a flush, so many conversations cost little more than one.
 */
#include "talk.h"

#include "stop.h"

#include <inttypes.h>
#include <stdio.h>

#define SECOND INT64_C(1000000)
#define MINUTE (60 * SECOND)
#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
    SECONDS_BETWEEN = 97, /* between the beginnings of two conversations */
    TRIES_MAX = 5,
    OFFERS_MAX = 3,
    ID_BYTES = 40,
};

/* A stage, and of a thousand who are asked how many answer. */
static const struct {
    const char *name;
    unsigned answer;
} stages[] = {{"welcome", 930},
              {"interest_assessment", 880},
              {"location_qualification", 910},
              {"bill_discovery", 850},
              {"homeowner_verification", 900}};

static const struct {
    const char *name;
    int64_t price_minor;
    unsigned accept; /* of a thousand offers */
    double score;
} tiers[] = {
    {"premium", 27500, 800, 0.91}, {"standard", 16000, 620, 0.66}, {"basic", 9000, 450, 0.38}};

static const char *const sources[] = {"google", "facebook", "bing", "referral"};
static const char *const zips[] = {"11215", "10025", "11375", "10314", "10463"};
static const char *const platforms[] = {"SolarReviews", "EnergySage", "Modernize"};

/* A conversation under way. */
typedef struct talk_state {
    const talk_setting *setting;
    int64_t number;
    int64_t at;
    uint64_t random;
    char id[ID_BYTES];
    char lead[ID_BYTES];
    tally_counts *tally;
    rva_error *err;
    rva_status status;
} talk_state;

/* splitmix64: small, and the same on every machine. */
static uint64_t draw(talk_state *talk)
{
    uint64_t mixed = talk->random += UINT64_C(0x9e3779b97f4a7c15);
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ (mixed >> 31);
}

static bool chance(talk_state *talk, unsigned per_thousand)
{
    return draw(talk) % 1000 < per_thousand;
}

static void pass(talk_state *talk, int64_t seconds_min, int64_t seconds_more)
{
    const int64_t more = (int64_t)(draw(talk) % (uint64_t)seconds_more);
    talk->at += (seconds_min + more) * SECOND;
}

static void begin(const talk_state *talk, rva_event_type type, rva_event *event)
{
    rva_event_init(event, type, talk->at);
    event->conversation = talk->id;
}

/* Records a step.  A store that is busy was not changed: it is asked again. */
static bool tell(talk_state *talk, const rva_event *event)
{
    rva_outcome outcome = RVA_ACCEPTED;
    if (talk->status != RVA_OK || stop_asked())
        return false;
    for (int tries = 0; tries < TRIES_MAX; tries++) {
        talk->status = rva_record(talk->setting->store, event, &outcome, talk->err);
        if (talk->status != RVA_BUSY)
            break;
    }
    if (talk->status != RVA_OK)
        return false;
    tally_add(talk->tally, event, outcome);
    stop_pause(talk->setting->pause_ms);
    return true;
}

static bool tell_conversation(talk_state *talk, const char *zip)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_CONVERSATION, talk->at);
    event.id = talk->id;
    if (zip != NULL) {
        event.zip = zip;
    } else {
        event.source = sources[draw(talk) % COUNT(sources)];
        event.channel = chance(talk, 700) ? "web" : "sms";
        event.agent = chance(talk, 500) ? "bot-1" : "bot-2";
    }
    return tell(talk, &event);
}

static bool tell_stage(talk_state *talk, const char *stage, rva_stage_action action)
{
    rva_event event;
    begin(talk, RVA_EVENT_STAGE, &event);
    event.stage = stage;
    event.action = action;
    if (action == RVA_ACTION_COMPLETE)
        event.response_ms = (int64_t)(300 + draw(talk) % 900);
    return tell(talk, &event);
}

static bool tell_end(talk_state *talk, rva_end_outcome outcome)
{
    rva_event event;
    begin(talk, RVA_EVENT_END, &event);
    event.outcome = outcome;
    return tell(talk, &event);
}

/* The questions; true when all of them were answered. */
static bool ask(talk_state *talk)
{
    for (size_t i = 0; i < COUNT(stages); i++) {
        if (!tell_stage(talk, stages[i].name, RVA_ACTION_ENTER))
            return false;
        pass(talk, 20, 200);
        if (!chance(talk, stages[i].answer)) {
            tell_end(talk, RVA_END_ABANDONED);
            return false;
        }
        if (!tell_stage(talk, stages[i].name, RVA_ACTION_COMPLETE))
            return false;
        /* The zip comes midway, and moves the whole conversation to its borough. */
        if (i == 2 && !tell_conversation(talk, zips[draw(talk) % COUNT(zips)]))
            return false;
        pass(talk, 2, 10);
    }
    return tell_end(talk, RVA_END_COMPLETED);
}

static bool tell_lead(talk_state *talk, size_t tier)
{
    rva_event event;
    begin(talk, RVA_EVENT_LEAD, &event);
    snprintf(talk->lead, sizeof talk->lead, "l-%" PRId64, talk->number);
    event.id = talk->lead;
    event.tier = tiers[tier].name;
    event.score = tiers[tier].score;
    event.value_minor = tiers[tier].price_minor;
    return tell(talk, &event);
}

static bool tell_offer(talk_state *talk, const char *id, const char *platform, int64_t price_minor)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_OFFER, talk->at);
    event.id = id;
    event.lead = talk->lead;
    event.platform = platform;
    event.price_minor = price_minor;
    return tell(talk, &event);
}

static bool tell_verdict(talk_state *talk, const char *id, const char *offer, rva_verdict verdict)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_FEEDBACK, talk->at);
    event.id = id;
    event.offer = offer;
    event.verdict = verdict;
    return tell(talk, &event);
}

static bool tell_money(talk_state *talk, rva_transaction_kind kind, const char *of,
                       const char *platform, int64_t amount_minor)
{
    char id[ID_BYTES];
    rva_event event;
    rva_event_init(&event, RVA_EVENT_TRANSACTION, talk->at);
    snprintf(id, sizeof id, "%s-%" PRId64, kind == RVA_KIND_SALE ? "t" : "r", talk->number);
    event.id = id;
    event.kind = kind;
    event.of = of;
    event.lead = talk->lead;
    event.platform = platform;
    event.amount_minor = amount_minor;
    return tell(talk, &event);
}

/* Accepted and paid; one in twenty comes back a few days later, through its own verdict. */
static void sell(talk_state *talk, const char *offer, const char *platform, int64_t price_minor)
{
    char sale[ID_BYTES], verdict[ID_BYTES];
    snprintf(sale, sizeof sale, "t-%" PRId64, talk->number);
    snprintf(verdict, sizeof verdict, "v-%" PRId64, talk->number);
    if (!tell_money(talk, RVA_KIND_SALE, NULL, platform, price_minor) || !chance(talk, 50))
        return;
    pass(talk, 86400, 3 * 86400);
    if (tell_verdict(talk, verdict, offer, RVA_VERDICT_RETURNED))
        tell_money(talk, RVA_KIND_RETURN, sale, platform, -price_minor);
}

/* Offers the lead to one buyer after the other, until one takes it. */
static void offer(talk_state *talk, size_t tier)
{
    const size_t first = draw(talk) % COUNT(platforms);
    for (size_t i = 0; i < OFFERS_MAX; i++) {
        char id[ID_BYTES], verdict[ID_BYTES];
        const char *platform = platforms[(first + i) % COUNT(platforms)];
        snprintf(id, sizeof id, "o-%" PRId64 "-%zu", talk->number, i);
        snprintf(verdict, sizeof verdict, "f-%" PRId64 "-%zu", talk->number, i);
        if (!tell_offer(talk, id, platform, tiers[tier].price_minor))
            return;
        pass(talk, 600, 3600);
        const bool accepted = chance(talk, tiers[tier].accept);
        if (!tell_verdict(talk, verdict, id,
                          accepted ? RVA_VERDICT_ACCEPTED : RVA_VERDICT_REJECTED))
            return;
        if (accepted) {
            sell(talk, id, platform, tiers[tier].price_minor);
            return;
        }
    }
}

rva_status talk_hold(const talk_setting *setting, int64_t number, tally_counts *tally,
                     rva_error *err)
{
    talk_state talk = {.setting = setting, .number = number, .tally = tally, .err = err};
    talk.at = setting->start_at + number * SECONDS_BETWEEN * SECOND;
    talk.random = setting->seed * UINT64_C(0x2545f4914f6cdd1d) ^ (uint64_t)number;
    draw(&talk);
    snprintf(talk.id, sizeof talk.id, "c-%" PRId64, number);
    if (tell_conversation(&talk, NULL) && ask(&talk)) {
        const size_t tier = draw(&talk) % COUNT(tiers);
        talk.at += MINUTE;
        if (tell_lead(&talk, tier))
            offer(&talk, tier);
    }
    return talk.status;
}
