/**
 * @file common/options.c
 * Structs of options on their way in, member by member.
 */
#include "options.h"

#include <string.h>

const rva_struct_field *rvb_member_find(const rva_struct_field *members, const char *name)
{
    for (; members->name != NULL; members++) {
        if (strcmp(members->name, name) == 0)
            return members;
    }
    return NULL;
}

void rvb_query_init(rvb_query *query)
{
    query->query = (rva_query)RVA_QUERY_INIT;
    query->snapshot = NULL;
}

rva_status rvb_query_where(rvb_query *query, const rva_filter *filter, rva_error *err)
{
    rva_query *asked = &query->query;
    if (asked->where_count == RVA_FILTERS_MAX)
        return rvb_fail(err, RVA_LIMIT, "where", "more than %d conditions", (int)RVA_FILTERS_MAX);
    query->filters[asked->where_count++] = *filter;
    asked->where = query->filters;
    return RVA_OK;
}

rva_status rvb_query_of(rvb_query *query, rvb_handle *snapshot, rva_error *err)
{
    const rva_status status = rvb_use_begin(snapshot, RVB_SNAPSHOT, err);
    if (status != RVA_OK)
        return status;
    query->snapshot = snapshot;
    query->query.snapshot = snapshot->pointer;
    return RVA_OK;
}

void rvb_query_drop(rvb_query *query)
{
    rvb_use_end(query->snapshot);
    query->snapshot = NULL;
}
