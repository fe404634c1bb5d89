/**
 * @file cube/condition.h
 * Conditions on the dimensions of facts, all of which must hold.
 *
 * Plain values without pointers: conditions may be copied, kept and compared.
 */
#ifndef RVA_CUBE_CONDITION_H
#define RVA_CUBE_CONDITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <revanalytics/report.h>

#include "model/schema.h"

/** A condition: the dimension has one of these values, or none of them. */
typedef struct rva__condition {
    int dimension;
    bool excludes;  /**< none of them */
    uint32_t value; /**< the first, of many conditions the only one */
    uint32_t first; /**< its place in rva__conditions.values */
    uint32_t count; /**< how many there are, ascending, each once */
} rva__condition;

/** Conditions; all zero: none. */
typedef struct rva__conditions {
    rva__condition items[RVA_FILTERS_MAX];
    size_t count;
    uint32_t values[RVA_FILTER_VALUES_MAX]; /**< of one condition after the other */
    uint32_t value_count;
} rva__conditions;

/** Begins a condition without values; there must be room. */
void rva__conditions_begin(rva__conditions *conditions, int dimension, bool excludes);

/** Adds a value to the condition begun last; false when there is no room. */
bool rva__conditions_value(rva__conditions *conditions, uint32_t value);

/** Puts the values of the condition begun last into order. */
void rva__conditions_end(rva__conditions *conditions);

/** Whether two say the same in the same order. */
bool rva__conditions_equal(const rva__conditions *a, const rva__conditions *b);

/** The dimensions they name, a bit set. */
uint32_t rva__conditions_dims(const rva__conditions *conditions);

/** Whether a value is one of `count` that ascend. */
bool rva__conditions_has(const uint32_t *values, uint32_t count, uint32_t value);

/** Whether a value of its dimension meets one of the conditions. */
static inline bool rva__condition_holds(const rva__conditions *all, const rva__condition *condition,
                                        uint32_t value)
{
    const bool is_listed =
        condition->value == value ||
        (condition->count > 1 &&
         rva__conditions_has(all->values + condition->first, condition->count, value));
    return is_listed != condition->excludes;
}

/** Whether the values of all dimensions meet all conditions. */
static inline bool rva__conditions_hold(const rva__conditions *all,
                                        const uint32_t dims[RVA__DIM_COUNT])
{
    for (size_t i = 0; i < all->count; i++)
        if (!rva__condition_holds(all, &all->items[i], dims[all->items[i].dimension]))
            return false;
    return true;
}

#endif
