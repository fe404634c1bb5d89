/**
 * @file common/options.h
 * Structs of options on their way in, member by member.
 *
 * Which members there are is bindings/structs.h, made from the headers, never a list of ours.
 */
#ifndef RVB_OPTIONS_H
#define RVB_OPTIONS_H

#include <stdbool.h>

#include "handle.h"
#include "structs.h"

/** The member of that name, or NULL. */
const rva_struct_field *rvb_member_find(const rva_struct_field *members, const char *name);

/** Where a member of options is: an int64_t, or of ::RVA_STRUCT_TEXT a text. */
static inline void *rvb_member_at(const rva_struct_field *member, void *structure)
{
    return (char *)structure + member->offset;
}

/** A question with its conditions and what it holds. */
typedef struct rvb_query {
    rva_query query;
    rva_filter filters[RVA_FILTERS_MAX];
    rvb_handle *snapshot; /**< in use, or NULL */
} rvb_query;

/** The question that asks for nothing in particular. */
void rvb_query_init(rvb_query *query);

/** One more condition; ::RVA_LIMIT past ::RVA_FILTERS_MAX.  The texts stay the caller's. */
rva_status rvb_query_where(rvb_query *query, const rva_filter *filter, rva_error *err);

/** As of a snapshot, which is in use until rvb_query_drop(). */
rva_status rvb_query_of(rvb_query *query, rvb_handle *snapshot, rva_error *err);

/** Ends the use of the snapshot. */
void rvb_query_drop(rvb_query *query);

#endif
