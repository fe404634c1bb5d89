/**
 * @file metrics/filters.h
 * The conditions of a query: from texts to values of a source, and back into a report's head.
 *
 * The values of a condition are a list with "," between, in which a "\" makes the character
 * after it plain.
 */
#ifndef RVA_METRICS_FILTERS_H
#define RVA_METRICS_FILTERS_H

#include "cube/source.h"
#include "table/table.h"

/**
 * Reads the conditions of a query.
 *
 * @return RVA_OK, RVA_NOT_FOUND for an unknown dimension, RVA_INVALID for a condition that says
 *         nothing, a dimension that is there twice with one sign, and too many
 */
rva_status rva__filters_read(const rva_query *query, rva__cell_source *source, rva__conditions *out,
                             rva_error *err);

/** Puts the conditions of a query that was read into a report, and a warning for each value that
    no record has. */
rva_status rva__filters_tell(const rva_query *query, rva__cell_source *source, rva_report *report,
                             rva_error *err);

#endif
