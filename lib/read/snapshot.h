/**
 * @file read/snapshot.h
 * One moment of a store as a cell source.
 *
 * Questions that a cuboid answers are read from cells; all others, and the parts of days
 * at the ends of a period, from rows.  Cells and rows state what holds once every idle time
 * has run out; conversations whose idle time runs out after `now` are put back as open.
 */
#ifndef RVA_READ_SNAPSHOT_H
#define RVA_READ_SNAPSHOT_H

#include "cube/source.h"

struct rva__env;

/** A snapshot; begins with the source that it is. */
struct rva_snapshot;

/** Holds this moment of a store. */
rva_status rva__snapshot_open(struct rva__env *env, rva_snapshot **out, rva_error *err);

/** Lets it go; NULL is fine. */
void rva__snapshot_close(rva_snapshot *snapshot);

/** The snapshot as a source; it belongs to the snapshot. */
rva__cell_source *rva__snapshot_source(rva_snapshot *snapshot);

#endif
