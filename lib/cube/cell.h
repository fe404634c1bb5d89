/**
 * @file cube/cell.h
 * Cells as bytes, and which cells a fact adds to.
 *
 * A cuboid is a set of dimensions summed together.  The cuboids listed here answer the
 * standard reports; every other question is answered from the rows (cube/row.h).
 *
 *     key     grain | bucket (4, big end first) | cuboid | dimension values (4 each)
 *     value   which groups of eight measures there are, a varint
 *             | a byte of measures for each group | the measures, signed varints
 *             | for each histogram: kind + 1, its bytes, then bucket gaps and counts | 0
 *
 * Cells of one bucket lie side by side, so an event touches few pages and a day is read
 * in one go.
 */
#ifndef RVA_CUBE_CELL_H
#define RVA_CUBE_CELL_H

#include "core/buffer.h"
#include "cube/days.h"
#include "cube/totals.h"

enum {
    RVA__CUBOID_DIMS_MAX = 3,
    RVA__CUBOID_COUNT = 13 + RVA__ATTRIBUTES_MAX,
    RVA__CELL_WORDS = 6,      /**< grain, bucket, cuboid, three dimension values */
    RVA__CELL_KEY_BYTES = 18, /**< the longest key */
};

/** The grains of cells. */
typedef enum rva__cell_grain {
    RVA__CELL_DAY = 1,  /**< bucket: local day + RVA__DAY_BIAS */
    RVA__CELL_HOUR = 2, /**< bucket: rva__hour_bucket() of the local hour's first instant */
} rva__cell_grain;

/** The bucket of the local hour that begins at an instant: its minute since 1970, biased. */
uint32_t rva__hour_bucket(int64_t hour_at);

/** The first instant of the local hour of a bucket. */
int64_t rva__hour_bucket_start(const rva__zone *zone, uint32_t bucket);

/** A cuboid: its dimensions and the families that it sums. */
typedef struct rva__cuboid {
    uint8_t dim_count;
    uint8_t dims[RVA__CUBOID_DIMS_MAX];
    uint32_t families;      /**< by day */
    uint32_t families_hour; /**< by hour */
    uint32_t histograms;    /**< that its cells of days keep, a bit set */
} rva__cuboid;

/** Cuboid number `index`; the number is on disk and never changes. */
const rva__cuboid *rva__cuboid_at(int index);

/**
 * The smallest cuboid that has these dimensions, families and histograms, or -1.
 *
 * It may have more dimensions: its cells are then summed over those.
 *
 * @param dims  a bit set
 */
int rva__cuboid_find(uint32_t dims, uint32_t families, uint32_t histograms, rva__cell_grain grain);

/** Adds a document's facts (times `sign`) to all cells they belong to; words: RVA__CELL_WORDS. */
void rva__cube_add(rva__totals *cells, const rva__facts *facts, const rva__zone *zone, int sign);

/** Writes the key of a cell; returns its length. */
size_t rva__cell_key(const uint32_t words[RVA__CELL_WORDS], uint8_t out[RVA__CELL_KEY_BYTES]);

/** Reads what rva__cell_key() wrote; false for anything else. */
bool rva__cell_key_read(const void *key, size_t size, uint32_t words[RVA__CELL_WORDS]);

/** Appends a cell: its measures and its histogram entries; nothing when all are 0. */
void rva__cell_encode(const rva__total *total, const rva__histogram_entry *entries, size_t count,
                      rva__buffer *to);

/**
 * Adds what rva__cell_encode() wrote to key number `index`; false for damaged bytes.
 *
 * @param histograms  those that are wanted, a bit set; others are skipped
 */
bool rva__cell_decode(const void *bytes, size_t size, uint32_t histograms, rva__totals *to,
                      uint32_t index);

#endif
