/**
 * @file oracle/engine.h
 * The library under test, seen from outside: a store in a temporary directory.
 *
 * Every call returns false with a reason in the failure; the store is left for
 * engine_remove() either way.
 */
#ifndef RVA_ORACLE_ENGINE_H
#define RVA_ORACLE_ENGINE_H

#include <revanalytics/report.h>

#include "failure.h"
#include "random.h"
#include "reference.h"

/** A store. */
typedef struct oracle_engine {
    char root[256];
    char path[288];
    rva_store *store;
} oracle_engine;

/** Creates and opens a store of these settings. */
bool engine_create(oracle_engine *engine, const reference_settings *settings,
                   oracle_failure *failure);

/** Closes and opens it again. */
bool engine_reopen(oracle_engine *engine, oracle_failure *failure);

/**
 * Records events as they stand, singly or in batches of random sizes; refused is a failure.
 *
 * @param kept  receives of each whether it was not one of an erased person; NULL: none may be
 */
bool engine_record(oracle_engine *engine, const rva_event *events, size_t count,
                   oracle_random *random, bool *kept, oracle_failure *failure);

/** Answers a query; the texts of the rows belong to them. */
bool engine_cells(oracle_engine *engine, const reference_query *query, reference_rows *out,
                  oracle_failure *failure);

/** A report as JSON; free with rva_free(). */
bool engine_report(oracle_engine *engine, const char *name, int64_t from_at, int64_t to_at,
                   int64_t now_at, char **out, oracle_failure *failure);

/** The deepest verification finds nothing. */
bool engine_verify(oracle_engine *engine, oracle_failure *failure);

/** Sets the aliases and attributes of all histories. */
bool engine_tell_names(oracle_engine *engine, oracle_failure *failure);

/** Rebuilds, with nothing lost. */
bool engine_rebuild(oracle_engine *engine, oracle_failure *failure);

/** Closes the store and deletes it. */
void engine_remove(oracle_engine *engine);

#endif
