/**
 * @file nyc_solar/visits.c
 * From the tables of a month to its conversations, shuffled over its days.
 */
#include "visits.h"

#include "random.h"

enum {
    RETURNED_DAYS = 18, /**< leads sent back come in the first days */
    SOLD_DAYS = 28,     /**< leads sold come early enough for two buyers to answer */
    PRICE_STEP = 200,   /**< prices of a cell differ by multiples of $2.00 */
    SHUFFLE_SEED = 2026,
};

static solar_visit *add(solar_visits *visits, solar_fate fate, uint8_t platform)
{
    solar_visit *visit = &visits->list[visits->count++];
    *visit = (solar_visit){
        .fate = fate,
        .platform = platform,
        .outcome = RVA_END_COMPLETED,
        .attempt = SOLAR_NONE,
        .undelivered = SOLAR_NONE,
    };
    return visit;
}

/** The prices of a cell lie in pairs around their mean. */
static void add_cell(solar_visits *visits, const solar_cell *cell, solar_fate fate)
{
    for (int32_t i = 0; i < cell->count; i++) {
        solar_visit *visit = add(visits, fate, cell->platform);
        const int32_t step = (i / 2 % 4 + 1) * PRICE_STEP;
        visit->tier = cell->tier;
        visit->borough = cell->borough;
        visit->price_minor = cell->price_minor;
        if (i % 2 == 1)
            visit->price_minor += step;
        else if (i + 1 < cell->count)
            visit->price_minor -= step;
        visits->sales[cell->platform]++;
        visits->answers[cell->platform]++;
    }
}

static void add_unsold(solar_visits *visits)
{
    static const int32_t prices[SOLAR_TIERS] = {30000, 16500, 11000};
    const solar_month *month = visits->month;
    const int32_t first = visits->count;
    for (uint8_t platform = 0; platform < SOLAR_PLATFORMS; platform++) {
        for (int32_t i = 0; i < month->refused[platform]; i++)
            add(visits, SOLAR_REFUSED, platform)->low = true;
        visits->answers[platform] += month->refused[platform];
    }
    for (uint8_t platform = 0; platform < SOLAR_PLATFORMS; platform++)
        for (int32_t i = 0; i < month->pending[platform]; i++)
            add(visits, SOLAR_PENDING, platform);
    for (int32_t i = 0; i < month->waiting; i++)
        add(visits, SOLAR_WAITING, (uint8_t)(i % SOLAR_PLATFORMS));
    for (int32_t i = first; i < visits->count; i++) {
        visits->list[i].tier = visits->list[i].platform;
        visits->list[i].price_minor = prices[visits->list[i].tier];
    }
}

/** The platform of which most are left, `but` excepted; ::SOLAR_NONE when none is. */
static uint8_t take(uint8_t left[SOLAR_PLATFORMS], uint8_t but)
{
    uint8_t best = SOLAR_NONE;
    for (uint8_t i = 0; i < SOLAR_PLATFORMS; i++)
        if (i != but && left[i] > 0 && (best == SOLAR_NONE || left[i] > left[best]))
            best = i;
    if (best != SOLAR_NONE)
        left[best]--;
    return best;
}

/** Poor scores, and offers that came to nothing before the last one. */
static void add_troubles(solar_visits *visits)
{
    const solar_month *month = visits->month;
    uint8_t attempts[SOLAR_PLATFORMS];
    uint8_t undelivered[SOLAR_PLATFORMS];
    for (size_t i = 0; i < SOLAR_PLATFORMS; i++) {
        attempts[i] = month->attempts[i];
        undelivered[i] = month->undelivered[i];
    }
    int32_t misjudged = month->misjudged;
    for (int32_t i = 0; i < visits->count; i++) {
        solar_visit *visit = &visits->list[i];
        if (visit->fate == SOLAR_WAITING)
            break;
        if (i % 4 == 1)
            visit->undelivered = take(undelivered, SOLAR_NONE);
        if (visit->fate == SOLAR_RETURNED)
            visit->low = visit->place % 3 == 0;
        if (visit->fate != SOLAR_SOLD)
            continue;
        if (i % 7 == 3 && misjudged > 0) {
            visit->low = true;
            misjudged--;
        }
        if (visit->low || i % 15 == 1)
            visit->attempt = take(attempts, visit->platform);
        if (visit->attempt != SOLAR_NONE)
            visits->answers[visit->attempt]++;
    }
}

/** Gives the leads the ways of the qualified, and adds all who have no lead. */
static void add_ways(solar_visits *visits)
{
    const solar_month *month = visits->month;
    const int32_t leads = visits->count;
    int32_t place = 0;
    for (size_t g = 0; g < month->group_count; g++) {
        const solar_group *group = &month->groups[g];
        for (int32_t i = 0; i < group->count; i++) {
            if (group->outcome == SOLAR_QUALIFIED) {
                visits->list[place++ * 7 % leads].actions = group->actions;
                continue;
            }
            solar_visit *visit = add(visits, SOLAR_NO_LEAD, SOLAR_NONE);
            visit->outcome = group->outcome;
            visit->actions = group->actions;
        }
    }
}

static void number(solar_visits *visits)
{
    static const uint8_t boroughs[15] = {0, 2, 1, 3, 0, 4, 2, 0, 1, 2, 0, 3, 1, 2, 4};
    int32_t counts[2] = {0, 0};
    for (int32_t i = 0; i < visits->count; i++) {
        solar_visit *visit = &visits->list[i];
        int32_t *count = &counts[visit->outcome == RVA_END_COMPLETED];
        visit->mirrored = *count % 2 == 1;
        visit->pair = (*count)++ / 2;
        if (visit->fate > SOLAR_RETURNED)
            visit->borough = boroughs[i % 15];
    }
    for (int32_t kind = 0; kind < 2; kind++)
        for (int32_t i = 0; counts[kind] % 2 == 1 && i < visits->count; i++)
            if ((visits->list[i].outcome == RVA_END_COMPLETED) == (kind == 1) &&
                visits->list[i].pair == counts[kind] / 2)
                visits->list[i].alone = true;
}

static void swap(solar_visit *a, solar_visit *b)
{
    const solar_visit kept = *a;
    *a = *b;
    *b = kept;
}

static bool fresh(const solar_visit *visit, bool strict)
{
    return visit->fate == SOLAR_PENDING || visit->fate == SOLAR_WAITING ||
           visit->outcome == SOLAR_OPEN || (!strict && visit->fate == SOLAR_NO_LEAD);
}

/** Puts the undecided last and the returned first, where time allows no other way. */
static void shuffle(solar_visits *visits, uint64_t stream)
{
    solar_random random = solar_random_new(SHUFFLE_SEED, stream);
    solar_visit *list = visits->list;
    for (int32_t i = visits->count - 1; i > 0; i--)
        swap(&list[i], &list[solar_random_below(&random, (uint32_t)i + 1)]);
    const int32_t early = visits->count * RETURNED_DAYS / SOLAR_MONTH_DAYS;
    const int32_t late = visits->count * SOLD_DAYS / SOLAR_MONTH_DAYS;
    for (int32_t i = early, to = 0; i < visits->count; i++) {
        if (list[i].fate != SOLAR_RETURNED)
            continue;
        while (list[to].fate == SOLAR_RETURNED)
            to++;
        swap(&list[i], &list[to]);
    }
    for (int32_t pass = 0; pass < 2; pass++) {
        for (int32_t i = late, from = 0; i < visits->count; i++) {
            if (fresh(&list[i], pass == 0))
                continue;
            while (from < late && !fresh(&list[from], pass == 0))
                from++;
            if (from < late)
                swap(&list[i], &list[from]);
        }
    }
}

void solar_visits_make(solar_visits *visits, size_t index)
{
    const solar_month *month = solar_month_at(index);
    *visits = (solar_visits){.month = month};
    for (size_t i = 0; i < month->sold_count; i++)
        add_cell(visits, &month->sold[i], SOLAR_SOLD);
    for (size_t i = 0; i < month->returned_count; i++)
        add_cell(visits, &month->returned[i], SOLAR_RETURNED);
    add_unsold(visits);
    int32_t places[SOLAR_NO_LEAD] = {0};
    for (int32_t i = 0; i < visits->count; i++)
        visits->list[i].place = places[visits->list[i].fate]++;
    add_troubles(visits);
    add_ways(visits);
    number(visits);
    shuffle(visits, index);
}
