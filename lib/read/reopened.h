/**
 * @file read/reopened.h
 * What changes when conversations are taken as open whose idle time has not run out.
 *
 * Cells state what holds once every idle time has run out.  A snapshot puts back as open the
 * conversations that expire after its `now`: the differences they make are read once for each
 * `now` and are kept small, because every scan looks at all of them.
 */
#ifndef RVA_READ_REOPENED_H
#define RVA_READ_REOPENED_H

#include "cube/source.h"
#include "fold/fact.h"
#include "store/txn.h"

enum { RVA__DIFFERENCE_MEASURES = 6 };

/** Measures that a conversation, or a stage of it, has otherwise while it is open. */
typedef struct rva__difference {
    int64_t at;
    int64_t expires_at; /**< when the idle time of the conversation runs out */
    uint32_t dims[RVA__DIM_COUNT];
    uint8_t family;
    uint8_t measure_count;
    uint16_t measures[RVA__DIFFERENCE_MEASURES];
    int64_t values[RVA__DIFFERENCE_MEASURES];
} rva__difference;

/** The differences as of one `now`; all zero but `now_at`, which is RVA_ABSENT: none yet. */
typedef struct rva__reopened {
    rva__difference *items;
    size_t count;
    size_t room;
    int64_t now_at;
} rva__reopened;

/** Frees them. */
void rva__reopened_free(rva__reopened *reopened);

/** Reads the conversations whose idle time runs out after `now`, unless it has them. */
rva_status rva__reopened_find(rva__reopened *reopened, const rva__txn *txn, int64_t now_at,
                              rva_error *err);

/** Counts those found that expire at `expires_at` or later. */
rva__open_conversations rva__reopened_count(const rva__reopened *reopened,
                                            const rva__conditions *where, int64_t expires_at);

#endif
