/**
 * @file labs/erasure_kill.h
 * Maintenance of a store that is killed, and what it leaves beside.
 */
#ifndef RVA_TESTS_LABS_ERASURE_KILL_H
#define RVA_TESTS_LABS_ERASURE_KILL_H

#include <stdbool.h>
#include <stdint.h>

/** Names of what lies beside the store. */
#define KILL_BACKUP "backup"
#define KILL_SALVAGED "salvaged"

/** The root of all that a trial makes. */
const char *kill_root(void);

/** A path beside the store; until the next call. */
const char *kill_beside(const char *name);

/** Kills a few pieces of maintenance; whether a backup or a salvage was among them. */
bool kill_maintenance(const char *store);

/** Kills a compaction. */
void kill_compaction(const char *store);

/** Kills an erasure. */
void kill_erasure(const char *store, const char *kind, const char *id);

/** How many directories lie beside that are not whole yet. */
int64_t kill_leftovers(void);

/** Puts there what a compaction leaves that dies when its copy is whole. */
void kill_leave_copy(const char *store);

/** Removes a backup and a salvaged store that were finished before the kill. */
void kill_remove_finished(void);

#endif
