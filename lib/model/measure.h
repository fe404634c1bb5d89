/**
 * @file model/measure.h
 * The names of what is summed and by what.
 *
 * A fact belongs to a family, has an instant, values of the family's dimensions, and
 * adds to the family's measures.  All measures are integers, so that they add and
 * subtract exactly in any order.  docs/definitions.md says what each one counts.
 */
#ifndef RVA_MODEL_MEASURE_H
#define RVA_MODEL_MEASURE_H

#include <stdint.h>

/** Dimensions: constant, name. */
#define RVA__DIMENSION_MAP(X)                                                                      \
    X(SOURCE, "source")                                                                            \
    X(MEDIUM, "medium")                                                                            \
    X(CAMPAIGN, "campaign")                                                                        \
    X(CHANNEL, "channel")                                                                          \
    X(AGENT, "agent")                                                                              \
    X(BOROUGH, "borough")                                                                          \
    X(ZIP, "zip")                                                                                  \
    X(PATH, "path")                                                                                \
    X(PLATFORM, "platform")                                                                        \
    X(TIER, "tier")                                                                                \
    X(STAGE, "stage")

/** A dimension. */
typedef enum rva__dimension {
#define RVA__X(name, text) RVA__DIM_##name,
    RVA__DIMENSION_MAP(RVA__X)
#undef RVA__X
        RVA__DIM_COUNT
} rva__dimension;

/** Values of a dimension that stand for no dictionary entry. */
enum {
    RVA__VALUE_UNKNOWN = 0, /**< not known: "(unknown)" */
    RVA__VALUE_OTHER = 1,   /**< beyond the limit of the dictionary: "(other)" */
    RVA__VALUE_FIRST = 2,   /**< the first entry of the dictionary */
};

/** A set of dimensions. */
#define RVA__DIM_BIT(name) (1u << RVA__DIM_##name)

/** What a conversation carries. */
#define RVA__DIMS_CONVERSATION                                                                     \
    (RVA__DIM_BIT(SOURCE) | RVA__DIM_BIT(MEDIUM) | RVA__DIM_BIT(CAMPAIGN) |                        \
     RVA__DIM_BIT(CHANNEL) | RVA__DIM_BIT(AGENT) | RVA__DIM_BIT(BOROUGH) | RVA__DIM_BIT(ZIP) |     \
     RVA__DIM_BIT(PATH))

/** Fact families: constant, dimensions. */
#define RVA__FAMILY_MAP(X)                                                                         \
    X(CONVERSATION, RVA__DIMS_CONVERSATION)                                                        \
    X(STAGE, RVA__DIMS_CONVERSATION | RVA__DIM_BIT(STAGE))                                         \
    X(TURN, RVA__DIMS_CONVERSATION | RVA__DIM_BIT(STAGE))                                          \
    X(LEAD, RVA__DIMS_CONVERSATION | RVA__DIM_BIT(TIER))                                           \
    X(LEAD_SALE, RVA__DIMS_CONVERSATION | RVA__DIM_BIT(TIER) | RVA__DIM_BIT(PLATFORM))             \
    X(OFFER, RVA__DIMS_CONVERSATION | RVA__DIM_BIT(TIER) | RVA__DIM_BIT(PLATFORM))                 \
    X(MONEY, RVA__DIMS_CONVERSATION | RVA__DIM_BIT(TIER) | RVA__DIM_BIT(PLATFORM))                 \
    X(COST, RVA__DIM_BIT(SOURCE) | RVA__DIM_BIT(MEDIUM) | RVA__DIM_BIT(CAMPAIGN) |                 \
                RVA__DIM_BIT(BOROUGH))                                                             \
    X(MARKET, RVA__DIM_BIT(BOROUGH) | RVA__DIM_BIT(ZIP))

/** A fact family. */
typedef enum rva__family {
#define RVA__X(name, dims) RVA__FAMILY_##name,
    RVA__FAMILY_MAP(RVA__X)
#undef RVA__X
        RVA__FAMILY_COUNT
} rva__family;

/** Measures: family, name.  `_minor` money, `_ms` milliseconds, `_micro` millionths. */
#define RVA__MEASURE_MAP(X)                                                                        \
    X(CONVERSATION, conversations)                                                                 \
    X(CONVERSATION, conversations_completed)                                                       \
    X(CONVERSATION, conversations_abandoned)                                                       \
    X(CONVERSATION, conversations_error)                                                           \
    X(CONVERSATION, conversations_disqualified)                                                    \
    X(CONVERSATION, conversations_open)                                                            \
    X(CONVERSATION, conversations_qualified)                                                       \
    X(CONVERSATION, conversations_sold)                                                            \
    X(CONVERSATION, duration_ms)                                                                   \
    X(CONVERSATION, drop_before_first)                                                             \
    X(STAGE, stage_entered)                                                                        \
    X(STAGE, stage_completed)                                                                      \
    X(STAGE, stage_skipped)                                                                        \
    X(STAGE, stage_disqualified)                                                                   \
    X(STAGE, stage_dropped)                                                                        \
    X(STAGE, stage_open)                                                                           \
    X(STAGE, stage_passed)                                                                         \
    X(STAGE, stage_visits)                                                                         \
    X(STAGE, stage_closed_visits)                                                                  \
    X(STAGE, stage_ms)                                                                             \
    X(STAGE, drop_in_stage)                                                                        \
    X(STAGE, drop_after_stage)                                                                     \
    X(TURN, response_count)                                                                        \
    X(TURN, response_ms)                                                                           \
    X(TURN, quality_count)                                                                         \
    X(TURN, quality_micro)                                                                         \
    X(TURN, messages)                                                                              \
    X(LEAD, leads)                                                                                 \
    X(LEAD, leads_value_minor)                                                                     \
    X(LEAD, leads_waiting)                                                                         \
    X(LEAD, leads_pending)                                                                         \
    X(LEAD_SALE, leads_sold)                                                                       \
    X(LEAD_SALE, leads_payable_booked)                                                             \
    X(LEAD_SALE, leads_payable_restated)                                                           \
    X(OFFER, offers)                                                                               \
    X(OFFER, offers_delivered)                                                                     \
    X(OFFER, offers_accepted)                                                                      \
    X(OFFER, offers_rejected)                                                                      \
    X(OFFER, offers_timeout)                                                                       \
    X(OFFER, offers_returned)                                                                      \
    X(OFFER, offers_pending)                                                                       \
    X(OFFER, offers_answered)                                                                      \
    X(OFFER, offer_response_ms)                                                                    \
    X(OFFER, rating_count)                                                                         \
    X(OFFER, rating_micro)                                                                         \
    X(OFFER, true_positive)                                                                        \
    X(OFFER, false_positive)                                                                       \
    X(OFFER, true_negative)                                                                        \
    X(OFFER, false_negative)                                                                       \
    X(OFFER, brier_nano)                                                                           \
    X(OFFER, tier_judged)                                                                          \
    X(OFFER, tier_matched)                                                                         \
    X(OFFER, value_error_minor)                                                                    \
    X(OFFER, value_actual_minor)                                                                   \
    X(MONEY, sales)                                                                                \
    X(MONEY, revenue_gross_minor)                                                                  \
    X(MONEY, adjustments_minor)                                                                    \
    X(MONEY, returns_booked)                                                                       \
    X(MONEY, returns_booked_minor)                                                                 \
    X(MONEY, returns_restated)                                                                     \
    X(MONEY, returns_restated_minor)                                                               \
    X(COST, cost_minor)                                                                            \
    X(MARKET, market_observations)                                                                 \
    X(MARKET, market_competitors)

/** A measure. */
typedef enum rva__measure {
#define RVA__X(family, name) RVA__M_##name,
    RVA__MEASURE_MAP(RVA__X)
#undef RVA__X
        RVA__MEASURE_COUNT
} rva__measure;

/** Histograms: family, name. */
#define RVA__HISTOGRAM_MAP(X)                                                                      \
    X(CONVERSATION, duration)                                                                      \
    X(STAGE, stage)                                                                                \
    X(TURN, response)                                                                              \
    X(OFFER, offer_response)                                                                       \
    X(OFFER, score_positive)                                                                       \
    X(OFFER, score_negative)

/** A histogram: counts by logarithmic bucket, see model/histogram.h. */
typedef enum rva__histogram_kind {
#define RVA__X(family, name) RVA__H_##name,
    RVA__HISTOGRAM_MAP(RVA__X)
#undef RVA__X
        RVA__HISTOGRAM_COUNT
} rva__histogram_kind;

/** The name of a dimension. */
const char *rva__dimension_name(int dimension);

/** The dimension of that name (`size` bytes), or -1. */
int rva__dimension_find(const char *name, uint64_t size);

/** The name of a measure. */
const char *rva__measure_name(int measure);

/** The measure of that name (`size` bytes), or -1. */
int rva__measure_find(const char *name, uint64_t size);

/** The family of a measure. */
rva__family rva__measure_family(int measure);

/** The family of a histogram. */
rva__family rva__histogram_family(int histogram);

/** The dimensions of a family, as a bit set. */
uint32_t rva__family_dimensions(int family);

#endif
