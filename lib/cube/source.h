/**
 * @file cube/source.h
 * Where reports get their sums from.
 *
 * The one interface between reports and whatever keeps cells: the LMDB store, a
 * distributed engine, a test.  Nothing above this folder knows which it is.
 */
#ifndef RVA_CUBE_SOURCE_H
#define RVA_CUBE_SOURCE_H

#include <revanalytics/report.h>

#include "core/zone.h"
#include "cube/cell.h"
#include "cube/condition.h"
#include "model/settings.h"

/** How buckets of a scan are formed; keys of days carry the day + RVA__DAY_BIAS. */
typedef enum rva__scan_grain {
    RVA__SCAN_WHOLE, /**< one bucket, 0 */
    RVA__SCAN_DAY,   /**< local days since 1970 */
    RVA__SCAN_HOUR,  /**< local hours; keys carry rva__hour_bucket() */
} rva__scan_grain;

/** No local day. */
#define RVA__DAY_NONE INT32_MAX

/** What is asked of a source. */
typedef struct rva__scan {
    int64_t from_at;
    int64_t to_at;
    int64_t now_at;
    rva__scan_grain grain;
    uint32_t families;   /**< a fact counts when its family is here and has all dimensions named */
    uint32_t histograms; /**< that are wanted, a bit set */
    int dim_count;
    int dims[RVA__DIM_COUNT];
    const rva__conditions *where; /**< never NULL */
} rva__scan;

/** A note on an instant or a range. */
typedef struct rva__note {
    const char *note; /**< its id */
    const char *text;
    int64_t happened_at;
    int64_t until_at; /**< RVA_ABSENT: it is on an instant */
} rva__note;

/** Whether a note touches a period: it is in it, or its range reaches into it. */
static inline bool rva__note_touches(int64_t happened_at, int64_t until_at, int64_t from_at,
                                     int64_t to_at)
{
    return happened_at < to_at &&
           (happened_at >= from_at || (until_at != RVA_ABSENT && until_at >= from_at));
}

/** Takes a note, whose texts it copies. */
typedef rva_status (*rva__note_fn)(const rva__note *note, void *context, rva_error *err);

/** Conversations that are open. */
typedef struct rva__open_conversations {
    int64_t all;
    int64_t without_lead;
} rva__open_conversations;
/** An offer that a buyer did not take, or did not keep. */
typedef struct rva__refusal {
    int verdict;        /**< its last: rejected, timeout or returned, ::rva_verdict */
    uint32_t platform;  /**< value of the dimension */
    const char *reason; /**< that came with this verdict; NULL for none */
} rva__refusal;

/** Takes a refusal, whose text it copies. */
typedef rva_status (*rva__refusal_fn)(const rva__refusal *refusal, void *context, rva_error *err);

/** A source of sums, as of one moment. */
typedef struct rva__cell_source {
    /** Adds to `out`, keyed by bucket and then the values of `scan->dims`; the caller has said how
        many words that is, and looks whether a sum overflowed or failed. */
    rva_status (*scan)(struct rva__cell_source *source, const rva__scan *scan, rva__totals *out,
                       rva_error *err);
    /** The text of a dimension value; lives as long as the source. */
    const char *(*text)(struct rva__cell_source *source, int dimension, uint32_t value);
    /** The value of a text, RVA__VALUE_NONE when no record has it. */
    uint32_t (*value)(struct rva__cell_source *source, int dimension, const char *text);
    /** How many values with a text of their own a dimension has, from RVA__VALUE_FIRST on. */
    uint32_t (*value_count)(struct rva__cell_source *source, int dimension);
    /** The local day of the earliest fact of some families (a bit set), under no condition;
        RVA__DAY_NONE when there is none. */
    rva_status (*first_day)(struct rva__cell_source *source, uint32_t families, int32_t *day,
                            rva_error *err);
    /** Counts the conversations open at `now` that were active at `since_at` or later. */
    rva_status (*open)(struct rva__cell_source *source, const rva__conditions *where,
                       int64_t now_at, int64_t since_at, rva__open_conversations *out,
                       rva_error *err);
    /** Gives the notes that touch a period to `take`, in any order. */
    rva_status (*notes)(struct rva__cell_source *source, int64_t from_at, int64_t to_at,
                        rva__note_fn take, void *context, rva_error *err);
    /** Gives the offers made in a period that were refused and meet conditions that offers have
        to `take`, in any order. */
    rva_status (*refusals)(struct rva__cell_source *source, int64_t from_at, int64_t to_at,
                           const rva__conditions *where, rva__refusal_fn take, void *context,
                           rva_error *err);
    const rva_settings *settings;
    const rva__zone *zone;
} rva__cell_source;

#endif
