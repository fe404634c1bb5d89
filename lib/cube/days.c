/**
 * @file cube/days.c
 * Most documents have facts of a few days, mostly in their order already.
 */
#include "cube/days.h"

#include "core/alloc.h"

enum { ROOM_FIRST = 64 };

void rva__days_free(rva__days *days)
{
    rva__alloc_free(days->items);
    *days = (rva__days){0};
}

static bool make_room(rva__days *days, size_t count)
{
    if (count <= days->room)
        return true;
    size_t room = days->room ? days->room * 2 : ROOM_FIRST;
    if (room < count)
        room = count;
    rva__sort_item *items = rva__alloc_resize(days->items, room * sizeof *items);
    if (!items)
        return false;
    days->items = items;
    days->room = room;
    return true;
}

bool rva__days_of(rva__days *days, const rva__facts *facts, const rva__zone *zone)
{
    int64_t from_at = 0, until_at = 0; /* of the day of the fact before */
    uint32_t day = 0;
    bool in_order = true;
    days->count = 0;
    if (!make_room(days, facts->count))
        return false;
    for (uint32_t i = 0; i < facts->count; i++) {
        const int64_t at = facts->items[i].at;
        if (facts->items[i].family == RVA__FAMILY_NOTE) {
            from_at = until_at = 0;
            in_order &= day == 0;
            day = 0;
        } else if (at < from_at || at >= until_at) {
            const int32_t local = rva__zone_day(zone, at);
            const uint32_t biased = (uint32_t)(local + RVA__DAY_BIAS);
            from_at = rva__zone_day_start(zone, local);
            until_at = rva__zone_day_start(zone, local + 1);
            in_order &= biased >= day;
            day = biased;
        }
        days->items[days->count++] = (rva__sort_item){day, i};
    }
    return in_order || rva__sort(days->items, days->count);
}

rva__day rva__days_at(const rva__days *days, size_t from)
{
    size_t end = from;
    if (from >= days->count)
        return (rva__day){0};
    while (end < days->count && days->items[end].key == days->items[from].key)
        end++;
    return (rva__day){days->items + from, end - from};
}

rva__day rva__days_find(const rva__days *days, uint32_t day)
{
    size_t low = 0;
    size_t high = days->count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (days->items[middle].key < day)
            low = middle + 1;
        else
            high = middle;
    }
    rva__day found = rva__days_at(days, low);
    if (found.count > 0 && rva__day_number(&found) != day)
        found.count = 0;
    return found;
}
