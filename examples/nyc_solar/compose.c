/**
 * @file nyc_solar/compose.c
 * What visitors and bot say to each other.
 *
 * Each conversation draws from a stream of its own, so its story depends on nothing
 * that happens in the others.
 */
#include "compose.h"

#include "dialogue.h"

/** How a stage goes. */
typedef struct stage_habit {
    int32_t seconds;          /**< median */
    int16_t skip;             /**< permille */
    int16_t complete;         /**< permille, of a usual visitor */
    int16_t disqualify;       /**< permille of those who do neither */
    int16_t messages;         /**< usual number */
    uint8_t disqualified_for; /**< reason */
    uint8_t left_for;         /**< reason */
} stage_habit;

static const stage_habit habits[SOLAR_STAGES] = {
    {105, 15, 950, 0, 3, SOLAR_NONE, SOLAR_REASON_NO_ANSWER},
    {165, 20, 905, 60, 5, SOLAR_REASON_NOT_INTERESTED, SOLAR_REASON_NO_ANSWER},
    {140, 5, 890, 420, 4, SOLAR_REASON_OUTSIDE, SOLAR_REASON_NO_ANSWER},
    {125, 25, 820, 180, 4, SOLAR_REASON_LOW_BILL, SOLAR_REASON_NO_BILL},
    {95, 5, 890, 460, 3, SOLAR_REASON_RENTER, SOLAR_REASON_NO_ANSWER},
};

enum {
    AGENT_DAYS = 30,     /**< between two versions of the bot */
    ROLLOUT_FIRST = 100, /**< permille of the conversations on the first day of a version */
    ROLLOUT_STEP = 75,   /**< permille more each day */
    PROPERTIES_NAMED = 5,
};

void solar_city_init(solar_city *city, uint64_t seed, solar_queue *queue)
{
    city->seed = seed;
    city->queue = queue;
    uint32_t sum = 0;
    for (size_t i = 0; i < SOLAR_ZIPS; i++) {
        sum += solar_zip_at(i)->projects;
        city->zip_ends[i] = sum;
    }
}

void solar_dialogue_push(solar_dialogue *dialogue, solar_item *item)
{
    item->due_at = item->at + dialogue->lag;
    solar_queue_push(dialogue->city->queue, item);
}

static uint8_t pick_zip(const solar_city *city, solar_random *random)
{
    const uint32_t drawn = solar_random_below(random, city->zip_ends[SOLAR_ZIPS - 1]);
    size_t low = 0;
    size_t high = SOLAR_ZIPS - 1;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (drawn < city->zip_ends[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return (uint8_t)low;
}

static size_t pick_origin(solar_random *random)
{
    uint32_t left = solar_random_below(random, 1000);
    size_t origin = 0;
    while (left >= solar_origin_at(origin)->weight)
        left -= solar_origin_at(origin++)->weight;
    return origin;
}

/** A version comes every month, at first for a tenth of the visitors. */
static uint8_t pick_agent(solar_random *random, int32_t day)
{
    const int32_t release = day / AGENT_DAYS;
    const int32_t share = ROLLOUT_FIRST + day % AGENT_DAYS * ROLLOUT_STEP;
    const int32_t version = release + (solar_random_chance(random, share) ? 1 : 0);
    return (uint8_t)(version < SOLAR_AGENTS ? version : SOLAR_AGENTS - 1);
}

/** Most events arrive at once, some after minutes, few after days. */
static int64_t pick_lag(solar_random *random)
{
    const uint32_t drawn = solar_random_below(random, 1000);
    if (drawn < 4)
        return solar_random_between(random, 20 * SOLAR_HOUR, 70 * SOLAR_HOUR);
    if (drawn < 29)
        return solar_random_lognormal(random, 40 * SOLAR_MINUTE, 600);
    return solar_random_between(random, 20000, 400000);
}

static size_t begin(solar_dialogue *dialogue)
{
    solar_random *random = &dialogue->random;
    const size_t origin = pick_origin(random);
    dialogue->zip = pick_zip(dialogue->city, random);
    dialogue->version = pick_agent(random, dialogue->day);
    dialogue->lag = pick_lag(random);
    dialogue->quality = 560 + solar_origin_at(origin)->quality + 3 * dialogue->version +
                        solar_random_normal(random) * 130 / SOLAR_ONE;

    solar_item item = solar_item_new(RVA_EVENT_CONVERSATION, dialogue->number, dialogue->at);
    item.origin = (uint8_t)origin;
    item.channel = solar_random_chance(random, 220) ? 1 : 0;
    item.agent = dialogue->version;
    if (solar_random_chance(random, 350)) {
        const int64_t back =
            solar_random_chance(random, 150) ? solar_random_between(random, 1, 400) : 0;
        item.visitor = dialogue->number > back ? dialogue->number - back : dialogue->number;
    }
    solar_dialogue_push(dialogue, &item);
    dialogue->at += solar_random_between(random, 50000, 900000);
    return origin;
}

static void push_stage(solar_dialogue *dialogue, uint8_t stage, rva_stage_action action,
                       uint8_t reason)
{
    solar_random *random = &dialogue->random;
    solar_item item = solar_item_new(RVA_EVENT_STAGE, dialogue->number, dialogue->at);
    item.stage = stage;
    item.verb = (uint8_t)action;
    item.reason = reason;
    if (action == RVA_ACTION_COMPLETE) {
        const int32_t messages = habits[stage].messages + (int32_t)solar_random_below(random, 4);
        const int32_t quality =
            760 + 4 * dialogue->version + solar_random_normal(random) * 70 / SOLAR_ONE;
        item.messages = (int16_t)messages;
        item.response_ms =
            (int32_t)solar_random_lognormal(random, 820 - 15 * (int64_t)dialogue->version, 450);
        item.quality_deci = (int16_t)(quality < 1000 ? quality : 1000);
        item.agent = dialogue->version;
    }
    if (solar_random_chance(random, 10)) {
        item.due_at = item.at + dialogue->lag + solar_random_between(random, 5, 600) * SOLAR_SECOND;
        solar_queue_push(dialogue->city->queue, &item);
    } else {
        solar_dialogue_push(dialogue, &item);
    }
}

static void push_end(solar_dialogue *dialogue, rva_end_outcome outcome, uint8_t reason)
{
    solar_item item = solar_item_new(RVA_EVENT_END, dialogue->number, dialogue->at);
    item.verb = (uint8_t)outcome;
    item.reason = reason;
    solar_dialogue_push(dialogue, &item);
}

/** The visitor says where the roof is. */
static void push_place(solar_dialogue *dialogue)
{
    solar_item item = solar_item_new(RVA_EVENT_CONVERSATION, dialogue->number, dialogue->at);
    item.zip = dialogue->zip;
    item.property = (uint8_t)solar_random_below(&dialogue->random, PROPERTIES_NAMED);
    solar_dialogue_push(dialogue, &item);
}

/** The visitor goes: by the door, by the window, or just sits there. */
static bool lose(solar_dialogue *dialogue, uint8_t stage)
{
    solar_random *random = &dialogue->random;
    const stage_habit *habit = &habits[stage];
    if (solar_random_chance(random, habit->disqualify)) {
        push_stage(dialogue, stage, RVA_ACTION_DISQUALIFY, habit->disqualified_for);
        dialogue->at += SOLAR_SECOND;
        push_end(dialogue, RVA_END_DISQUALIFIED, habit->disqualified_for);
        return false;
    }
    if (solar_random_chance(random, 35)) {
        push_end(dialogue, RVA_END_ERROR, SOLAR_REASON_FAULT);
        return false;
    }
    if (solar_random_chance(random, 280))
        return false;
    push_stage(dialogue, stage, RVA_ACTION_LEAVE, habit->left_for);
    dialogue->at += SOLAR_SECOND;
    if (solar_random_chance(random, 160)) {
        dialogue->at += solar_random_lognormal(random, 5 * SOLAR_HOUR, 900);
        push_stage(dialogue, stage, RVA_ACTION_ENTER, SOLAR_NONE);
        dialogue->at += solar_random_lognormal(random, habit->seconds * SOLAR_SECOND, 500);
        push_stage(dialogue, stage, RVA_ACTION_COMPLETE, SOLAR_NONE);
        return true;
    }
    if (solar_random_chance(random, 600))
        push_end(dialogue, RVA_END_ABANDONED, habit->left_for);
    return false;
}

/** One stage; false when the conversation goes no further. */
static bool pass(solar_dialogue *dialogue, uint8_t stage)
{
    solar_random *random = &dialogue->random;
    const stage_habit *habit = &habits[stage];
    const int32_t drawn = (int32_t)solar_random_below(random, 1000);
    const int32_t complete =
        habit->complete + (dialogue->quality - 560) / 6 + 2 * dialogue->version;
    push_stage(dialogue, stage, RVA_ACTION_ENTER, SOLAR_NONE);
    if (drawn < habit->skip) {
        dialogue->at += solar_random_between(random, 2, 15) * SOLAR_SECOND;
        push_stage(dialogue, stage, RVA_ACTION_SKIP, SOLAR_NONE);
        return true;
    }
    dialogue->at += solar_random_lognormal(random, habit->seconds * SOLAR_SECOND, 520);
    if (drawn - habit->skip >= (complete < 985 ? complete : 985))
        return lose(dialogue, stage);
    push_stage(dialogue, stage, RVA_ACTION_COMPLETE, SOLAR_NONE);
    return true;
}

size_t solar_compose(const solar_city *city, int64_t number, int64_t at, int32_t day)
{
    solar_dialogue dialogue = {.city = city,
                               .random = solar_random_new(city->seed, (uint64_t)number),
                               .number = number,
                               .at = at,
                               .day = day};
    const size_t origin = begin(&dialogue);
    for (uint8_t stage = 0; stage < SOLAR_STAGES; stage++) {
        if (!pass(&dialogue, stage))
            return origin;
        if (stage == 2)
            push_place(&dialogue);
        dialogue.at += solar_random_between(&dialogue.random, 200000, 4000000);
    }
    const int64_t ended = dialogue.at + 5 * SOLAR_SECOND;
    if (!solar_random_chance(&dialogue.random, 70))
        solar_sell(&dialogue);
    dialogue.at = ended;
    if (!solar_random_chance(&dialogue.random, 20))
        push_end(&dialogue, RVA_END_COMPLETED, SOLAR_NONE);
    return origin;
}
