/**
 * @file revanalytics/report.h
 * The reports: what they are asked and the rows they answer with.
 *
 * Every figure is defined in docs/kpis.md.  A report is computed from one snapshot of
 * the store; give several the same ::rva_snapshot and they all see one moment.  Reports
 * may be asked from any thread.  Money is in minor units; rates and shares are 0..1;
 * NaN, ::RVA_ABSENT or NULL say that a figure has no value.
 */
#ifndef REVANALYTICS_REPORT_H
#define REVANALYTICS_REPORT_H

#include <revanalytics/store.h>
#include <revanalytics/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One moment of a store; belongs to one thread at a time; close it soon. */
typedef struct rva_snapshot rva_snapshot;

/** Holds this moment; close with rva_snapshot_close(), before the store. */
RVA_API rva_status rva_snapshot_open(rva_store *store, rva_snapshot **out, rva_error *err);

/** Lets it go; NULL is fine. */
RVA_API void rva_snapshot_close(rva_snapshot *snapshot);

/** Where returns, refunds and chargebacks count. */
typedef enum rva_mode {
    RVA_MODE_DEFAULT = 0,  /**< each figure's own, see docs/kpis.md */
    RVA_MODE_BOOKED = 1,   /**< at their own instant */
    RVA_MODE_RESTATED = 2, /**< at the instant of the sale they concern */
} rva_mode;

/** What a period is compared with. */
typedef enum rva_compare {
    RVA_COMPARE_DEFAULT = 0,         /**< same_time */
    RVA_COMPARE_SAME_TIME = 1,       /**< the unit or days before, as much of them as has passed */
    RVA_COMPARE_FULL = 2,            /**< the unit or days before, whole */
    RVA_COMPARE_PREVIOUS_PERIOD = 3, /**< as many local days just before, whole */
    RVA_COMPARE_PREVIOUS_YEAR = 4, /**< the same unit or dates a year earlier, as much as passed */
    RVA_COMPARE_NONE = 5,          /**< nothing */
} rva_compare;

/** The length of a bucket of a series. */
typedef enum rva_grain {
    RVA_GRAIN_DEFAULT = 0, /**< day */
    RVA_GRAIN_HOUR = 1,
    RVA_GRAIN_DAY = 2,
    RVA_GRAIN_WEEK = 3,
    RVA_GRAIN_MONTH = 4,
    RVA_GRAIN_NONE = 5,    /**< the whole period is one bucket (cube only) */
    RVA_GRAIN_QUARTER = 6, /**< of the calendar, from January on (cube only) */
    RVA_GRAIN_YEAR = 7,    /**< of the calendar (cube only) */
} rva_grain;

/** What an item of the pipeline is worth. */
typedef enum rva_worth {
    RVA_WORTH_DEFAULT = 0,  /**< expected */
    RVA_WORTH_EXPECTED = 1, /**< by what became of leads before */
    RVA_WORTH_FLAT = 2,     /**< the setting `pipeline_item_minor`, or the target of a lead */
} rva_worth;

enum {
    RVA_FILTERS_MAX = 16,         /**< conditions in one query */
    RVA_FILTER_VALUES_MAX = 1024, /**< values in all of them */
    RVA_DAYS_MAX = 40000,         /**< days in one query */
    RVA_BUCKETS_MAX = 100000,     /**< buckets in one series */
};

/** A condition: the dimension has one of some values, or none of them. */
typedef struct rva_filter {
    const char *dimension; /**< "platform", "borough" ... */
    const char *value;     /**< values with "," between; a "\\" makes the character after it plain;
                                "(unknown)", of records without one, and "(other)" are values, too */
    int64_t exclude;       /**< 0: one of them; else none of them */
} rva_filter;

/**
 * What a report is asked: ::RVA_QUERY_INIT and what is set besides.
 *
 * The period is given by `from_at` and `to_at`, by `days` or by `period`; two of these are refused.
 * NULL for a query stands for the last 30 days.
 */
typedef struct rva_query {
    uint64_t size;           /**< sizeof(rva_query), set by the initialiser */
    int64_t from_at;         /**< first instant, or ::RVA_ABSENT */
    int64_t to_at;           /**< first instant after, or ::RVA_ABSENT */
    int64_t days;            /**< whole local days ending with today; 0 for 30 */
    int64_t now_at;          /**< the present, or ::RVA_ABSENT for the clock's */
    int64_t mode;            /**< ::rva_mode */
    int64_t compare;         /**< ::rva_compare */
    int64_t by;              /**< ::rva_grain */
    const rva_filter *where; /**< conditions, all of which must hold; each dimension at most once
                                  with `exclude` and once without */
    uint64_t where_count;    /**< how many */
    const char *measures;    /**< cube: measures, metrics, "," between; NULL for all measures */
    const char *dimensions;  /**< cube: names with "," between, or NULL for none */
    rva_snapshot *snapshot;  /**< NULL: a snapshot of its own */
    const char *period; /**< "today", "last-month", "2026-Q1" ..., see docs/reports.md; or NULL */
    const char *sort;   /**< cube: a column, "-" before it: greatest first; NULL: by its keys */
    int64_t limit;      /**< cube: so many of the rows, the first of them; 0 for all */
    int64_t value;      /**< real_time_dashboard: ::rva_worth, what its pipeline is worth */
} rva_query;

/** The last 30 days. */
#define RVA_QUERY_INIT                                                                             \
    {                                                                                              \
        sizeof(rva_query), RVA_ABSENT, RVA_ABSENT, 0, RVA_ABSENT, 0, 0, 0, NULL, 0, NULL, NULL,    \
            NULL, NULL, NULL, 0, 0                                                                 \
    }

/** A KPI with its parts. */
typedef struct rva_kpi_row {
    const char *kpi;     /**< its name in docs/kpis.md */
    double value;        /**< in `unit` */
    const char *unit;    /**< "count", "minor", "rate", "minutes", "hours", "ratio" */
    int64_t numerator;   /**< what was divided */
    int64_t denominator; /**< by what */
    int64_t open;        /**< of the denominator, what is still undecided */
    int64_t excluded;    /**< left out for lack of an answer */
    double lower;        /**< 95 % Wilson interval of a rate of counts */
    double upper;        /**< its other end */
    int64_t partial;     /**< 1 when the period is not over at `now` */
    double previous;     /**< the same figure of the period compared with */
    double change;       /**< value / previous - 1; of a rate: value - previous, in points */
    double target;       /**< the store's target */
    const char *status;  /**< "above", "on", "below", or NULL without a target */
    int64_t is_new;      /**< 1 when there was nothing before */
} rva_kpi_row;

/** executive_summary.tiers */
typedef struct rva_tier_row {
    const char *tier;              /**< tier of the lead */
    int64_t leads;                 /**< payable leads */
    double leads_share;            /**< share of all payable leads */
    int64_t revenue_net_minor;     /**< net revenue */
    double revenue_share;          /**< share of all net revenue */
    double revenue_per_lead_minor; /**< net revenue / leads */
} rva_tier_row;

/** executive_summary.platforms and .boroughs: the first column is named platform or borough */
typedef struct rva_share_row {
    const char *name;          /**< the buyer, or the borough */
    int64_t leads;             /**< payable leads */
    int64_t sales;             /**< sale transactions */
    int64_t revenue_net_minor; /**< net revenue */
    double revenue_share;      /**< share of all net revenue */
} rva_share_row;

/** executive_summary.days */
typedef struct rva_day_row {
    const char *day;           /**< local, "2026-03-01" */
    int64_t day_at;            /**< its first instant */
    int64_t revenue_net_minor; /**< net revenue */
    int64_t leads;             /**< payable leads */
} rva_day_row;

/** real_time_dashboard.comparison */
typedef struct rva_comparison_row {
    const char *metric;         /**< its name in docs/kpis.md */
    const char *unit;           /**< of the values: "count", "minor" or "rate" */
    double today;               /**< so far */
    double yesterday_same_time; /**< of as much of yesterday as has passed of today */
    double yesterday_full;      /**< of all of yesterday */
    double change;              /**< today / yesterday - 1; of a rate: the difference, in points */
    int64_t is_new;             /**< 1 when there was nothing then */
} rva_comparison_row;

/** real_time_dashboard.pipeline */
typedef struct rva_pipeline_row {
    const char *state;      /**< "active", "waiting", "pending" or "total" */
    int64_t count;          /**< items of the 30 local days that end with today, or later */
    int64_t stale;          /**< older ones */
    int64_t expected_minor; /**< what the young ones bring, by what became of others before */
    int64_t flat_minor;     /**< at one price for each */
    int64_t value_minor;    /**< the one or the other, as `value` says */
} rva_pipeline_row;

/** real_time_dashboard.hours */
typedef struct rva_hour_row {
    int64_t hour_at;           /**< its first instant */
    const char *hour;          /**< its local label */
    int64_t revenue_net_minor; /**< net revenue */
    int64_t leads;             /**< payable leads */
    int64_t conversations;     /**< conversations that started */
    int64_t partial;           /**< 1: not over at `now` */
} rva_hour_row;

/** real_time_dashboard.live */
typedef struct rva_live_row {
    int64_t live_now; /**< open and active within the last `live_window_minutes` */
    int64_t open;     /**< all open conversations */
} rva_live_row;

/** real_time_dashboard.alerts */
typedef struct rva_alert_row {
    const char *alert;    /**< "target_" and the name of the target */
    const char *metric;   /**< the KPI */
    double value;         /**< on the 30 whole local days before today */
    double goal;          /**< the target */
    double lower;         /**< 95 % Wilson interval of a rate of counts */
    double upper;         /**< its other end */
    int64_t numerator;    /**< what was divided */
    int64_t denominator;  /**< by what */
    double relative;      /**< value / goal - 1 */
    const char *severity; /**< "critical" or "warning" */
} rva_alert_row;

/** conversation_analytics.stages */
typedef struct rva_stage_row {
    const char *stage;            /**< its name */
    int64_t ordinal;              /**< place in the settings, 1 for the first; absent for others */
    int64_t entered;              /**< conversations that entered the stage */
    int64_t completed;            /**< of those, with a completed visit */
    int64_t skipped;              /**< whose last visit was skipped */
    int64_t disqualified;         /**< who were disqualified in it */
    int64_t dropped;              /**< who left, or were lost in it */
    int64_t open;                 /**< who are still in it */
    int64_t passed;               /**< who completed the conversation from it */
    int64_t visits;               /**< all visits */
    double completion_of_entered; /**< completed / entered */
    double completion_of_total;   /**< completed / all conversations */
    double drop_of_entered;       /**< dropped / entered */
    double drop_of_total;         /**< dropped / all conversations */
    double minutes_mean;          /**< mean time of a closed visit */
    double minutes_p50;           /**< the median */
    double minutes_p90;           /**< the time that 90 % kept within */
    double minutes_p95;           /**< the time that 95 % kept within */
} rva_stage_row;

/** conversation_analytics.drop_offs */
typedef struct rva_drop_off_row {
    const char *stage;     /**< NULL for before_first */
    const char *position;  /**< "in_stage", "after_stage", "before_first" */
    int64_t conversations; /**< conversations lost there */
    double of_total;       /**< of all conversations */
    double of_lost;        /**< of all that were lost */
} rva_drop_off_row;

/** conversation_analytics.paths */
typedef struct rva_path_row {
    const char *path;                      /**< stages in the order first entered, " > " between */
    int64_t conversations;                 /**< conversations that took it */
    int64_t qualified;                     /**< of those, with a lead */
    int64_t revenue_net_minor;             /**< net revenue */
    double revenue_per_conversation_minor; /**< net revenue / conversations */
} rva_path_row;

/** conversation_analytics.agents */
typedef struct rva_agent_row {
    const char *agent;                     /**< its name */
    int64_t conversations;                 /**< conversations it had */
    double completion_rate;                /**< of those, completed */
    double qualified_rate;                 /**< of those, with a lead */
    double response_ms_p50;                /**< median time to its answer */
    double response_ms_p90;                /**< the time within which 90 % of answers came */
    double quality_mean;                   /**< mean quality of its answers */
    double revenue_per_conversation_minor; /**< net revenue / conversations */
} rva_agent_row;

/** conversation_analytics.sources */
typedef struct rva_source_row {
    const char *source;                    /**< its name */
    int64_t conversations;                 /**< conversations it brought */
    int64_t completed;                     /**< of those, completed */
    int64_t qualified;                     /**< of those, with a lead */
    double completion_rate;                /**< completed / conversations */
    double qualified_rate;                 /**< qualified / conversations */
    double lower;                          /**< 95 % Wilson interval of qualified_rate */
    double upper;                          /**< its other end */
    int64_t revenue_net_minor;             /**< net revenue */
    double revenue_per_conversation_minor; /**< net revenue / conversations */
    int64_t cost_minor;                    /**< what was spent on it */
} rva_source_row;

/** performance_targets.targets */
typedef struct rva_target_row {
    const char *target;   /**< its name in the settings */
    const char *kpi;      /**< the KPI: the name without _month_N */
    const char *unit;     /**< of the KPI; NULL when no KPI is called so */
    double value;         /**< the KPI of the period */
    double goal;          /**< as set, whatever the length of the period */
    double attainment;    /**< value / goal */
    double difference;    /**< value - goal; of a rate in points */
    double relative;      /**< value / goal - 1 */
    const char *status;   /**< "above", "on", "below" the goal, or NULL */
    int64_t met;          /**< 1 when it is on the goal, or on the better side */
    double lower;         /**< 95 % Wilson interval of a rate of counts */
    double upper;         /**< its other end */
    int64_t partial;      /**< 1 when the period is not over at `now` */
    double projected;     /**< at the end of month N, or of the period */
    double needed_growth; /**< growth a month that reaches the goal in month N */
    double months_left;   /**< local days after today until month N ends / 30 */
} rva_target_row;

/** revenue_trends.series */
typedef struct rva_series_row {
    int64_t bucket_at;             /**< its first instant */
    const char *bucket;            /**< its local label */
    int64_t revenue_gross_minor;   /**< sales */
    int64_t returns_minor;         /**< returns, refunds and chargebacks, 0 or less */
    int64_t revenue_net_minor;     /**< net revenue */
    int64_t leads;                 /**< payable leads */
    int64_t sales;                 /**< sale transactions */
    int64_t conversations;         /**< conversations that started */
    double revenue_per_lead_minor; /**< net revenue / leads */
    int64_t partial;               /**< 1: cut by the period, or not over at `now` */
} rva_series_row;

/** revenue_trends.growth */
typedef struct rva_growth_row {
    const char *metric; /**< a column of series */
    int64_t value;      /**< its sum over the period, in the unit of that column */
    int64_t previous;   /**< over the period compared with */
    double change;      /**< value / previous - 1 */
    int64_t is_new;     /**< 1 when there was nothing before */
} rva_growth_row;

/** revenue_trends.run_rate */
typedef struct rva_run_rate_row {
    const char *per;          /**< "day", "week" or "month" */
    double days;              /**< 1, 7 or 30 */
    double elapsed_days;      /**< days of the period that are over */
    double revenue_net_minor; /**< net revenue in so many days, at the period's pace */
    double leads;             /**< payable leads in so many days */
    int64_t partial;          /**< 1 when the period is not over at `now` */
} rva_run_rate_row;

/** revenue_trends.targets: the targets of `mrr` as months of 30 local days */
typedef struct rva_target_month_row {
    int64_t month;             /**< 1 for the first */
    int64_t from_at;           /**< its first instant */
    int64_t to_at;             /**< the first instant after it */
    int64_t goal_minor;        /**< its target of mrr; absent for a month without one */
    int64_t revenue_net_minor; /**< net revenue; absent before the month begins */
    double attainment;         /**< net revenue / goal */
    double projected_minor;    /**< net revenue at its end, at the pace of now */
    int64_t partial;           /**< 1 when it is not over at `now` */
    const char *status;        /**< "above", "on", "below" the goal, or NULL */
} rva_target_month_row;

/** revenue_trends.notes */
typedef struct rva_note_row {
    const char *note;    /**< its id */
    int64_t happened_at; /**< the instant it is on, or the first of its range */
    int64_t until_at;    /**< the last instant of its range; absent for a note on an instant */
    const char *text;    /**< what it says */
} rva_note_row;

/** platform_performance.platforms, .tiers and .days: those without the column leave it NULL */
typedef struct rva_platform_row {
    const char *platform;        /**< in `platforms` and `tiers`: the buyer */
    const char *tier;            /**< in `tiers` */
    const char *day;             /**< in `days`: local, "2026-03-01" */
    int64_t day_at;              /**< in `days`: its first instant */
    int64_t offers;              /**< offers made */
    int64_t delivered;           /**< of those, delivered */
    int64_t accepted;            /**< verdicts accepted and returned */
    int64_t rejected;            /**< verdicts rejected */
    int64_t timeout;             /**< verdicts timeout */
    int64_t returned;            /**< verdicts returned */
    int64_t pending;             /**< without a verdict */
    double delivery_rate;        /**< delivered / offers */
    double acceptance_rate;      /**< accepted / (accepted + rejected + timeout) */
    double return_rate;          /**< returned / accepted */
    int64_t sales;               /**< sale transactions */
    int64_t revenue_net_minor;   /**< net revenue */
    double revenue_share;        /**< share of all net revenue */
    double value_per_sale_minor; /**< net revenue / sales */
    double response_hours_p50;   /**< median time to the first verdict */
    double response_hours_mean;  /**< the mean */
    double rating_mean;          /**< mean rating by the buyer */
} rva_platform_row;

/** market_performance.boroughs and .zips: those without the column leave it NULL */
typedef struct rva_place_row {
    const char *zip;               /**< in `zips` */
    const char *borough;           /**< the borough; in `zips` that of the zip */
    int64_t conversations;         /**< conversations that started */
    int64_t qualified;             /**< of those, with a lead */
    double qualified_rate;         /**< qualified / conversations */
    double lower;                  /**< 95 % Wilson interval of qualified_rate */
    double upper;                  /**< its other end */
    int64_t leads;                 /**< payable leads */
    int64_t sales;                 /**< sale transactions */
    int64_t revenue_net_minor;     /**< net revenue */
    double revenue_share;          /**< share of all net revenue */
    double revenue_per_lead_minor; /**< net revenue / leads */
} rva_place_row;

/** market_performance.months */
typedef struct rva_month_row {
    int64_t month_at;              /**< its first instant */
    const char *month;             /**< local, "2026-02" */
    int64_t conversations;         /**< conversations that started */
    int64_t qualified;             /**< of those, with a lead */
    double qualified_rate;         /**< qualified / conversations */
    int64_t leads;                 /**< payable leads */
    int64_t sales;                 /**< sale transactions */
    int64_t revenue_net_minor;     /**< net revenue */
    double revenue_per_lead_minor; /**< net revenue / leads */
    double change;                 /**< net revenue / that of the month before - 1 */
    double factor;                 /**< seasonal factor of the month */
    double adjusted_minor;         /**< net revenue / factor */
    int64_t partial;               /**< 1: cut by the period, or not over at `now` */
} rva_month_row;

/** market_performance.seasons */
typedef struct rva_season_row {
    const char *season;       /**< "spring", "summer", "fall", "winter" */
    double factor;            /**< measured ones average 1, others are as the settings say */
    double factor_normalised; /**< divided by the mean of the four */
    const char *source;       /**< "measured", "prior" (the settings), or NULL */
} rva_season_row;

/** market_performance.competition */
typedef struct rva_competition_row {
    const char *area;          /**< the borough or the zip */
    const char *kind;          /**< "borough" or "zip" */
    int64_t observations;      /**< observations of the market */
    double competitors;        /**< mean number of competitors */
    double market_price_minor; /**< mean price of the market */
    double demand;             /**< mean demand */
    double our_price_minor;    /**< gross of our sales there / sales */
    int64_t sales;             /**< our sales there */
    double price_index;        /**< our price / that of the market */
} rva_competition_row;

/** quality_analytics.confusion */
typedef struct rva_confusion_row {
    const char *predicted; /**< "accept", "reject"; "(unknown)" without a score or lead event */
    const char *actual;    /**< "accepted", "not_accepted" */
    int64_t offers;        /**< offers with a verdict */
} rva_confusion_row;

/** quality_analytics.tiers */
typedef struct rva_tier_judgement_row {
    const char *predicted; /**< tier of the lead event; "(unknown)" without one */
    const char *actual;    /**< tier of the offer's latest feedback that names one */
    int64_t offers;        /**< offers whose buyer named a tier */
} rva_tier_judgement_row;

/** quality_analytics.calibration */
typedef struct rva_calibration_row {
    double score_low;      /**< the lowest score of the bin */
    double score_high;     /**< where the next bin begins; the last one has the score 1, too */
    int64_t offers;        /**< offers with a score and a verdict */
    double predicted_mean; /**< their mean score, each to a thousandth */
    double observed_rate;  /**< of them, accepted and not returned */
    double lower;          /**< 95 % Wilson interval of observed_rate */
    double upper;          /**< its other end */
} rva_calibration_row;

/** quality_analytics.reasons */
typedef struct rva_reason_row {
    const char *verdict;  /**< the last: "rejected", "timeout" or "returned" */
    const char *reason;   /**< of that feedback; "(unknown)" without one, or erased */
    const char *platform; /**< the buyer */
    int64_t offers;       /**< offers refused so */
} rva_reason_row;

/** changes.factors */
typedef struct rva_factor_row {
    const char *factor;  /**< "conversations", "qualified_rate", "sold_per_qualified",
                              "net_per_sold_minor" */
    double before;       /**< it in the period compared with */
    double after;        /**< it in the period */
    int64_t share_minor; /**< its share of the change of net revenue; all four sum to the change */
    const char *reason;  /**< why the change cannot be split, or NULL */
} rva_factor_row;

/** changes.segments */
typedef struct rva_segment_row {
    const char *dimension; /**< "source", "platform", "tier", "borough", "agent", an attribute */
    const char *value;     /**< a value of it */
    int64_t before_minor;  /**< net revenue in the period compared with */
    int64_t after_minor;   /**< net revenue in the period */
    int64_t volume_minor;  /**< of the change, that there were more or fewer conversations
                                (platform and tier: sales) */
    int64_t value_minor;   /**< of the change, that each brought more or less */
} rva_segment_row;

/**
 * Computes a report by its name.
 *
 * @param name   one of rva_report_name_at()
 * @param query  NULL for the last 30 days
 * @param out    receives the report; free with rva_report_free()
 * @return RVA_OK, RVA_NOT_FOUND for an unknown name or dimension, RVA_INVALID for a period
 *         that is empty or too long and for an input that the report does not take, RVA_CORRUPT,
 * RVA_NO_MEMORY, RVA_FORKED
 */
RVA_API rva_status rva_report_run(rva_store *store, const char *name, const rva_query *query,
                                  rva_report **out, rva_error *err);

/** The first instant of a local day of the store's time zone; `date` is "2026-03-01". */
RVA_API rva_status rva_store_local_instant(rva_store *store, const char *date, int64_t *out,
                                           rva_error *err);

/** The name of report number `index`, or NULL past the last. */
RVA_API const char *rva_report_name_at(size_t index);

/** The name of dimension number `index`, or NULL past the last. */
RVA_API const char *rva_dimension_name_at(size_t index);

/** The name of measure number `index`, or NULL past the last. */
RVA_API const char *rva_measure_name_at(size_t index);

#ifndef SWIG /* bindings have methods made from revanalytics/schema.h */

/** rva_report_run() of executive_summary. */
static inline rva_status rva_report_executive_summary(rva_store *store, const rva_query *query,
                                                      rva_report **out, rva_error *err)
{
    return rva_report_run(store, "executive_summary", query, out, err);
}

/** rva_report_run() of real_time_dashboard. */
static inline rva_status rva_report_real_time_dashboard(rva_store *store, const rva_query *query,
                                                        rva_report **out, rva_error *err)
{
    return rva_report_run(store, "real_time_dashboard", query, out, err);
}

/** rva_report_run() of conversation_analytics. */
static inline rva_status rva_report_conversation_analytics(rva_store *store, const rva_query *query,
                                                           rva_report **out, rva_error *err)
{
    return rva_report_run(store, "conversation_analytics", query, out, err);
}

/** rva_report_run() of performance_targets. */
static inline rva_status rva_report_performance_targets(rva_store *store, const rva_query *query,
                                                        rva_report **out, rva_error *err)
{
    return rva_report_run(store, "performance_targets", query, out, err);
}

/** rva_report_run() of revenue_trends. */
static inline rva_status rva_report_revenue_trends(rva_store *store, const rva_query *query,
                                                   rva_report **out, rva_error *err)
{
    return rva_report_run(store, "revenue_trends", query, out, err);
}

/** rva_report_run() of platform_performance. */
static inline rva_status rva_report_platform_performance(rva_store *store, const rva_query *query,
                                                         rva_report **out, rva_error *err)
{
    return rva_report_run(store, "platform_performance", query, out, err);
}

/** rva_report_run() of market_performance. */
static inline rva_status rva_report_market_performance(rva_store *store, const rva_query *query,
                                                       rva_report **out, rva_error *err)
{
    return rva_report_run(store, "market_performance", query, out, err);
}

/** rva_report_run() of quality_analytics. */
static inline rva_status rva_report_quality_analytics(rva_store *store, const rva_query *query,
                                                      rva_report **out, rva_error *err)
{
    return rva_report_run(store, "quality_analytics", query, out, err);
}

/** rva_report_run() of changes. */
static inline rva_status rva_report_changes(rva_store *store, const rva_query *query,
                                            rva_report **out, rva_error *err)
{
    return rva_report_run(store, "changes", query, out, err);
}

/** rva_report_run() of cube. */
static inline rva_status rva_report_cube(rva_store *store, const rva_query *query, rva_report **out,
                                         rva_error *err)
{
    return rva_report_run(store, "cube", query, out, err);
}

#endif

/**
 * The KPI of that name, from the table kpis.
 *
 * @param name  one of docs/kpis.md, "revenue_net"
 * @return its row, which belongs to the report, or NULL when the report has no such KPI
 */
RVA_API const rva_kpi_row *rva_report_kpi(const rva_report *report, const char *name);

#ifdef __cplusplus
}
#endif

#endif
