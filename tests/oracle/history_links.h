/**
 * @file oracle/history_links.h
 * What makes histories hard: links that cross, uids, voids, corrections and repetitions.
 */
#ifndef RVA_ORACLE_HISTORY_LINKS_H
#define RVA_ORACLE_HISTORY_LINKS_H

#include "history_maker.h"

/** Lets links cross and gives uids. */
void history_cross(maker_state *maker);

/** Adds the erasure of somebody, amid the events. */
void history_add_erasure(maker_state *maker);

/** Adds voids, corrections and repetitions of what there is. */
void history_add_voids(maker_state *maker);

#endif
