/**
 * @file oracle/history.c
 * Random histories: a few people, leads, offers and sales, and what befalls them.
 */
#include "history.h"

#include <stdlib.h>
#include <string.h>

#include "history_links.h"
#include "record.h"

enum { SPECIALS = 4, ROOM = 4 * HISTORY_EVENTS_MAX + 1 };

const char *const history_zones[HISTORY_ZONES] = {
    "America/New_York", "Europe/Amsterdam", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"};

/* Seconds UTC: changes of the clocks, else a midnight. */
static const int64_t specials[HISTORY_ZONES][SPECIALS] = {
    {1772953200, 1793512800, 1793509200, 1773028800}, /* 2026-03-08, 2026-11-01 */
    {1774746000, 1792890000, 1792886400, 1774735200}, /* 2026-03-29, 2026-10-25 */
    {1774722600, 1792866600, 1774719000, 1774809000},
    {1775314800, 1791041400, 1775313000, 1775311200}, /* 2026-04-05, 2026-10-04 */
    {1325239200, 1325235600, 1617458400, 1632578400}, /* 2011-12-30, 2021-04-04, 2021-09-26 */
};

static const char *const values[RVA__DIM_COUNT][6] = {
    [RVA__DIM_SOURCE] = {"google", "facebook", "Direct", "été"},
    [RVA__DIM_MEDIUM] = {"cpc", "organic"},
    [RVA__DIM_CAMPAIGN] = {"spring", "autumn", "x"},
    [RVA__DIM_CHANNEL] = {"web", "sms"},
    [RVA__DIM_AGENT] = {"bot-3.2", "bot-4", "ann"},
    [RVA__DIM_BOROUGH] = {"Brooklyn", "Queens", "Utrecht"},
    [RVA__DIM_ZIP] = {"11215", "10001", "94105", "10002", "10301", "00000"},
    [RVA__DIM_PATH] = {"a", "b > a"},
    [RVA__DIM_PLATFORM] = {"SolarReviews", "Zeta", "alpha"},
    [RVA__DIM_TIER] = {"premium", "standard", "basic", "odd"},
    [RVA__DIM_PREDICTED_TIER] = {"premium", "basic"},
    [RVA__DIM_ACTUAL_TIER] = {"standard", "odd"},
    [RVA__DIM_STAGE] = {"a", "b", "c", "aa", "zz"},
    [RVA__DIM_ATTRIBUTE_1] = {"condo", "historic_district", "été"},
    [RVA__DIM_ATTRIBUTE_2] = {"phone", "1.5", "1000", "true", "0", "(other)x"},
};

const char *history_value(int dimension, size_t index)
{
    return index < 6 ? values[dimension][index] : NULL;
}

size_t maker_below(maker_state *maker, size_t limit)
{
    return random_below(&maker->random, limit);
}

bool maker_chance(maker_state *maker, size_t percent)
{
    return random_chance(&maker->random, percent);
}

const char *maker_spelt(maker_state *maker, int dimension, const char *name)
{
    const size_t dice = maker_below(maker, 100);
    for (size_t i = 0; i < MEANING_ALIASES && dice < 20; i++)
        if (meaning_aliases[i].dimension == dimension && strcmp(meaning_aliases[i].name, name) == 0)
            return meaning_aliases[i].spelling;
    return dice >= 95 ? oracle_printf(&maker->out->memory, " %s\t", name) : name;
}

const char *maker_value_of(maker_state *maker, int dimension)
{
    size_t count = 0;
    while (count < 6 && values[dimension][count])
        count++;
    return maker_spelt(maker, dimension, values[dimension][maker_below(maker, count)]);
}

const char *maker_maybe(maker_state *maker, size_t percent, int dimension)
{
    return maker_chance(maker, percent) ? maker_value_of(maker, dimension) : NULL;
}

const char *maker_new_id(maker_state *maker, const char *prefix)
{
    return oracle_printf(&maker->out->memory, "%s-%zu", prefix, ++maker->serial);
}

const char *maker_conversation_id(maker_state *maker, size_t index)
{
    return oracle_printf(&maker->out->memory, "c-%zu", index);
}

static int64_t special_at(maker_state *maker)
{
    static const int64_t offsets[] = {-1000000, -1, 0, 1, 1800000000, 3600000000, -3600000000};
    const int64_t second = specials[maker->zone][maker_below(maker, SPECIALS)];
    if (maker_chance(maker, 50))
        return second * LOCAL_SECOND_US + offsets[maker_below(maker, 7)];
    const int32_t day = local_day(maker->out->base_at) + (int32_t)maker_below(maker, 12);
    return local_day_start(day) + offsets[maker_below(maker, 7)];
}

int64_t maker_instant(maker_state *maker, size_t conversation)
{
    int64_t *clock = &maker->clocks[conversation];
    const size_t dice = maker_below(maker, 100);
    if (dice < 12)
        return special_at(maker);
    if (dice < 24 || (maker->out->flags & HISTORY_TIES && dice < 65))
        return maker->last_at;
    if (dice < 34)
        return maker->out->base_at + (int64_t)maker_below(maker, 20 * 86400) * LOCAL_SECOND_US;
    const int64_t gaps[] = {1000, LOCAL_SECOND_US, 600 * LOCAL_SECOND_US, 20 * LOCAL_HOUR_US};
    *clock += (int64_t)maker_below(maker, (size_t)gaps[maker_below(maker, 4)]);
    maker->last_at = *clock;
    return *clock;
}

rva_event *maker_add(maker_state *maker, rva_event event)
{
    oracle_history *out = maker->out;
    out->events[out->count] = event;
    return &out->events[out->count++];
}

int64_t maker_amount(maker_state *maker)
{
    static const int64_t amounts[] = {0, 1, 100, 15000, 27500, 123456, 1000000000000};
    return amounts[maker_below(maker, 7)];
}

int64_t maker_order(maker_state *maker)
{
    return maker_chance(maker, 60) ? RVA_ABSENT : (int64_t)maker_below(maker, 5) - 1;
}

const char *maker_reason(maker_state *maker)
{
    static const char *const reasons[] = {"too late", "no roof", "priced out"};
    return maker_chance(maker, 30) ? reasons[maker_below(maker, 3)] : NULL;
}

static void make_one(maker_state *maker)
{
    static void (*const makes[])(maker_state *, size_t) = {
        maker_make_conversation, maker_make_stage,    maker_make_end,   maker_make_lead,
        maker_make_offer,        maker_make_feedback, maker_make_sale,  maker_make_return,
        maker_make_adjustment,   maker_make_cost,     maker_make_market};
    static const size_t weights[] = {11, 34, 7, 8, 10, 11, 9, 6, 2, 1, 1};
    size_t dice = maker_below(maker, 100);
    size_t kind = 0;
    while (dice >= weights[kind])
        dice -= weights[kind++];
    makes[kind](maker, maker_below(maker, maker->conversations));
}

/* The same id with other content: whoever comes second is refused. */
static void add_conflicts(maker_state *maker)
{
    oracle_history *out = maker->out;
    const size_t count = out->count;
    for (size_t i = 0; i < count; i++) {
        if (!record_has_id(&out->events[i]) || !maker_chance(maker, 25))
            continue;
        rva_event event = out->events[i];
        event.correct = RVA_ABSENT;
        event.at += 1 + (int64_t)maker_below(maker, 1000);
        maker_add(maker, event);
    }
}

static bool is_same_stage(const char *a, const char *b)
{
    oracle_memory memory = {NULL};
    const bool is_same = strcmp(meaning_name(RVA__DIM_STAGE, a, &memory),
                                meaning_name(RVA__DIM_STAGE, b, &memory)) == 0;
    oracle_release(&memory);
    return is_same;
}

bool history_tied(const rva_event *a, const rva_event *b)
{
    const int64_t one = a->order == RVA_ABSENT ? 0 : a->order;
    const int64_t two = b->order == RVA_ABSENT ? 0 : b->order;
    if (a->type != b->type || a->type == RVA_EVENT_CONVERSATION || a->at != b->at || one != two)
        return false;
    return a->type != RVA_EVENT_STAGE ||
           (a->action == b->action && is_same_stage(a->stage, b->stage));
}

static void part_ties(oracle_history *out)
{
    for (size_t i = 0; i < out->count; i++)
        for (size_t j = 0; j < i; j++)
            if (history_tied(&out->events[i], &out->events[j])) {
                out->events[i].at++;
                j = (size_t)-1; /* look again from the first */
            }
}

static void choose_nows(maker_state *maker)
{
    oracle_history *out = maker->out;
    const int64_t timeout = out->settings.idle_timeout_hours * LOCAL_HOUR_US;
    out->nows[0] = out->base_at - LOCAL_DAY_US;
    for (size_t i = 1; i + 1 < HISTORY_NOWS; i++) {
        int64_t at = out->count ? out->events[maker_below(maker, out->count)].at : out->base_at;
        at = at == RVA_ABSENT ? out->base_at : at; /* of a void */
        out->nows[i] = at + timeout + (int64_t)maker_below(maker, 3) - 1;
    }
    out->nows[HISTORY_NOWS - 1] = INT64_C(4200000000) * LOCAL_SECOND_US;
}

static void choose_settings(maker_state *maker)
{
    static const int64_t timeouts[] = {1, 24, 72};
    static const char *const few[] = {"b", "a", "c"};
    static const char *const many[] = {"welcome", "interest_assessment", "location_qualification",
                                       "bill_discovery", "homeowner_verification"};
    reference_settings *settings = &maker->out->settings;
    const bool is_few = maker_chance(maker, 60);
    settings->time_zone = history_zones[maker->zone];
    settings->is_told_later = maker_chance(maker, 20) && !(maker->out->flags & HISTORY_ERASURES);
    settings->idle_timeout_hours = timeouts[maker_below(maker, 3)];
    settings->stage_count = is_few ? 3 : 5;
    for (size_t i = 0; i < settings->stage_count; i++)
        settings->stages[i] = is_few ? few[i] : many[i];
}

static void choose_clocks(maker_state *maker)
{
    oracle_history *out = maker->out;
    const int64_t special = specials[maker->zone][maker_below(maker, SPECIALS)] * LOCAL_SECOND_US;
    out->base_at = special - (int64_t)maker_below(maker, 6 * 86400) * LOCAL_SECOND_US;
    maker->conversations = 1 + maker_below(maker, 4);
    for (size_t i = 0; i < maker->conversations; i++)
        maker->clocks[i] = out->base_at + (int64_t)maker_below(maker, 5 * 86400) * LOCAL_SECOND_US +
                           (int64_t)maker_below(maker, 1000000);
    if (maker_chance(maker, 15)) {
        out->has_far = true;
        maker->clocks[0] = (int64_t)maker_below(maker, 1000000) * 1000;
    }
    if (maker_chance(maker, 15)) {
        out->has_far = true;
        maker->clocks[maker->conversations - 1] = INT64_C(4102444800) * LOCAL_SECOND_US;
    }
    maker->last_at = maker->clocks[0];
}

oracle_history history_new(uint64_t seed, size_t zone, int flags)
{
    oracle_history out = {.seed = seed, .flags = flags};
    maker_state maker = {.out = &out, .random = {seed * 7919 + zone}, .zone = zone};
    local_use(history_zones[zone]);
    choose_settings(&maker);
    choose_clocks(&maker);
    out.events = oracle_take(&out.memory, ROOM * sizeof *out.events);
    const size_t target = 5 + maker_below(&maker, HISTORY_EVENTS_MAX - 4);
    while (out.count < target)
        make_one(&maker);
    if (flags & HISTORY_CONFLICTS)
        add_conflicts(&maker);
    if (flags & HISTORY_LINKS)
        history_cross(&maker);
    if (!(flags & HISTORY_TIES))
        part_ties(&out);
    if (flags & HISTORY_LINKS)
        history_add_voids(&maker);
    if (flags & HISTORY_ERASURES)
        history_add_erasure(&maker);
    choose_nows(&maker);
    return out;
}

void history_free(oracle_history *history)
{
    oracle_release(&history->memory);
    history->events = NULL;
    history->count = 0;
}
