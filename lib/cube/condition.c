/**
 * @file cube/condition.c
 * Conditions: sets of values with a sign.
 */
#include "cube/condition.h"

#include <string.h>

void rva__conditions_begin(rva__conditions *conditions, int dimension, bool excludes)
{
    conditions->items[conditions->count++] = (rva__condition){
        .dimension = dimension,
        .excludes = excludes,
        .first = conditions->value_count,
    };
}

bool rva__conditions_value(rva__conditions *conditions, uint32_t value)
{
    if (conditions->value_count == RVA_FILTER_VALUES_MAX)
        return false;
    conditions->values[conditions->value_count++] = value;
    conditions->items[conditions->count - 1].count++;
    return true;
}

void rva__conditions_end(rva__conditions *conditions)
{
    rva__condition *last = &conditions->items[conditions->count - 1];
    uint32_t *values = conditions->values + last->first;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < last->count; i++) {
        const uint32_t value = values[i];
        uint32_t at = kept;
        while (at > 0 && values[at - 1] > value)
            at--;
        if (at > 0 && values[at - 1] == value)
            continue;
        memmove(values + at + 1, values + at, (kept - at) * sizeof *values);
        values[at] = value;
        kept++;
    }
    last->count = kept;
    last->value = values[0];
    conditions->value_count = last->first + kept;
}

static bool same(const rva__condition *a, const rva__condition *b)
{
    return a->dimension == b->dimension && a->excludes == b->excludes && a->count == b->count;
}

bool rva__conditions_equal(const rva__conditions *a, const rva__conditions *b)
{
    if (a->count != b->count || a->value_count != b->value_count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!same(&a->items[i], &b->items[i]))
            return false;
    return memcmp(a->values, b->values, a->value_count * sizeof *a->values) == 0;
}

uint32_t rva__conditions_dims(const rva__conditions *conditions)
{
    uint32_t dims = 0;
    for (size_t i = 0; i < conditions->count; i++)
        dims |= 1U << conditions->items[i].dimension;
    return dims;
}

bool rva__conditions_has(const uint32_t *values, uint32_t count, uint32_t value)
{
    while (count > 0) {
        const uint32_t half = count / 2;
        if (values[half] == value)
            return true;
        if (values[half] < value) {
            values += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return false;
}
