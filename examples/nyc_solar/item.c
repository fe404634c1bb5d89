/**
 * @file nyc_solar/item.c
 * The words of the events.
 */
#include "item.h"

enum { MILLISECOND = 1000 }; /* bots keep no finer clock */

static const solar_origin origins[SOLAR_ORIGINS] = {
    {"google", "cpc", "spring_solar", 210, 20, 1450},
    {"google", "cpc", "brand_search", 110, 70, 620},
    {"facebook", "paid_social", "roof_ready", 170, -60, 980},
    {"instagram", "paid_social", "roof_ready", 60, -80, 870},
    {"organic", "search", NULL, 140, 50, 0},
    {"direct", "none", NULL, 110, 30, 0},
    {"referral", "word_of_mouth", "neighbour_bonus", 90, 130, 1500},
    {"bing", "cpc", "spring_solar", 40, 10, 760},
    {"email", "newsletter", "winter_bills", 40, 60, 90},
    {"nextdoor", "paid_social", "block_by_block", 30, 20, 1120},
};

static const char *const channels[SOLAR_CHANNELS] = {"web", "sms"};

static const char *const agents[SOLAR_AGENTS] = {
    "bot-2.8", "bot-2.9", "bot-3.0", "bot-3.1", "bot-3.2", "bot-3.3", "bot-3.4", "bot-3.5",
    "bot-3.6", "bot-3.7", "bot-3.8", "bot-3.9", "bot-4.0", "bot-4.1", "bot-4.2", "bot-4.3"};

static const char *const stages[SOLAR_STAGES] = {"welcome", "interest_assessment",
                                                 "location_qualification", "bill_discovery",
                                                 "homeowner_verification"};

static const char *const platforms[SOLAR_PLATFORMS] = {"SolarReviews", "Modernize", "Regional NYC"};

static const char *const tiers[SOLAR_TIERS] = {"premium", "standard", "basic"};

static const char *const models[SOLAR_MODELS] = {"scorer-1.8", "scorer-1.9", "scorer-2.0",
                                                 "scorer-2.1"};

static const char *const reasons[SOLAR_REASONS] = {
    "renter",          "roof shaded",       "outside the service area", "bill under $75",
    "no bill at hand", "no answer",         "fault of the bot",         "wrong contact",
    "no capacity",     "already a contact", "not interested",           "cannot be reached",
    "known already"};

static const char *const properties[SOLAR_PROPERTIES] = {
    "{\"property\":\"detached\"}",          "{\"property\":\"row_house\"}",
    "{\"property\":\"two_family\"}",        "{\"property\":\"co_op\"}",
    "{\"property\":\"historic_district\"}", "{\"returned\":true}"};

const solar_origin *solar_origin_at(size_t index)
{
    return &origins[index];
}

solar_item solar_item_new(rva_event_type type, int64_t number, int64_t at)
{
    return (solar_item){
        .at = at,
        .due_at = at,
        .number = number,
        .visitor = SOLAR_ABSENT,
        .amount_minor = RVA_ABSENT,
        .response_ms = SOLAR_ABSENT,
        .messages = SOLAR_ABSENT,
        .score_milli = SOLAR_ABSENT,
        .rating_deci = SOLAR_ABSENT,
        .quality_deci = SOLAR_ABSENT,
        .type = (uint8_t)type,
        .stage = SOLAR_NONE,
        .origin = SOLAR_NONE,
        .channel = SOLAR_NONE,
        .agent = SOLAR_NONE,
        .zip = SOLAR_NONE,
        .borough = SOLAR_NONE,
        .platform = SOLAR_NONE,
        .tier = SOLAR_NONE,
        .model = SOLAR_NONE,
        .reason = SOLAR_NONE,
        .property = SOLAR_NONE,
    };
}

static const char *name(const char *const *names, uint8_t index)
{
    return index == SOLAR_NONE ? NULL : names[index];
}

/** Writes "c-000123", or "o-000123-2" when `sub` is not 0. */
static const char *id(char *out, char letter, int64_t number, uint8_t sub)
{
    char digits[20];
    size_t count = 0;
    for (uint64_t left = (uint64_t)number; left != 0 || count < 6; left /= 10)
        digits[count++] = (char)('0' + left % 10);
    char *end = out;
    *end++ = letter;
    *end++ = '-';
    while (count > 0)
        *end++ = digits[--count];
    if (sub != 0) {
        *end++ = '-';
        *end++ = (char)('0' + sub % 10);
    }
    *end = '\0';
    return out;
}

static double parts(int16_t value, double unit)
{
    return (double)value / unit;
}

static void write_conversation(const solar_item *item, solar_ids *ids, rva_event *event)
{
    event->id = id(ids->text[0], 'c', item->number, 0);
    if (item->visitor != SOLAR_ABSENT)
        event->visitor = id(ids->text[1], 'v', item->visitor, 0);
    if (item->origin != SOLAR_NONE) {
        event->source = origins[item->origin].source;
        event->medium = origins[item->origin].medium;
        event->campaign = origins[item->origin].campaign;
    }
    event->channel = name(channels, item->channel);
    event->agent = name(agents, item->agent);
    if (item->zip != SOLAR_NONE)
        event->zip = solar_zip_at(item->zip)->zip;
    event->tags = name(properties, item->property);
}

static void write_stage(const solar_item *item, solar_ids *ids, rva_event *event)
{
    event->conversation = id(ids->text[0], 'c', item->number, 0);
    event->stage = stages[item->stage];
    event->action = item->verb;
    event->agent = name(agents, item->agent);
    event->reason = name(reasons, item->reason);
    if (item->order != 0)
        event->order = item->order;
    if (item->response_ms != SOLAR_ABSENT)
        event->response_ms = item->response_ms;
    if (item->messages != SOLAR_ABSENT)
        event->messages = item->messages;
    if (item->quality_deci != SOLAR_ABSENT)
        event->quality = parts(item->quality_deci, 10);
}

static void write_lead(const solar_item *item, solar_ids *ids, rva_event *event)
{
    event->id = id(ids->text[0], 'l', item->number, 0);
    event->conversation = id(ids->text[1], 'c', item->number, 0);
    event->tier = name(tiers, item->tier);
    event->model = name(models, item->model);
    event->value_minor = item->amount_minor;
    if (item->score_milli != SOLAR_ABSENT)
        event->score = parts(item->score_milli, 1000);
}

static void write_offer(const solar_item *item, solar_ids *ids, rva_event *event)
{
    event->id = id(ids->text[0], 'o', item->number, item->sub);
    event->lead = id(ids->text[1], 'l', item->number, 0);
    event->platform = platforms[item->platform];
    event->price_minor = item->amount_minor;
    if (item->marks & SOLAR_UNDELIVERED)
        event->delivered = 0;
    if (item->marks & SOLAR_RANDOMISED)
        event->randomised = 1;
}

static void write_feedback(const solar_item *item, solar_ids *ids, rva_event *event)
{
    event->id = id(ids->text[0], 'f', item->number, item->sub);
    if (item->marks & SOLAR_WITHOUT_OFFER) {
        event->lead = id(ids->text[1], 'l', item->number, 0);
        event->platform = platforms[item->platform];
    } else {
        event->offer = id(ids->text[1], 'o', item->number, item->of);
    }
    event->verdict = item->verb;
    event->reason = name(reasons, item->reason);
    event->tier = name(tiers, item->tier);
    event->value_minor = item->amount_minor;
    if (item->rating_deci != SOLAR_ABSENT)
        event->rating = parts(item->rating_deci, 10);
}

static void write_transaction(const solar_item *item, solar_ids *ids, rva_event *event)
{
    event->id = id(ids->text[0], 't', item->number, item->sub);
    event->kind = item->verb;
    event->amount_minor = item->amount_minor;
    event->lead = id(ids->text[1], 'l', item->number, 0);
    if (item->verb == RVA_KIND_SALE) {
        event->conversation = id(ids->text[2], 'c', item->number, 0);
        event->offer = id(ids->text[3], 'o', item->number, item->of);
        event->platform = platforms[item->platform];
    } else {
        event->of = id(ids->text[2], 't', item->number, item->of);
    }
}

static void write_cost(const solar_item *item, solar_ids *ids, rva_event *event)
{
    event->id = id(ids->text[0], 'k', item->number, 0);
    event->source = origins[item->origin].source;
    event->medium = origins[item->origin].medium;
    event->campaign = origins[item->origin].campaign;
    event->amount_minor = item->amount_minor;
}

static void write_market(const solar_item *item, solar_ids *ids, rva_event *event)
{
    event->id = id(ids->text[0], 'm', item->number, 0);
    event->borough = solar_borough_name((solar_borough)item->borough);
    event->competitors = item->messages;
    event->price_minor = item->amount_minor;
    event->demand = parts(item->quality_deci, 10);
}

void solar_item_write(const solar_item *item, solar_ids *ids, rva_event *event)
{
    rva_event_init(event, (rva_event_type)item->type, item->at - item->at % MILLISECOND);
    if (item->marks & SOLAR_CORRECT)
        event->correct = 1;
    switch (item->type) {
    case RVA_EVENT_CONVERSATION:
        write_conversation(item, ids, event);
        break;
    case RVA_EVENT_STAGE:
        write_stage(item, ids, event);
        break;
    case RVA_EVENT_LEAD:
        write_lead(item, ids, event);
        break;
    case RVA_EVENT_OFFER:
        write_offer(item, ids, event);
        break;
    case RVA_EVENT_FEEDBACK:
        write_feedback(item, ids, event);
        break;
    case RVA_EVENT_TRANSACTION:
        write_transaction(item, ids, event);
        break;
    case RVA_EVENT_END:
        event->conversation = id(ids->text[0], 'c', item->number, 0);
        event->outcome = item->verb;
        event->reason = name(reasons, item->reason);
        if (item->order != 0)
            event->order = item->order;
        break;
    case RVA_EVENT_COST:
        write_cost(item, ids, event);
        break;
    default:
        write_market(item, ids, event);
    }
}
