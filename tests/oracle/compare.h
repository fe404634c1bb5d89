/**
 * @file oracle/compare.h
 * Whether two answers are the same, and the first difference in words.
 */
#ifndef RVA_ORACLE_COMPARE_H
#define RVA_ORACLE_COMPARE_H

#include "failure.h"
#include "reference.h"

/** Compares what was expected with what came; false with the first differing cell. */
bool compare_rows(const reference_query *query, const reference_rows *expected,
                  const reference_rows *got, oracle_failure *failure);

/** A query in words. */
void compare_describe(const reference_query *query, char *out, size_t size);

#endif
