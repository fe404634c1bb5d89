/**
 * @file model/pairs.c
 * A sorted array, searched by halving.
 */
#include "model/pairs.h"

#include <stdbool.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"

enum { ROOM_MIN = 16 };

void rva__pairs_free(rva__pairs *pairs)
{
    rva__alloc_free(pairs->items);
    *pairs = (rva__pairs){0};
}

rva_status rva__pairs_copy(const rva__pairs *from, rva__pairs *to, rva_error *err)
{
    *to = (rva__pairs){0};
    if (from->count == 0)
        return RVA_OK;
    to->items = rva__alloc(from->count * sizeof *from->items);
    if (to->items == NULL)
        return rva__fail_memory(err);
    memcpy(to->items, from->items, from->count * sizeof *from->items);
    to->count = to->room = from->count;
    return RVA_OK;
}

static int compare(const rva__pair *pair, const char *dimension, const char *name)
{
    const int order = strcmp(pair->dimension, dimension);
    return order != 0 ? order : strcmp(pair->name, name);
}

/** Where a name is, or where it belongs. */
static size_t place_of(const rva__pairs *pairs, const char *dimension, const char *name)
{
    size_t low = 0;
    size_t high = pairs->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare(&pairs->items[middle], dimension, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_at(const rva__pairs *pairs, size_t index, const char *dimension, const char *name)
{
    return index < pairs->count && compare(&pairs->items[index], dimension, name) == 0;
}

const rva__pair *rva__pairs_find(const rva__pairs *pairs, const char *dimension, const char *name)
{
    const size_t index = place_of(pairs, dimension, name);
    return is_at(pairs, index, dimension, name) ? &pairs->items[index] : NULL;
}

static rva_status make_room(rva__pairs *pairs, rva_error *err)
{
    if (pairs->count < pairs->room)
        return RVA_OK;
    const size_t room = pairs->room < ROOM_MIN ? ROOM_MIN : pairs->room * 2;
    rva__pair *items = rva__alloc_resize(pairs->items, room * sizeof *items);
    if (items == NULL)
        return rva__fail_memory(err);
    pairs->items = items;
    pairs->room = room;
    return RVA_OK;
}

rva_status rva__pairs_set(rva__pairs *pairs, const rva__pair *pair, const char *setting, size_t max,
                          rva_error *err)
{
    const size_t index = place_of(pairs, pair->dimension, pair->name);
    if (!is_at(pairs, index, pair->dimension, pair->name)) {
        if (pairs->count == max)
            return rva__fail_field(err, RVA_LIMIT, setting,
                                   "setting \"%s\": there are %zu, which is the most", setting,
                                   max);
        RVA__TRY(make_room(pairs, err));
        rva__pair *place = pairs->items + index;
        memmove(place + 1, place, (pairs->count - index) * sizeof *place);
        pairs->count++;
    }
    pairs->items[index] = *pair;
    return RVA_OK;
}

void rva__pairs_remove(rva__pairs *pairs, const char *dimension, const char *name)
{
    const size_t index = place_of(pairs, dimension, name);
    if (!is_at(pairs, index, dimension, name))
        return;
    pairs->count--;
    memmove(pairs->items + index, pairs->items + index + 1,
            (pairs->count - index) * sizeof *pairs->items);
}
