/**
 * @file cube/days.h
 * The facts of a document, put in the order of their local days.
 */
#ifndef RVA_CUBE_DAYS_H
#define RVA_CUBE_DAYS_H

#include "core/sort.h"
#include "core/zone.h"
#include "fold/fact.h"

enum {
    /** Added to days, and to the minutes of hours, so that those just before 1970 are positive. */
    RVA__DAY_BIAS = 1000,
    /**
     * The day of notes, before all days that have facts.  They are few and are asked for by what
     * they reach into, so they lie together.
     */
    RVA__DAY_OF_NOTES = -RVA__DAY_BIAS,
};

/** Facts in the order of their days; all zero is none.  Made anew, it keeps its memory. */
typedef struct rva__days {
    rva__sort_item *items; /**< day with RVA__DAY_BIAS, and the place among the facts */
    size_t count;
    size_t room;
} rva__days;

/** The facts of one day, in their order. */
typedef struct rva__day {
    const rva__sort_item *items;
    size_t count;
} rva__day;

/** Frees them. */
void rva__days_free(rva__days *days);

/** Puts facts in the order of their days; those of a day stay in theirs.  False without memory. */
bool rva__days_of(rva__days *days, const rva__facts *facts, const rva__zone *zone);

/** The day whose facts begin with item number `from`; none (`count` 0) at the end. */
rva__day rva__days_at(const rva__days *days, size_t from);

/** The facts of a day (with RVA__DAY_BIAS), which may be none. */
rva__day rva__days_find(const rva__days *days, uint32_t day);

/** Fact number `index` of a day. */
static inline const rva__fact *rva__day_fact(const rva__facts *facts, const rva__day *day,
                                             size_t index)
{
    return &facts->items[day->items[index].value];
}

/** Its number, with RVA__DAY_BIAS. */
static inline uint32_t rva__day_number(const rva__day *day)
{
    return (uint32_t)day->items[0].key;
}

/** When a day with RVA__DAY_BIAS starts; 0 for the day of notes. */
static inline int64_t rva__day_start(const rva__zone *zone, uint32_t day)
{
    return day == 0 ? 0 : rva__zone_day_start(zone, (int32_t)day - RVA__DAY_BIAS);
}

#endif
