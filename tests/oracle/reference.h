/**
 * @file oracle/reference.h
 * docs/definitions.md once more, as plainly as it can be written.
 *
 * Nothing is incremental, indexed or shared with the library: every call looks at all
 * events again.  Slow and obvious is what makes it worth comparing with.
 */
#ifndef RVA_ORACLE_REFERENCE_H
#define RVA_ORACLE_REFERENCE_H

#include <stdbool.h>

#include <revanalytics/event.h>
#include <revanalytics/report.h>

#include "model/schema.h"
#include "local.h"
#include "meaning.h"
#include "memory.h"

enum { REFERENCE_STAGES_MAX = 8, REFERENCE_ZONES = 3 };

/** The settings that facts depend on. */
typedef struct reference_settings {
    const char *time_zone;
    int64_t idle_timeout_hours;
    const char *stages[REFERENCE_STAGES_MAX];
    size_t stage_count;
    bool is_told_later; /**< aliases and attributes are set when all is recorded */
} reference_settings;

/** Zips given to the settings over those of New York City: zip, borough. */
extern const char *const reference_zones[REFERENCE_ZONES][2];

/** A fact: an instant, a value of each dimension, what it adds to each measure. */
typedef struct reference_fact {
    int family;
    int64_t at;
    int32_t day;
    const char *values[RVA__DIM_COUNT]; /**< NULL for dimensions the family lacks */
    int64_t measures[RVA__MEASURE_COUNT];
} reference_fact;

/** All facts of a history. */
typedef struct reference_facts {
    reference_fact **items;
    size_t count;
    size_t capacity;
    int64_t crossed;     /**< events that name another conversation than they belong to */
    int64_t unannounced; /**< sold leads without a `lead` event */
    oracle_memory memory;
} reference_facts;

/** What is asked of the facts. */
typedef struct reference_query {
    int64_t from_at;
    int64_t to_at;
    int64_t now_at;
    int64_t by;  /**< ::rva_grain */
    int dims[3]; /**< ::rva__dimension, in the order asked */
    size_t dim_count;
    int where[2]; /**< dimensions of the conditions */
    const char *where_value[2];
    const char *where_other[2]; /**< another value that will do, or NULL */
    bool where_excludes[2];     /**< none of the values will do */
    size_t where_count;
    int measures[8];      /**< ::rva__measure, in the order asked */
    size_t measure_count; /**< 0 for all */
} reference_query;

/** A row of an answer. */
typedef struct reference_row {
    int64_t bucket_at;
    char bucket[LOCAL_LABEL_BYTES];
    const char *values[3];
    int64_t measures[RVA__MEASURE_COUNT];
} reference_row;

/** An answer: sorted rows, none of them all zero; texts belong to it or to the facts. */
typedef struct reference_rows {
    reference_row *items;
    size_t count;
    oracle_memory memory;
} reference_rows;

/** The facts these events state at `now`; free with reference_facts_free(). */
reference_facts reference_fold(const rva_event *events, size_t count,
                               const reference_settings *settings, int64_t now);

/** Frees facts. */
void reference_facts_free(reference_facts *facts);

/** Sums facts; free with reference_rows_free(), before the facts. */
reference_rows reference_cube(const reference_facts *facts, const reference_query *query);

/** Frees rows. */
void reference_rows_free(reference_rows *rows);

/** Dimensions that can be asked for: those with a name of their own, and the attributes. */
enum { REFERENCE_DIMS = RVA__DIM_ATTRIBUTE_1 + MEANING_ATTRIBUTES };

/** The name of a dimension that can be asked for. */
const char *reference_dimension_name(int dimension);

/** The names of measures. */
extern const char *const reference_measure_names[RVA__MEASURE_COUNT];

/** The family of each measure and the dimensions of each family. */
extern const int reference_measure_family[RVA__MEASURE_COUNT];
extern const uint32_t reference_family_dims[RVA__FAMILY_COUNT];

/** The measures that have a value under the query's dimensions and conditions. */
bool reference_answers(const reference_query *query, int measure);

/** Whether a measure is among those asked (all are when none is named). */
bool reference_asked(const reference_query *query, int measure);

/** Whether the query is refused: a measure it names lacks a dimension, or all measures do. */
bool reference_refuses(const reference_query *query);

#endif
