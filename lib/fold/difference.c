/**
 * @file fold/difference.c
 * Two lists walked side by side; a fact that is missing on one side is looked for near by.
 */
#include "fold/difference.h"

#include "core/alloc.h"

/** Facts looked at for one that stays. */
enum { NEAR = 8, CAPACITY_FIRST = 32 };

bool rva__facts_append(rva__facts *to, const rva__fact *items, uint32_t count)
{
    if (count == 0)
        return true;
    if (count > to->capacity - to->count) {
        uint32_t capacity = to->capacity ? to->capacity * 2 : CAPACITY_FIRST;
        if (capacity < to->count + count)
            capacity = to->count + count;
        rva__fact *larger = rva__alloc_resize(to->items, capacity * sizeof *larger);
        if (!larger)
            return false;
        to->items = larger;
        to->capacity = capacity;
    }
    memcpy(to->items + to->count, items, count * sizeof *items);
    to->count += count;
    return true;
}

/** How far ahead a fact is in a list, at most NEAR; NEAR: it is not there. */
static uint32_t distance(const rva__fact *fact, const rva__facts *in, uint32_t from)
{
    uint32_t ahead = 0;
    while (ahead < NEAR && from + ahead < in->count &&
           !rva__fact_same(fact, &in->items[from + ahead]))
        ahead++;
    return from + ahead < in->count ? ahead : NEAR;
}

static bool append_rest(rva__facts *to, const rva__facts *of, uint32_t from)
{
    return from == of->count || /* there may be no items at all */
           rva__facts_append(to, of->items + from, of->count - from);
}

bool rva__facts_difference(const rva__facts *before, const rva__facts *after, rva__facts *gone,
                           rva__facts *come)
{
    uint32_t b = 0;
    uint32_t a = 0;
    bool good = true;
    gone->count = 0;
    come->count = 0;
    while (good && b < before->count && a < after->count) {
        const rva__fact *old = &before->items[b];
        const rva__fact *fresh = &after->items[a];
        const uint32_t added = distance(old, after, a);
        const uint32_t left = added == NEAR ? distance(fresh, before, b) : 0;
        if (added < NEAR) { /* those before it are new */
            good = rva__facts_append(come, fresh, added);
            a += added + 1;
            b++;
        } else if (left < NEAR) {
            good = rva__facts_append(gone, old, left);
            b += left + 1;
            a++;
        } else {
            good = rva__facts_append(gone, old, 1) && rva__facts_append(come, fresh, 1);
            a++;
            b++;
        }
    }
    return good && append_rest(gone, before, b) && append_rest(come, after, a);
}
