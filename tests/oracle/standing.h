/**
 * @file oracle/standing.h
 * Which events count: of each the version that stands, when none of its voids holds.
 *
 * Events are looked at in the order in which they were recorded, each against all before it.
 */
#ifndef RVA_ORACLE_STANDING_H
#define RVA_ORACLE_STANDING_H

#include "memory.h"
#include "record.h"

/** Events that stand, and conversations that are void. */
typedef struct standing_set {
    const rva_event **items;
    size_t count;
    const char **void_conversations;
    size_t void_count;
    oracle_memory *memory;
} standing_set;

/** What stands after these events were recorded in this order. */
standing_set standing_of(const rva_event *events, size_t count, oracle_memory *memory);

/** The standing event of that type and id, or NULL. */
const rva_event *standing_find(const standing_set *set, int64_t type, const char *id);

/** Whether a conversation is void. */
bool standing_is_void(const standing_set *set, const char *conversation);

/** The document of a standing event: a text that is the same for all events of it. */
const char *standing_place(const standing_set *set, const rva_event *event);

#endif
