/**
 * @file lmdb/sweep.h
 * Every record of a damaged data file that can still be found.
 *
 * First the newest snapshot's trees are followed as far as their pages are what they say.
 * Then every page that was not reached is looked at on its own: that is where the records
 * below a damaged page are, with some that are out of date.
 */
#ifndef RVA_LMDB_SWEEP_H
#define RVA_LMDB_SWEEP_H

#include <revanalytics/status.h>
#include <stddef.h>
#include <stdint.h>

enum { RVA__SWEEP_NAME_BYTES = 16 };

/** Stands for the database of a record on a free page, which is out of date. */
#define RVA__SWEEP_FREE "(free)"

/** A record as it was found; nothing of it was checked. */
typedef struct rva__swept {
    char database[RVA__SWEEP_NAME_BYTES]; /**< that led to it; "" when its page was found alone */
    const uint8_t *key;
    size_t key_size;
    const uint8_t *value;
    size_t size;
    uint64_t at; /**< of the value in the file */
} rva__swept;

/** Takes a record; any status but RVA_OK ends the sweep with it. */
typedef rva_status (*rva__sweep_fn)(const rva__swept *found, void *context, rva_error *err);

/**
 * Sweeps a data file that nobody writes to.
 *
 * @param damaged  receives the number of pages that are not what they should be
 * @return RVA_OK; RVA_CORRUPT when the file has no head at all; RVA_IO, RVA_NO_MEMORY; what
 *         `visit` returned
 */
rva_status rva__sweep(int fd, rva__sweep_fn visit, void *context, int64_t *damaged, rva_error *err);

#endif
