/**
 * @file read/matched_rows.c
 * Sets of rows.
 */
#include "read/matched_rows.h"

#include <string.h>

#include "core/alloc.h"

enum { ROWS_FIRST = 1024, ROWS_MAX = 1 << 20 };

void rva__matched_rows_free(rva__matched_rows *rows)
{
    for (int i = 0; i < RVA__MATCHED_SETS; i++)
        rva__alloc_free(rows->sets[i].rows);
    *rows = (rva__matched_rows){.next = 0};
}

static bool same_where(const rva__matched_set *set, const rva__scan *scan)
{
    if (set->where_count != scan->where_count)
        return false;
    for (size_t i = 0; i < set->where_count; i++)
        if (set->where[i].dimension != scan->where[i].dimension ||
            set->where[i].value != scan->where[i].value)
            return false;
    return true;
}

const rva__matched_set *rva__matched_rows_find(const rva__matched_rows *rows, const rva__scan *scan,
                                               int32_t first, int32_t last)
{
    for (int i = 0; i < RVA__MATCHED_SETS; i++) {
        const rva__matched_set *set = &rows->sets[i];
        if (set->whole && set->first <= first && set->last >= last && same_where(set, scan))
            return set;
    }
    return NULL;
}

rva__matched_set *rva__matched_rows_begin(rva__matched_rows *rows, const rva__scan *scan,
                                          int32_t first, int32_t last)
{
    if (scan->where_count == 0 || scan->where_count > RVA_FILTERS_MAX || first == last)
        return NULL;
    rva__matched_set *set = &rows->sets[rows->next];
    rows->next = (rows->next + 1) % RVA__MATCHED_SETS;
    set->count = 0;
    set->first = first;
    set->last = last;
    memcpy(set->where, scan->where, scan->where_count * sizeof *scan->where);
    set->where_count = scan->where_count;
    set->whole = true;
    return set;
}

void rva__matched_rows_add(rva__matched_set *set, int32_t day, const void *payload, size_t size)
{
    if (set->whole && set->count == set->room) {
        const size_t room = set->room ? set->room * 2 : ROWS_FIRST;
        rva__matched_row *rows =
            room <= ROWS_MAX ? rva__alloc_resize(set->rows, room * sizeof *rows) : NULL;
        set->whole = rows != NULL;
        if (rows) {
            set->rows = rows;
            set->room = room;
        }
    }
    if (set->whole)
        set->rows[set->count++] =
            (rva__matched_row){.payload = payload, .size = (uint32_t)size, .day = day};
}
