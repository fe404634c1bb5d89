/**
 * @file nyc_solar/generate.c
 * When visitors come, and in which order the store hears of what they do.
 *
 * Arrivals are a Poisson process whose rate changes every hour: with the time of day,
 * the weekday, the weather and the months.  Each conversation is planned whole when it
 * begins; the plan waits in a queue, which so holds about two weeks of returns, a few
 * days of answers and what is being said right now.
 */
#include "generate.h"

#include <stdlib.h>

#include "compose.h"
#include "newyork.h"

/** Share of a day's visitors who come in each local hour, permille. */
static const int32_t hour_shares[24] = {12, 7,  4,  3,  3,  6,  14, 28, 42, 52, 58, 60,
                                        62, 56, 52, 52, 54, 60, 72, 84, 82, 68, 45, 24};

/** Visitors of each weekday, Monday first, permille of the usual. */
static const int32_t weekday_shares[7] = {1060, 1090, 1080, 1030, 900, 870, 970};

enum {
    PER_DAY_MAX = 200000,
    WEATHER_DAYS = 4,  /**< between two turns of the weather */
    GROWTH_DAYS = 180, /**< after so many days half of the growth is there */
    GROWTH_PERMILLE = 900,
    COST_HOUR = 6, /**< yesterday's costs come in the morning */
    MARKET_HOUR = 9,
};

static const uint64_t arrival_stream = UINT64_MAX;
static const uint64_t weather_stream = UINT64_MAX / 2;
static const uint64_t cost_stream = UINT64_MAX / 4;

struct solar_generator {
    solar_options options;
    solar_city city;
    solar_queue queue;
    solar_random arrivals;
    int64_t conversations; /**< begun so far */
    int64_t hour_at;       /**< the hour of the last arrival */
    int64_t hour_rate;     /**< arrivals expected in it, in 1/::SOLAR_ONE */
    int64_t hour_spent;    /**< of these, used up */
    int64_t next_at;       /**< the next arrival, INT64_MAX when there is none */
    int64_t end_at;        /**< INT64_MAX without `days` */
    int32_t first_day;
    int32_t day;                     /**< the local day of `hour_at` */
    int64_t costs;                   /**< numbers given to costs and markets */
    int64_t visitors[SOLAR_ORIGINS]; /**< of the day, for its costs */
    solar_ids ids[SOLAR_READ_MAX];
};

/** The weather's turn number `turn`: -150 to 150 permille. */
static int32_t weather_turn(uint64_t seed, int32_t turn)
{
    solar_random random = solar_random_new(seed, weather_stream + (uint64_t)turn);
    return (int32_t)solar_random_below(&random, 301) - 150;
}

static int64_t rate_of(const solar_generator *generator, int32_t day, int32_t hour)
{
    const int32_t since = day - generator->first_day;
    const int32_t turn = since / WEATHER_DAYS;
    const int32_t part = since % WEATHER_DAYS;
    const int32_t weather = (weather_turn(generator->options.seed, turn) * (WEATHER_DAYS - part) +
                             weather_turn(generator->options.seed, turn + 1) * part) /
                            WEATHER_DAYS;
    const int64_t growth = 1000 + (int64_t)GROWTH_PERMILLE * since / (since + GROWTH_DAYS);
    int64_t rate = generator->options.conversations_per_day * SOLAR_ONE;
    rate = rate * hour_shares[hour] / 1000;
    rate = rate * weekday_shares[solar_weekday(day)] / 1000;
    rate = rate * (1000 + weather) / 1000;
    return rate * growth / 1000 + 1;
}

static void push_costs(solar_generator *generator, int32_t day)
{
    solar_random random = solar_random_new(generator->options.seed, cost_stream + (uint64_t)day);
    for (size_t i = 0; i < SOLAR_ORIGINS; i++) {
        const int64_t cost_minor = generator->visitors[i] * solar_origin_at(i)->cost_minor;
        generator->visitors[i] = 0;
        if (cost_minor == 0)
            continue;
        const int64_t at = solar_newyork_at(day + 1, 0) - SOLAR_SECOND;
        solar_item item = solar_item_new(RVA_EVENT_COST, ++generator->costs, at);
        item.origin = (uint8_t)i;
        item.amount_minor = cost_minor * solar_random_between(&random, 85, 115) / 100;
        item.due_at = solar_newyork_at(day + 1, COST_HOUR);
        solar_queue_push(&generator->queue, &item);
    }
    if (solar_weekday(day) != 0)
        return;
    for (uint8_t borough = 0; borough < SOLAR_BOROUGHS; borough++) {
        solar_item item = solar_item_new(RVA_EVENT_MARKET, ++generator->costs,
                                         solar_newyork_at(day, MARKET_HOUR));
        item.borough = borough;
        item.messages = (int16_t)solar_random_between(&random, 4, 11);
        item.amount_minor = solar_random_between(&random, 32, 52) * 500;
        item.quality_deci = (int16_t)solar_random_between(&random, 600, 1400);
        item.due_at = solar_newyork_at(day + 1, COST_HOUR);
        solar_queue_push(&generator->queue, &item);
    }
}

static void enter_hour(solar_generator *generator, int64_t hour_at)
{
    const int64_t local = hour_at + solar_newyork_offset(hour_at);
    const int32_t day = solar_newyork_day(hour_at);
    while (generator->day < day)
        push_costs(generator, generator->day++);
    generator->hour_at = hour_at;
    generator->hour_spent = 0;
    generator->hour_rate =
        rate_of(generator, day, (int32_t)(local / SOLAR_HOUR - (int64_t)day * 24));
}

/** Finds the next arrival, and closes the days that end before it. */
static void advance(solar_generator *generator)
{
    const solar_options *options = &generator->options;
    if (options->conversations_max > 0 && generator->conversations >= options->conversations_max) {
        generator->next_at = INT64_MAX;
        push_costs(generator, generator->day);
        return;
    }
    int64_t wait = solar_random_exponential(&generator->arrivals);
    while (wait >= generator->hour_rate - generator->hour_spent) {
        wait -= generator->hour_rate - generator->hour_spent;
        enter_hour(generator, generator->hour_at + SOLAR_HOUR);
        if (generator->hour_at >= generator->end_at) {
            generator->next_at = INT64_MAX;
            return;
        }
    }
    generator->hour_spent += wait;
    generator->next_at =
        generator->hour_at + (int64_t)((uint64_t)generator->hour_spent * (uint64_t)SOLAR_HOUR /
                                       (uint64_t)generator->hour_rate);
}

solar_generator *solar_new(const solar_options *options)
{
    if (options->from_at < 0 || options->days < 0 || options->conversations_per_day < 1 ||
        options->conversations_per_day > PER_DAY_MAX ||
        (options->days == 0 && options->conversations_max <= 0))
        return NULL;
    solar_generator *generator = calloc(1, sizeof *generator);
    if (generator == NULL)
        return NULL;
    generator->options = *options;
    solar_city_init(&generator->city, options->seed, &generator->queue);
    generator->arrivals = solar_random_new(options->seed, arrival_stream);
    generator->first_day = solar_newyork_day(options->from_at);
    generator->day = generator->first_day;
    generator->end_at = options->days == 0
                            ? INT64_MAX
                            : solar_newyork_at(generator->first_day + (int32_t)options->days, 0);
    enter_hour(generator, options->from_at - options->from_at % SOLAR_HOUR);
    advance(generator);
    return generator;
}

void solar_free(solar_generator *generator)
{
    if (generator != NULL)
        solar_queue_free(&generator->queue);
    free(generator);
}

/** Plans conversations until the next event in the queue comes before them all. */
static bool plan(solar_generator *generator)
{
    while (generator->next_at <= solar_queue_due(&generator->queue)) {
        if (generator->next_at == INT64_MAX)
            return false;
        const size_t origin =
            solar_compose(&generator->city, ++generator->conversations, generator->next_at,
                          generator->day - generator->first_day);
        generator->visitors[origin]++;
        advance(generator);
    }
    return solar_queue_due(&generator->queue) < generator->end_at;
}

size_t solar_read(solar_generator *generator, rva_event *events, size_t count)
{
    const size_t limit = count < SOLAR_READ_MAX ? count : SOLAR_READ_MAX;
    size_t done = 0;
    while (done < limit && plan(generator)) {
        const solar_item item = solar_queue_pop(&generator->queue);
        solar_item_write(&item, &generator->ids[done], &events[done]);
        done++;
    }
    return done;
}

int64_t solar_conversations(const solar_generator *generator)
{
    return generator->conversations;
}

int solar_failed(const solar_generator *generator)
{
    return generator->queue.failed;
}

int solar_generate(const solar_options *options, solar_sink sink, void *context)
{
    solar_generator *generator = solar_new(options);
    rva_event *events = malloc(SOLAR_READ_MAX * sizeof *events);
    int result = generator == NULL || events == NULL ? -1 : 0;
    while (result == 0) {
        const size_t count = solar_read(generator, events, SOLAR_READ_MAX);
        if (count == 0)
            break;
        result = sink(events, count, context);
    }
    if (result == 0 && solar_failed(generator))
        result = -1;
    free(events);
    solar_free(generator);
    return result;
}
