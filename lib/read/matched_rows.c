/**
 * @file read/matched_rows.c
 * Sets of rows.
 */
#include "read/matched_rows.h"

#include "core/alloc.h"

enum { ROWS_FIRST = 1024, ROWS_MAX = 1 << 20 };

void rva__matched_rows_free(rva__matched_rows *rows)
{
    for (int i = 0; i < RVA__MATCHED_SETS; i++)
        rva__alloc_free(rows->sets[i].rows);
    *rows = (rva__matched_rows){.next = 0};
}

const rva__matched_set *rva__matched_rows_find(const rva__matched_rows *rows, const rva__scan *scan,
                                               int32_t first, int32_t last)
{
    for (int i = 0; i < RVA__MATCHED_SETS; i++) {
        const rva__matched_set *set = &rows->sets[i];
        if (set->whole && set->first <= first && set->last >= last &&
            rva__conditions_equal(&set->where, scan->where))
            return set;
    }
    return NULL;
}

rva__matched_set *rva__matched_rows_begin(rva__matched_rows *rows, const rva__scan *scan,
                                          int32_t first, int32_t last)
{
    if (scan->where->count == 0 || first == last)
        return NULL;
    rva__matched_set *set = &rows->sets[rows->next];
    rows->next = (rows->next + 1) % RVA__MATCHED_SETS;
    set->count = 0;
    set->first = first;
    set->last = last;
    set->where = *scan->where;
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
