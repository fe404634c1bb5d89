/**
 * @file oracle/arrivals.c
 * Shuffling what may be shuffled.
 */
#include "arrivals.h"

#include <stdlib.h>
#include <string.h>

#include "record.h"

/* Events to be shuffled. */
typedef struct shuffle {
    const rva_event *events;
    size_t count;
    oracle_memory *memory;
} shuffle;

/* An event on its way to the store. */
typedef struct arrival {
    uint64_t place;
    const rva_event *event;
} arrival;

static int compare_arrivals(const void *left, const void *right)
{
    const arrival *a = left;
    const arrival *b = right;
    return (a->place > b->place) - (a->place < b->place);
}

/* A number from the content, so that leaving out one event moves no other. */
static uint64_t place_of(const rva_event *event, uint64_t salt)
{
    oracle_random random = {salt ^ (uint64_t)event->at ^ ((uint64_t)event->type << 56)};
    const char *const texts[] = {event->id, event->conversation, event->stage, event->reason};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (const char *text = texts[i] ? texts[i] : ""; *text; text++)
            random.state ^= random_next(&random) ^ (uint8_t)*text;
    random.state ^= (uint64_t)event->action * 31 ^ (uint64_t)event->correct;
    return random_next(&random);
}

/* Whether two events are of one event: contents of it, corrections and voids. */
static bool is_of_one(const rva_event *a, const rva_event *b)
{
    const char *one[RECORD_NAMES_MAX];
    const char *two[RECORD_NAMES_MAX];
    int64_t one_types[RECORD_NAMES_MAX];
    int64_t two_types[RECORD_NAMES_MAX];
    const size_t one_count = record_names(a, one, one_types);
    const size_t two_count = record_names(b, two, two_types);
    for (size_t i = 0; i < one_count; i++)
        for (size_t j = 0; j < two_count; j++)
            if (one_types[i] == two_types[j] && strcmp(one[i], two[j]) == 0)
                return true;
    return false;
}

/* For each event the first that is of the same event, through any others. */
static size_t *groups_of(shuffle *of)
{
    size_t *groups = oracle_take(of->memory, (of->count + 1) * sizeof *groups);
    for (size_t i = 0; i < of->count; i++) {
        groups[i] = i;
        for (size_t j = 0; j < i; j++) {
            const size_t other = groups[j];
            if (other == groups[i] || !is_of_one(&of->events[i], &of->events[j]))
                continue;
            const size_t first = other < groups[i] ? other : groups[i];
            const size_t last = other < groups[i] ? groups[i] : other;
            for (size_t k = 0; k <= i; k++)
                if (groups[k] == last)
                    groups[k] = first;
        }
    }
    return groups;
}

/* Puts what is of one event back into the order of the history; others stay where they are. */
static void keep_order(shuffle *of, arrival *order, size_t count)
{
    const size_t *groups = groups_of(of);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            const size_t a = (size_t)(order[i].event - of->events);
            const size_t b = (size_t)(order[j].event - of->events);
            if (groups[a] != groups[b] || a <= b)
                continue;
            const arrival later = order[i];
            order[i] = order[j];
            order[j] = later;
        }
    }
}

/* The texts by which an event may be about the same people as another. */
static size_t ids_of(const rva_event *event, const char *ids[9])
{
    const char *const all[] = {event->id,    event->conversation, event->lead,
                               event->offer, event->of,           event->visitor,
                               event->uid,   event->feedback,     event->transaction};
    size_t count = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i])
            ids[count++] = all[i];
    return count;
}

static bool share_an_id(const rva_event *a, const rva_event *b)
{
    const char *one[9];
    const char *two[9];
    const size_t one_count = ids_of(a, one);
    const size_t two_count = ids_of(b, two);
    for (size_t i = 0; i < one_count; i++)
        for (size_t j = 0; j < two_count; j++)
            if (strcmp(one[i], two[j]) == 0)
                return true;
    return false;
}

/* Which events hang together with one, through any others. */
static bool *related_to(const shuffle *of, size_t first)
{
    bool *related = oracle_take(of->memory, (of->count + 1) * sizeof *related);
    related[first] = true;
    for (bool grows = true; grows;) {
        grows = false;
        for (size_t i = 0; i < of->count; i++)
            for (size_t j = 0; j < of->count && !related[i]; j++)
                if (related[j] && share_an_id(&of->events[i], &of->events[j]))
                    grows = related[i] = true;
    }
    return related;
}

/* 0: comes before the erasure; 1: is it; 2: comes after it, as repetitions may. */
static int side_of(size_t place, size_t erasure, bool is_repeated)
{
    if (place == erasure)
        return is_repeated ? 2 : 1;
    return place < erasure && !is_repeated ? 0 : 2;
}

/* Puts what an erasure is about before it or after it, where it is in the history. */
static void keep_sides(shuffle *of, size_t erasure, arrival *order, size_t count)
{
    const bool *related = related_to(of, erasure);
    bool *seen = oracle_take(of->memory, (of->count + 1) * sizeof *seen);
    arrival *sorted = oracle_take(of->memory, (count + 1) * sizeof *sorted);
    int *sides = oracle_take(of->memory, (count + 1) * sizeof *sides);
    for (size_t i = 0; i < count; i++) {
        const size_t place = (size_t)(order[i].event - of->events);
        sides[i] = side_of(place, erasure, seen[place]);
        seen[place] = true;
    }
    size_t sorted_count = 0;
    for (int side = 0; side < 3; side++)
        for (size_t i = 0; i < count; i++)
            if (related[order[i].event - of->events] && sides[i] == side)
                sorted[sorted_count++] = order[i];
    for (size_t i = 0, next = 0; i < count; i++)
        if (related[order[i].event - of->events])
            order[i] = sorted[next++];
}

static arrivals taken(const shuffle *of, const arrival *order, size_t count)
{
    arrivals out = {
        .events = oracle_take(of->memory, (count + 1) * sizeof *out.events),
        .places = oracle_take(of->memory, (count + 1) * sizeof *out.places),
        .kept = oracle_take(of->memory, (count + 1) * sizeof *out.kept),
        .count = count,
    };
    for (size_t i = 0; i < count; i++) {
        out.events[i] = *order[i].event;
        out.places[i] = (size_t)(order[i].event - of->events);
    }
    return out;
}

arrivals arrivals_of(const oracle_history *history, const rva_event *events, size_t count,
                     uint64_t number, oracle_memory *memory)
{
    shuffle of = {events, count, memory};
    const uint64_t salt = (history->seed << 8) + 2 * number;
    arrival *order = oracle_take(memory, (2 * count + 1) * sizeof *order);
    size_t arriving = 0;
    for (size_t i = 0; i < count; i++)
        order[arriving++] = (arrival){place_of(&events[i], salt), &events[i]};
    for (size_t i = 0; i < count; i++) {
        const uint64_t again = place_of(&events[i], salt + 1);
        if (again % 5 == 0)
            order[arriving++] = (arrival){again, &events[i]};
    }
    if (!(history->flags & HISTORY_CONFLICTS))
        qsort(order, arriving, sizeof *order, compare_arrivals);
    if (history->flags & (HISTORY_LINKS | HISTORY_ERASURES))
        keep_order(&of, order, arriving);
    for (size_t i = 0; i < count; i++)
        if (events[i].type == RVA_EVENT_ERASE)
            keep_sides(&of, i, order, arriving);
    return taken(&of, order, arriving);
}
