/**
 * @file benchmarks/events.c
 * Made-up events in memory, and their fields by number.
 */
#include "events.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

enum {
    BLOCK_BYTES = 1 << 20,
    YEAR_DAYS = 365,
    PER_CONVERSATION = 14, /**< events of one conversation, about */
    GROWTH_PERCENT = 145,  /**< the mean of a growing year over its first day */
    PROBE_EVENTS = 50000,  /**< looked at to learn which fields are used */
    TYPES = 10,
};

#define DAY_US INT64_C(86400000000)

/** 2025-03-01T00:00:00-05:00 */
static const int64_t first_at = INT64_C(1740805200000000);

struct bench_block {
    struct bench_block *next;
    size_t used;
    char bytes[BLOCK_BYTES];
};

/** Copies a text behind another one. */
static const char *keep(bench_arena *arena, const char *before, const char *text)
{
    const size_t head = strlen(before);
    const size_t size = head + strlen(text) + 1;
    struct bench_block *block = arena->first;
    if (!block || block->used + size > BLOCK_BYTES) {
        block = malloc(sizeof *block);
        if (!block)
            return NULL;
        block->next = arena->first;
        block->used = 0;
        arena->first = block;
    }
    char *kept = block->bytes + block->used;
    memcpy(kept, before, head);
    memcpy(kept + head, text, size - head);
    block->used += size;
    return kept;
}

static void release(bench_arena *arena)
{
    while (arena->first) {
        struct bench_block *next = arena->first->next;
        free(arena->first);
        arena->first = next;
    }
}

static int open_at(bench_events *events, int64_t from_at, int64_t total)
{
    const int64_t per_day = total * 100 / (PER_CONVERSATION * YEAR_DAYS * GROWTH_PERCENT);
    const solar_options options = {.seed = 7,
                                   .from_at = from_at,
                                   .conversations_per_day = per_day > 0 ? per_day : 1,
                                   .conversations_max = INT64_MAX};
    *events = (bench_events){.generator = solar_new(&options), .left = total};
    return events->generator ? 0 : bench_fail("events", "no memory");
}

int bench_events_open(bench_events *events, int64_t total)
{
    return open_at(events, first_at, total);
}

int bench_events_open_later(bench_events *events, int64_t total, int64_t count)
{
    const int status = open_at(events, first_at + YEAR_DAYS * DAY_US, total);
    events->later = true;
    events->left = count;
    return status;
}

void bench_events_close(bench_events *events)
{
    solar_free(events->generator);
    release(&events->arena);
    free(events->items);
    *events = (bench_events){0};
}

static bool is_id(const rva_field *field)
{
    static const char *const names[] = {"id", "conversation", "lead", "offer", "of", "visitor"};
    bool is = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        is |= strcmp(field->name, names[i]) == 0;
    return is;
}

/** Copies the texts of an event, which the generator will overwrite. */
static int keep_texts(bench_arena *arena, rva_event *event, bool later)
{
    const rva_field *field;
    for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++) {
        const char *text = bench_field_text(event, field);
        if (!text)
            continue;
        const char *kept = keep(arena, later && is_id(field) ? "later-" : "", text);
        if (!kept)
            return -1;
        memcpy((char *)event + field->offset, &kept, sizeof kept);
    }
    return 0;
}

int bench_events_read(bench_events *events, size_t count)
{
    if ((int64_t)count > events->left)
        count = (size_t)events->left;
    release(&events->arena);
    events->count = 0;
    rva_event *items = realloc(events->items, (count + 1) * sizeof *items);
    if (!items)
        return bench_fail("events", "no memory");
    events->items = items;
    while (events->count < count) {
        const size_t got =
            solar_read(events->generator, items + events->count, count - events->count);
        if (got == 0)
            break;
        for (size_t i = 0; i < got; i++) {
            rva_event *event = &items[events->count + i];
            if (event->at > events->last_at)
                events->last_at = event->at;
            if (keep_texts(&events->arena, event, events->later) != 0)
                return bench_fail("events", "no memory");
        }
        events->count += got;
    }
    events->left -= (int64_t)events->count;
    return 0;
}

uint64_t bench_events_fields(int64_t type)
{
    static uint64_t used[TYPES];
    static int known;
    bench_events events;
    if (!known && bench_events_open(&events, PROBE_EVENTS) == 0) {
        (void)bench_events_read(&events, PROBE_EVENTS);
        for (size_t e = 0; e < events.count; e++) {
            const rva_field *field;
            for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++)
                if (bench_field_has(&events.items[e], field))
                    used[events.items[e].type] |= UINT64_C(1) << i;
        }
        bench_events_close(&events);
        known = 1;
    }
    return type >= 0 && type < TYPES ? used[type] : 0;
}

const char *bench_field_text(const rva_event *event, const rva_field *field)
{
    const char *text = NULL;
    if (field->form == RVA_FIELD_TEXT || field->form == RVA_FIELD_OBJECT)
        memcpy(&text, (const char *)event + field->offset, sizeof text);
    return text;
}

int64_t bench_field_integer(const rva_event *event, const rva_field *field)
{
    int64_t integer;
    memcpy(&integer, (const char *)event + field->offset, sizeof integer);
    return integer;
}

double bench_field_real(const rva_event *event, const rva_field *field)
{
    double real;
    memcpy(&real, (const char *)event + field->offset, sizeof real);
    return real;
}

int bench_field_has(const rva_event *event, const rva_field *field)
{
    switch (field->form) {
    case RVA_FIELD_TEXT:
    case RVA_FIELD_OBJECT:
        return bench_field_text(event, field) != NULL;
    case RVA_FIELD_REAL:
        return !isnan(bench_field_real(event, field));
    default:
        return bench_field_integer(event, field) != RVA_ABSENT;
    }
}

static void mix(uint64_t key[2], const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size; i++) {
        key[0] = (key[0] ^ at[i]) * UINT64_C(0x100000001b3);
        key[1] = (key[1] + at[i]) * UINT64_C(0x9e3779b97f4a7c15);
        key[1] ^= key[1] >> 29;
    }
}

void bench_events_key(const rva_event *event, uint64_t key[2])
{
    const rva_field *field;
    key[0] = UINT64_C(0xcbf29ce484222325) ^ (uint64_t)event->type;
    key[1] = (uint64_t)event->type;
    for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++) {
        if (!bench_field_has(event, field))
            continue;
        const char *text = bench_field_text(event, field);
        mix(key, &i, sizeof i);
        if (text)
            mix(key, text, strlen(text));
        else
            mix(key, (const char *)event + field->offset, sizeof(int64_t));
    }
}
