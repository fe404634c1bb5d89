/**
 * @file nyc_solar/generate.h
 * A made-up solar chatbot in New York: believable events without end, from one seed.
 *
 * Events come in the order in which a store would receive them, which is not quite the
 * order in which they happened: some are late, some correct others, buyers answer hours
 * later and send leads back days later.  Every event is valid, none is sent twice, and
 * the same options give the same events, byte for byte, on every machine.
 */
#ifndef SOLAR_GENERATE_H
#define SOLAR_GENERATE_H

#include <revanalytics/event.h>

/** What to make. */
typedef struct solar_options {
    uint64_t seed;
    int64_t from_at;               /**< the first instant; its local day is the first */
    int64_t days;                  /**< local days to make; 0: until the conversations are made */
    int64_t conversations_per_day; /**< at the start, 1 to 200,000; they grow slowly */
    int64_t conversations_max;     /**< stop after so many; 0: never */
} solar_options;

/** A maker of events. */
typedef struct solar_generator solar_generator;

/** A new one, or NULL when memory or the options do not allow it; free with solar_free(). */
solar_generator *solar_new(const solar_options *options);

/** Frees it; NULL is fine. */
void solar_free(solar_generator *generator);

/** The most events one call of solar_read() gives. */
enum { SOLAR_READ_MAX = 4096 };

/**
 * The next events, at most `count` and ::SOLAR_READ_MAX.
 *
 * With `days`, what would arrive after the last of them is not given, so that some
 * conversations are still open and some offers not answered at the end.
 *
 * @param events  receives them; their texts live until the next call
 * @return how many; 0 at the end
 */
size_t solar_read(solar_generator *generator, rva_event *events, size_t count);

/** How many conversations have begun so far. */
int64_t solar_conversations(const solar_generator *generator);

/** 1 when memory ran out and events are missing. */
int solar_failed(const solar_generator *generator);

/** Receives a batch of events; anything but 0 stops. */
typedef int (*solar_sink)(const rva_event *events, size_t count, void *context);

/**
 * Makes all events of the options and hands them over in batches.
 *
 * @return 0, what the sink returned, or -1 when there is no memory
 */
int solar_generate(const solar_options *options, solar_sink sink, void *context);

#endif
