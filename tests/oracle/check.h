/**
 * @file oracle/check.h
 * One history against the library: everything that must hold of it.
 */
#ifndef RVA_ORACLE_CHECK_H
#define RVA_ORACLE_CHECK_H

#include "engine.h"
#include "history.h"

enum { CHECK_QUERIES_MAX = 64 };

/** The tables of quality_analytics add up to its KPIs and to what buyers said. */
bool check_quality(oracle_engine *engine, int64_t from_at, int64_t to_at, oracle_failure *failure);

/** The questions a history is asked; returns how many. */
size_t check_plan(const oracle_history *history, reference_query out[CHECK_QUERIES_MAX]);

/** What must hold between the dashboard at an instant and other reports of the store. */
bool check_today(oracle_engine *engine, int64_t now_at, oracle_failure *failure);

/** Whether boroughs, zips and months of a period add up to its summary. */
bool check_places(oracle_engine *engine, const rva_query *query, oracle_failure *failure);

/**
 * Records these events of the history and compares every figure; false with the reason.
 *
 * The events are a parameter of their own so that a shrinker can leave some out.
 */
bool check_history(const oracle_history *history, const rva_event *events, size_t count,
                   oracle_failure *failure);

/** The same in a child process, so that a crash or a hang is a failure like any other. */
bool check_apart(const oracle_history *history, const rva_event *events, size_t count,
                 oracle_failure *failure);

/**
 * Leaves out events as long as the check still fails.
 *
 * @param events  the events of a failing history; reordered and shortened in place
 * @return how many are left
 */
size_t check_shrink(const oracle_history *history, rva_event *events, size_t count,
                    oracle_failure *failure);

#endif
