/**
 * @file benchmarks/events.h
 * Events for the contests: the made-up solar chatbot of examples/nyc_solar, over a year.
 *
 * Every contestant gets the same events, in the same order, in memory before the clock
 * starts.
 */
#ifndef BENCH_EVENTS_H
#define BENCH_EVENTS_H

#include <stdbool.h>

#include <revanalytics/event.h>

#include "generate.h"

/** Room for texts, in blocks that never move. */
typedef struct bench_arena {
    struct bench_block *first;
} bench_arena;

/** A source of events: the generator, and copies of what it gave. */
typedef struct bench_events {
    solar_generator *generator;
    bench_arena arena;
    rva_event *items; /**< the events of the last call of bench_events_read() */
    size_t count;
    bool later;      /**< their ids are not those of the year before */
    int64_t left;    /**< still to be given */
    int64_t last_at; /**< the latest instant given so far */
} bench_events;

/** Prepares `total` events spread over about a year; returns 0 or -1. */
int bench_events_open(bench_events *events, int64_t total);

/** Prepares `count` events of the year after, at the rate of `total` a year. */
int bench_events_open_later(bench_events *events, int64_t total, int64_t count);

/** Frees all. */
void bench_events_close(bench_events *events);

/**
 * The next events, at most `count`, in `events->items`.
 *
 * @return 0, also at the end (`events->count` is 0 then); -1 without memory
 */
int bench_events_read(bench_events *events, size_t count);

/** The fields that the made-up events of a type really carry, a bit for each field. */
uint64_t bench_events_fields(int64_t type);

/** 128 bits over all that an event says: what makes it the same when sent again. */
void bench_events_key(const rva_event *event, uint64_t key[2]);

/** A text field of an event, NULL when absent. */
const char *bench_field_text(const rva_event *event, const rva_field *field);

/** An integer field of an event. */
int64_t bench_field_integer(const rva_event *event, const rva_field *field);

/** A real field of an event. */
double bench_field_real(const rva_event *event, const rva_field *field);

/** 1 when the event carries the field. */
int bench_field_has(const rva_event *event, const rva_field *field);

#endif
