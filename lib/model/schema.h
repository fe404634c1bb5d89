/**
 * @file model/schema.h
 * The schema: what is summed and by what, each with a number that never changes.
 *
 * A fact belongs to a family, has an instant, values of the family's dimensions, and
 * adds to the family's measures.  All measures are integers, so that they add and
 * subtract exactly in any order.  docs/definitions.md says what each one counts.
 *
 * The numbers are what is written to disk.  A line may move; its number may not, and the
 * number of something that is gone is not used again.  A new line takes the next number;
 * stores made before are then told apart by their fingerprint (cube/fingerprint.h), and
 * rva_store_upgrade() makes anew what is derived from their log.
 */
#ifndef RVA_MODEL_SCHEMA_H
#define RVA_MODEL_SCHEMA_H

#include <stdbool.h>
#include <stdint.h>

/**
 * Raised with every change below, and when the fold makes other facts of the same events: it
 * says which of two stores is the older one.
 */
enum { RVA__SCHEMA_VERSION = 3 };

/** Dimensions: number, constant, name; an attribute has the name that the settings give it. */
#define RVA__DIMENSION_MAP(X)                                                                      \
    X(0, SOURCE, "source")                                                                         \
    X(1, MEDIUM, "medium")                                                                         \
    X(2, CAMPAIGN, "campaign")                                                                     \
    X(3, CHANNEL, "channel")                                                                       \
    X(4, AGENT, "agent")                                                                           \
    X(5, BOROUGH, "borough")                                                                       \
    X(6, ZIP, "zip")                                                                               \
    X(7, PATH, "path")                                                                             \
    X(8, PLATFORM, "platform")                                                                     \
    X(9, TIER, "tier")                                                                             \
    X(10, STAGE, "stage")                                                                          \
    X(11, PREDICTED_TIER, "predicted_tier")                                                        \
    X(12, ACTUAL_TIER, "actual_tier")                                                              \
    X(13, ATTRIBUTE_1, NULL)                                                                       \
    X(14, ATTRIBUTE_2, NULL)                                                                       \
    X(15, ATTRIBUTE_3, NULL)                                                                       \
    X(16, ATTRIBUTE_4, NULL)                                                                       \
    X(17, ATTRIBUTE_5, NULL)                                                                       \
    X(18, ATTRIBUTE_6, NULL)                                                                       \
    X(19, ATTRIBUTE_7, NULL)                                                                       \
    X(20, ATTRIBUTE_8, NULL)

/** A dimension. */
typedef enum rva__dimension {
#define RVA__X(number, name, text) RVA__DIM_##name = (number),
    RVA__DIMENSION_MAP(RVA__X)
#undef RVA__X
} rva__dimension;

/** Only its size is used: one more than the highest number. */
union rva__dimension_numbers {
#define RVA__X(number, name, text) char name[(number) + 1];
    RVA__DIMENSION_MAP(RVA__X)
#undef RVA__X
};

enum {
    RVA__DIM_COUNT = sizeof(union rva__dimension_numbers), /**< numbers, from 0 */
    RVA__DIM_NAMED_COUNT = RVA__DIM_ATTRIBUTE_1,           /**< those with a name of their own */
    RVA__ATTRIBUTES_MAX = 8,
};

/** Values of a dimension that stand for no dictionary entry. */
enum {
    RVA__VALUE_UNKNOWN = 0, /**< not known: "(unknown)" */
    RVA__VALUE_OTHER = 1,   /**< beyond the limit of the dictionary: "(other)" */
    RVA__VALUE_FIRST = 2,   /**< the first entry of the dictionary */
};

/** A dimension value of a family that has no such dimension. */
#define RVA__VALUE_NONE UINT32_MAX

/** A set of dimensions. */
#define RVA__DIM_BIT(name) (1u << RVA__DIM_##name)

/** The attributes of the settings: those not in use have no value in any fact. */
#define RVA__DIMS_ATTRIBUTES (((1u << RVA__ATTRIBUTES_MAX) - 1) << RVA__DIM_ATTRIBUTE_1)

/** What a conversation carries besides attributes. */
#define RVA__DIMS_BUILT_IN                                                                         \
    (RVA__DIM_BIT(SOURCE) | RVA__DIM_BIT(MEDIUM) | RVA__DIM_BIT(CAMPAIGN) |                        \
     RVA__DIM_BIT(CHANNEL) | RVA__DIM_BIT(AGENT) | RVA__DIM_BIT(BOROUGH) | RVA__DIM_BIT(ZIP) |     \
     RVA__DIM_BIT(PATH))

/** What a conversation carries. */
#define RVA__DIMS_CONVERSATION (RVA__DIMS_BUILT_IN | RVA__DIMS_ATTRIBUTES)

/** What money and offers carry. */
#define RVA__DIMS_TRADE (RVA__DIMS_CONVERSATION | RVA__DIM_BIT(TIER) | RVA__DIM_BIT(PLATFORM))

/** Fact families: number, constant, dimensions. */
#define RVA__FAMILY_MAP(X)                                                                         \
    X(0, CONVERSATION, RVA__DIMS_CONVERSATION)                                                     \
    X(1, STAGE, RVA__DIMS_CONVERSATION | RVA__DIM_BIT(STAGE))                                      \
    X(2, TURN, RVA__DIMS_CONVERSATION | RVA__DIM_BIT(STAGE))                                       \
    X(3, LEAD, RVA__DIMS_CONVERSATION | RVA__DIM_BIT(TIER))                                        \
    X(4, LEAD_SALE, RVA__DIMS_TRADE)                                                               \
    X(5, OFFER, RVA__DIMS_TRADE | RVA__DIM_BIT(PREDICTED_TIER) | RVA__DIM_BIT(ACTUAL_TIER))        \
    X(6, MONEY, RVA__DIMS_TRADE)                                                                   \
    X(7, COST,                                                                                     \
      RVA__DIM_BIT(SOURCE) | RVA__DIM_BIT(MEDIUM) | RVA__DIM_BIT(CAMPAIGN) |                       \
          RVA__DIM_BIT(BOROUGH))                                                                   \
    X(8, MARKET, RVA__DIM_BIT(BOROUGH) | RVA__DIM_BIT(ZIP))                                        \
    X(9, NOTE, 0) /* has no measures: its facts are found, not summed */

/** A fact family. */
typedef enum rva__family {
#define RVA__X(number, name, dims) RVA__FAMILY_##name = (number),
    RVA__FAMILY_MAP(RVA__X)
#undef RVA__X
} rva__family;

/** Only its size is used. */
union rva__family_numbers {
#define RVA__X(number, name, dims) char name[(number) + 1];
    RVA__FAMILY_MAP(RVA__X)
#undef RVA__X
};

enum { RVA__FAMILY_COUNT = sizeof(union rva__family_numbers) };

/** A set of families. */
#define RVA__FAMILY_BIT(name) (1u << RVA__FAMILY_##name)

/** All families. */
#define RVA__FAMILIES_ALL ((1u << RVA__FAMILY_COUNT) - 1)

/** Measures: number, family, name.  `_minor` money, `_ms` milliseconds, `_micro` millionths. */
#define RVA__MEASURE_MAP(X)                                                                        \
    X(0, CONVERSATION, conversations)                                                              \
    X(1, CONVERSATION, conversations_completed)                                                    \
    X(2, CONVERSATION, conversations_abandoned)                                                    \
    X(3, CONVERSATION, conversations_error)                                                        \
    X(4, CONVERSATION, conversations_disqualified)                                                 \
    X(5, CONVERSATION, conversations_open)                                                         \
    X(6, CONVERSATION, conversations_qualified)                                                    \
    X(7, CONVERSATION, conversations_sold)                                                         \
    X(8, CONVERSATION, duration_ms)                                                                \
    X(9, CONVERSATION, drop_before_first)                                                          \
    X(10, CONVERSATION, conversations_active)                                                      \
    X(11, CONVERSATION, conversation_leads)                                                        \
    X(12, STAGE, stage_entered)                                                                    \
    X(13, STAGE, stage_completed)                                                                  \
    X(14, STAGE, stage_skipped)                                                                    \
    X(15, STAGE, stage_disqualified)                                                               \
    X(16, STAGE, stage_dropped)                                                                    \
    X(17, STAGE, stage_open)                                                                       \
    X(18, STAGE, stage_passed)                                                                     \
    X(19, STAGE, stage_visits)                                                                     \
    X(20, STAGE, stage_closed_visits)                                                              \
    X(21, STAGE, stage_ms)                                                                         \
    X(22, STAGE, drop_in_stage)                                                                    \
    X(23, STAGE, drop_after_stage)                                                                 \
    X(24, TURN, response_count)                                                                    \
    X(25, TURN, response_ms)                                                                       \
    X(26, TURN, quality_count)                                                                     \
    X(27, TURN, quality_micro)                                                                     \
    X(28, TURN, messages)                                                                          \
    X(29, LEAD, leads)                                                                             \
    X(30, LEAD, leads_value_minor)                                                                 \
    X(31, LEAD, leads_waiting)                                                                     \
    X(32, LEAD, leads_pending)                                                                     \
    X(33, LEAD, leads_answered)                                                                    \
    X(34, LEAD, leads_with_sale)                                                                   \
    X(35, LEAD, leads_net_minor)                                                                   \
    X(36, LEAD_SALE, leads_sold)                                                                   \
    X(37, LEAD_SALE, leads_payable_booked)                                                         \
    X(38, LEAD_SALE, leads_payable_restated)                                                       \
    X(39, OFFER, offers)                                                                           \
    X(40, OFFER, offers_delivered)                                                                 \
    X(41, OFFER, offers_accepted)                                                                  \
    X(42, OFFER, offers_rejected)                                                                  \
    X(43, OFFER, offers_timeout)                                                                   \
    X(44, OFFER, offers_returned)                                                                  \
    X(45, OFFER, offers_pending)                                                                   \
    X(46, OFFER, offers_answered)                                                                  \
    X(47, OFFER, offer_response_ms)                                                                \
    X(48, OFFER, rating_count)                                                                     \
    X(49, OFFER, rating_micro)                                                                     \
    X(50, OFFER, true_positive)                                                                    \
    X(51, OFFER, false_positive)                                                                   \
    X(52, OFFER, true_negative)                                                                    \
    X(53, OFFER, false_negative)                                                                   \
    X(54, OFFER, brier_nano)                                                                       \
    X(55, OFFER, tier_judged)                                                                      \
    X(56, OFFER, tier_matched)                                                                     \
    X(57, OFFER, value_error_minor)                                                                \
    X(58, OFFER, value_actual_minor)                                                               \
    X(59, OFFER, offers_sent)                                                                      \
    X(60, OFFER, offers_randomised)                                                                \
    X(61, OFFER, unpredicted_positive)                                                             \
    X(62, OFFER, unpredicted_negative)                                                             \
    X(63, MONEY, sales)                                                                            \
    X(64, MONEY, revenue_gross_minor)                                                              \
    X(65, MONEY, adjustments_minor)                                                                \
    X(66, MONEY, returns_booked)                                                                   \
    X(67, MONEY, returns_booked_minor)                                                             \
    X(68, MONEY, returns_restated)                                                                 \
    X(69, MONEY, returns_restated_minor)                                                           \
    X(70, COST, cost_minor)                                                                        \
    X(71, MARKET, market_observations)                                                             \
    X(72, MARKET, market_competitors)                                                              \
    X(73, MARKET, market_competitors_count)                                                        \
    X(74, MARKET, market_price_count)                                                              \
    X(75, MARKET, market_price_minor)                                                              \
    X(76, MARKET, market_demand_count)                                                             \
    X(77, MARKET, market_demand_micro)

/** A measure. */
typedef enum rva__measure {
#define RVA__X(number, family, name) RVA__M_##name = (number),
    RVA__MEASURE_MAP(RVA__X)
#undef RVA__X
} rva__measure;

/** Only its size is used. */
union rva__measure_numbers {
#define RVA__X(number, family, name) char name[(number) + 1];
    RVA__MEASURE_MAP(RVA__X)
#undef RVA__X
};

enum { RVA__MEASURE_COUNT = sizeof(union rva__measure_numbers) };

/** Histograms: number, family, name. */
#define RVA__HISTOGRAM_MAP(X)                                                                      \
    X(0, CONVERSATION, duration)                                                                   \
    X(1, STAGE, stage)                                                                             \
    X(2, TURN, response)                                                                           \
    X(3, OFFER, offer_response)                                                                    \
    X(4, OFFER, score_positive)                                                                    \
    X(5, OFFER, score_negative)

/** A histogram: counts by logarithmic bucket, see model/histogram.h. */
typedef enum rva__histogram_kind {
#define RVA__X(number, family, name) RVA__H_##name = (number),
    RVA__HISTOGRAM_MAP(RVA__X)
#undef RVA__X
} rva__histogram_kind;

/** Only its size is used. */
union rva__histogram_numbers {
#define RVA__X(number, family, name) char name[(number) + 1];
    RVA__HISTOGRAM_MAP(RVA__X)
#undef RVA__X
};

enum { RVA__HISTOGRAM_COUNT = sizeof(union rva__histogram_numbers) };

/** The name of a dimension; NULL for a number without one, as attributes have in the schema. */
const char *rva__dimension_name(int dimension);

/** The dimension of that name (`size` bytes), or -1. */
int rva__dimension_find(const char *name, uint64_t size);

/** Whether it is one of the schema whose values events name: a path is made of others. */
bool rva__dimension_is_named(int dimension);

/** The name of a measure, or NULL for a number that none has. */
const char *rva__measure_name(int measure);

/** The measure of that name (`size` bytes), or -1. */
int rva__measure_find(const char *name, uint64_t size);

/** The family of a measure. */
rva__family rva__measure_family(int measure);

/** The family of a histogram. */
rva__family rva__histogram_family(int histogram);

/** The name of a family, or NULL for a number that none has. */
const char *rva__family_name(int family);

/** The name of a histogram, or NULL for a number that none has. */
const char *rva__histogram_name(int histogram);

/** The dimension in whose dictionary the values of a dimension are: all tiers are in one. */
int rva__dimension_dictionary(int dimension);

/** The dimensions of a family, as a bit set. */
uint32_t rva__family_dimensions(int family);

/** The families whose facts have all of some dimensions; both are bit sets. */
uint32_t rva__families_with(uint32_t dims);

#endif
