/**
 * @file nyc_solar/showcase.c
 * The events of the showcase.
 *
 * Times are made in mirrored pairs, one as much above the mean as the other is below,
 * so that every mean comes out exactly.
 */
#include "showcase.h"

#include <stdlib.h>

#include "newyork.h"
#include "queue.h"
#include "random.h"
#include "visits.h"

enum {
    OPENING_HOUR = 8,
    OPEN_HOURS = 13,
    RECENT_HOURS = 60, /**< an open conversation has been active since */
    JUDGED = 100,      /**< sold leads whose tier the buyer told */
    MISTIERED = 11,    /**< of so many leads one was told to be of another tier */
    VALUE_ERROR = 16,  /**< percent by which the value of a lead was mistaken */
};

/** Mean time in each stage: together 12.5 minutes. */
static const int64_t stage_seconds[SOLAR_STAGES] = {126, 192, 168, 150, 114};

/** Median time to answer, in minutes, and mean rating in tenths, of each platform. */
static const int64_t answer_minutes[SOLAR_PLATFORMS] = {252, 408, 546};
static const int32_t ratings[SOLAR_PLATFORMS] = {87, 82, 76};

/** A month being told. */
typedef struct teller {
    solar_visits visits;
    solar_queue *queue;
    solar_random random;
    int64_t costs; /**< numbers given */
    int32_t answered[SOLAR_PLATFORMS];
    int32_t rated[SOLAR_PLATFORMS];
    int32_t day_visitors[SOLAR_MONTH_DAYS][SOLAR_ORIGINS];
} teller;

/** A conversation being told. */
typedef struct thread {
    const solar_visit *visit;
    int64_t number;
    int64_t at;
    int32_t day;
    uint8_t agent;
    uint8_t offers;
    uint8_t verdicts;
} thread;

static void push(teller *tell, solar_item *item)
{
    item->due_at = item->at;
    solar_queue_push(tell->queue, item);
}

static size_t pick_origin(solar_random *random)
{
    uint32_t left = solar_random_below(random, 1000);
    size_t origin = 0;
    while (left >= solar_origin_at(origin)->weight)
        left -= solar_origin_at(origin++)->weight;
    return origin;
}

static void tell_beginning(teller *tell, thread *self)
{
    const size_t origin = pick_origin(&tell->random);
    self->agent = solar_random_chance(&tell->random, 40 * self->day) ? 4 : 3;
    tell->day_visitors[self->day][origin]++;
    solar_item item = solar_item_new(RVA_EVENT_CONVERSATION, self->number, self->at);
    item.origin = (uint8_t)origin;
    item.channel = solar_random_chance(&tell->random, 200) ? 1 : 0;
    item.agent = self->agent;
    item.visitor = self->number;
    push(tell, &item);
}

static void tell_place(teller *tell, const thread *self)
{
    solar_item item = solar_item_new(RVA_EVENT_CONVERSATION, self->number, self->at);
    item.zip = (uint8_t)solar_zip_in((solar_borough)self->visit->borough,
                                     solar_random_below(&tell->random, 7));
    item.property = (uint8_t)solar_random_below(&tell->random, 5);
    push(tell, &item);
}

static void tell_stage(teller *tell, thread *self, uint8_t stage, bool first)
{
    const solar_visit *visit = self->visit;
    const int64_t mean = stage_seconds[stage] * SOLAR_SECOND;
    const int64_t shift =
        visit->alone ? 0 : mean * ((visit->pair * 37 + stage * 23) % 56 + 5) / 100;
    solar_item item = solar_item_new(RVA_EVENT_STAGE, self->number, self->at);
    item.stage = stage;
    item.verb = RVA_ACTION_ENTER;
    item.order = first ? 0 : 1;
    push(tell, &item);

    self->at += visit->mirrored ? mean - shift : mean + shift;
    item = solar_item_new(RVA_EVENT_STAGE, self->number, self->at);
    item.stage = stage;
    switch (visit->actions[stage]) {
    case 'C':
        item.verb = RVA_ACTION_COMPLETE;
        item.agent = self->agent;
        item.response_ms = (int32_t)solar_random_between(&tell->random, 350, 1250);
        item.messages = (int16_t)solar_random_between(&tell->random, 3, 8);
        item.quality_deci = (int16_t)solar_random_between(&tell->random, 720, 960);
        break;
    case 'S':
        item.verb = RVA_ACTION_SKIP;
        break;
    case 'D':
        item.verb = RVA_ACTION_DISQUALIFY;
        item.reason = stage == 4 ? SOLAR_REASON_RENTER : SOLAR_REASON_OUTSIDE;
        break;
    default:
        item.verb = RVA_ACTION_LEAVE;
        item.reason = stage == 3 ? SOLAR_REASON_NO_BILL : SOLAR_REASON_NO_ANSWER;
    }
    push(tell, &item);
}

/** The stages; some who are lost come back to the bill or the location at last. */
static void tell_stages(teller *tell, thread *self)
{
    const solar_visit *visit = self->visit;
    const bool lost = visit->outcome == RVA_END_ABANDONED || visit->outcome == RVA_END_ERROR;
    uint8_t last = SOLAR_STAGES - 1;
    if (lost && visit->actions[3] == 'L' && visit->pair % 2 == 0)
        last = 3;
    else if (lost && visit->actions[2] == 'L' && visit->pair % 3 == 0)
        last = 2;
    bool first = true;
    for (uint8_t stage = 0; stage < SOLAR_STAGES; stage++) {
        if (stage != last || last == SOLAR_STAGES - 1)
            tell_stage(tell, self, stage, first);
        first = false;
        if (stage == 2)
            tell_place(tell, self);
    }
    if (last != SOLAR_STAGES - 1)
        tell_stage(tell, self, last, false);
}

static void tell_end(teller *tell, const thread *self)
{
    solar_item item = solar_item_new(RVA_EVENT_END, self->number, self->at);
    const int64_t recent = SOLAR_SHOWCASE_NOW_AT - RECENT_HOURS * SOLAR_HOUR;
    if (self->visit->outcome == SOLAR_OPEN) {
        if (self->at >= recent)
            return;
        item = solar_item_new(RVA_EVENT_CONVERSATION, self->number, recent);
        item.at += (self->visit->pair * 5 % 56 + 1) * SOLAR_HOUR;
        item.property = SOLAR_PROPERTIES - 1;
    } else {
        item.verb = self->visit->outcome;
        if (item.verb == RVA_END_ERROR)
            item.reason = SOLAR_REASON_FAULT;
        else if (item.verb == RVA_END_ABANDONED)
            item.reason = SOLAR_REASON_NO_ANSWER;
    }
    push(tell, &item);
}

static void tell_lead(teller *tell, const thread *self)
{
    const solar_visit *visit = self->visit;
    const bool sold = visit->fate == SOLAR_SOLD || visit->fate == SOLAR_RETURNED;
    solar_item item = solar_item_new(RVA_EVENT_LEAD, self->number, self->at);
    item.tier = visit->tier;
    if (visit->fate == SOLAR_SOLD && visit->place < JUDGED && visit->place % MISTIERED == 5)
        item.tier = visit->tier == SOLAR_STANDARD ? SOLAR_PREMIUM : SOLAR_STANDARD;
    item.amount_minor = visit->price_minor;
    if (sold)
        item.amount_minor = visit->price_minor *
                            (int64_t)(100 + (visit->place % 2 == 0 ? VALUE_ERROR : -VALUE_ERROR)) /
                            100;
    item.score_milli = (int16_t)(visit->low ? solar_random_between(&tell->random, 220, 460)
                                            : solar_random_between(&tell->random, 620, 970));
    item.model = 2;
    push(tell, &item);
}

static void tell_offer(teller *tell, thread *self, uint8_t platform, uint8_t marks)
{
    solar_item item = solar_item_new(RVA_EVENT_OFFER, self->number, self->at);
    item.sub = ++self->offers;
    item.platform = platform;
    item.amount_minor = self->visit->price_minor;
    item.marks = marks;
    if (self->number % 9 == 0)
        item.marks |= SOLAR_RANDOMISED;
    push(tell, &item);
}

/** Half of a platform's answers come within its median time, the middle one exactly then. */
static int64_t answer_time(teller *tell, uint8_t platform)
{
    const int64_t count = tell->visits.answers[platform];
    const int64_t rank = tell->answered[platform]++ * 7 % count;
    const int64_t half = count / 2;
    int64_t permille = 1000;
    if (rank < half)
        permille = 350 + 650 * (rank + 1) / half;
    else if (rank >= count - half)
        permille = 1000 + 1500 * (rank - (count - half)) / half;
    return answer_minutes[platform] * SOLAR_MINUTE * permille / 1000;
}

static int16_t next_rating(teller *tell, uint8_t platform)
{
    const int32_t place = tell->rated[platform]++;
    const int32_t step = place / 2 % 9 + 1;
    if (place % 2 == 1)
        return (int16_t)(ratings[platform] + step);
    const bool alone = place + 1 == tell->visits.sales[platform];
    return (int16_t)(ratings[platform] - (alone ? 0 : step));
}

static void tell_verdict(teller *tell, thread *self, uint8_t platform, rva_verdict verdict)
{
    const solar_visit *visit = self->visit;
    solar_item item = solar_item_new(RVA_EVENT_FEEDBACK, self->number, self->at);
    item.sub = ++self->verdicts;
    item.of = self->offers;
    item.verb = (uint8_t)verdict;
    if (verdict == RVA_VERDICT_ACCEPTED) {
        item.rating_deci = next_rating(tell, platform);
        item.amount_minor = visit->price_minor;
        if (visit->fate == SOLAR_SOLD && visit->place < JUDGED)
            item.tier = visit->tier;
    } else if (verdict != RVA_VERDICT_TIMEOUT) {
        item.reason = (uint8_t)(SOLAR_REASON_CONTACT + self->number % 6);
    }
    push(tell, &item);
}

static void tell_refusal(teller *tell, thread *self, uint8_t platform)
{
    self->at += answer_time(tell, platform);
    tell_verdict(tell, self, platform,
                 self->number % 4 == 0 ? RVA_VERDICT_TIMEOUT : RVA_VERDICT_REJECTED);
}

static void tell_sale(teller *tell, thread *self)
{
    const solar_visit *visit = self->visit;
    self->at += answer_time(tell, visit->platform);
    tell_verdict(tell, self, visit->platform, RVA_VERDICT_ACCEPTED);
    solar_item item = solar_item_new(RVA_EVENT_TRANSACTION, self->number, self->at);
    item.sub = 1;
    item.of = self->offers;
    item.verb = RVA_KIND_SALE;
    item.platform = visit->platform;
    item.amount_minor = visit->price_minor;
    push(tell, &item);
    if (visit->fate != SOLAR_RETURNED)
        return;
    self->at += (3 + visit->place % 7) * 24 * SOLAR_HOUR;
    tell_verdict(tell, self, visit->platform, RVA_VERDICT_RETURNED);
    item.at = self->at;
    item.sub = 2;
    item.of = 1;
    item.verb = RVA_KIND_RETURN;
    item.amount_minor = -visit->price_minor;
    push(tell, &item);
}

static void tell_lead_story(teller *tell, thread *self)
{
    const solar_visit *visit = self->visit;
    tell_lead(tell, self);
    if (visit->fate == SOLAR_WAITING)
        return;
    self->at += 10 * SOLAR_SECOND;
    if (visit->undelivered != SOLAR_NONE) {
        tell_offer(tell, self, visit->undelivered, SOLAR_UNDELIVERED);
        self->at += 10 * SOLAR_MINUTE;
    }
    if (visit->attempt != SOLAR_NONE) {
        tell_offer(tell, self, visit->attempt, 0);
        tell_refusal(tell, self, visit->attempt);
        self->at += 5 * SOLAR_MINUTE;
    }
    tell_offer(tell, self, visit->platform, 0);
    if (visit->fate == SOLAR_REFUSED)
        tell_refusal(tell, self, visit->platform);
    else if (visit->fate != SOLAR_PENDING)
        tell_sale(tell, self);
}

/** When conversation number `index` of the month begins: spread over the days' open hours. */
static void tell_conversation(teller *tell, int32_t first_day, int32_t index)
{
    const int32_t count = tell->visits.count;
    const int32_t day = index * SOLAR_MONTH_DAYS / count;
    const int64_t part = index * SOLAR_MONTH_DAYS % count;
    thread self = {.visit = &tell->visits.list[index],
                   .number = tell->visits.month->number + index + 1,
                   .day = day};
    self.at = solar_newyork_at(first_day + day, OPENING_HOUR) +
              OPEN_HOURS * SOLAR_HOUR / count * part +
              solar_random_between(&tell->random, 0, 1200) * SOLAR_SECOND;
    tell_beginning(tell, &self);
    tell_stages(tell, &self);
    tell_end(tell, &self);
    if (self.visit->fate != SOLAR_NO_LEAD)
        tell_lead_story(tell, &self);
}

static void tell_surroundings(teller *tell, int32_t first_day)
{
    for (int32_t day = 0; day < SOLAR_MONTH_DAYS; day++) {
        for (size_t i = 0; i < SOLAR_ORIGINS; i++) {
            const int64_t cost =
                (int64_t)tell->day_visitors[day][i] * solar_origin_at(i)->cost_minor;
            if (cost == 0)
                continue;
            solar_item item = solar_item_new(RVA_EVENT_COST, ++tell->costs,
                                             solar_newyork_at(first_day + day, 23));
            item.origin = (uint8_t)i;
            item.amount_minor = cost;
            push(tell, &item);
        }
    }
    for (uint8_t borough = 0; borough < SOLAR_BOROUGHS; borough++) {
        solar_item item =
            solar_item_new(RVA_EVENT_MARKET, ++tell->costs, solar_newyork_at(first_day, 9));
        item.borough = borough;
        item.messages = (int16_t)(5 + borough);
        item.amount_minor = 19500 + borough * 500;
        item.quality_deci = (int16_t)(1100 - 60 * borough);
        push(tell, &item);
    }
}

static void tell_month(solar_queue *queue, size_t index, teller *tell)
{
    *tell = (teller){
        .queue = queue, .random = solar_random_new(index, 30), .costs = (int64_t)index * 1000};
    solar_visits_make(&tell->visits, index);
    const int32_t *first = tell->visits.month->first;
    const int32_t first_day = solar_day(first[0], first[1], first[2]);
    for (int32_t i = 0; i < tell->visits.count; i++)
        tell_conversation(tell, first_day, i);
    tell_surroundings(tell, first_day);
}

int solar_showcase_make(solar_showcase *out)
{
    solar_queue queue = {0};
    teller *tell = malloc(sizeof *tell);
    solar_showcase made = {0};
    if (tell != NULL) {
        for (size_t index = 0; index < SOLAR_MONTHS; index++)
            tell_month(&queue, index, tell);
        made.events = malloc(queue.count * sizeof *made.events);
        made.ids = malloc(queue.count * sizeof *made.ids);
    }
    const int failed = made.events == NULL || made.ids == NULL || queue.failed ? -1 : 0;
    while (failed == 0 && queue.count > 0) {
        const solar_item item = solar_queue_pop(&queue);
        solar_item_write(&item, &made.ids[made.count], &made.events[made.count]);
        made.count++;
    }
    solar_queue_free(&queue);
    free(tell);
    if (failed == 0)
        *out = made;
    else
        solar_showcase_free(&made);
    return failed;
}

void solar_showcase_free(solar_showcase *showcase)
{
    free(showcase->events);
    free(showcase->ids);
    *showcase = (solar_showcase){0};
}
