/**
 * @file reports/kpis.c
 * The KPIs: one table of definitions, each a figure or a ratio of two, with its parts.
 */
#include <math.h>

#include "core/error.h"
#include "reports/calibration.h"
#include "reports/figures.h"

#define CONVERSATION RVA__FAMILY_BIT(CONVERSATION)
#define LEAD RVA__FAMILY_BIT(LEAD)
#define SOLD RVA__FAMILY_BIT(LEAD_SALE)
#define OFFER RVA__FAMILY_BIT(OFFER)
#define MONEY RVA__FAMILY_BIT(MONEY)
#define COST RVA__FAMILY_BIT(COST)

typedef int64_t (*part)(const rva__figures *figures);

#define PART(name, expression)                                                                     \
    static int64_t name(const rva__figures *f)                                                     \
    {                                                                                              \
        return expression;                                                                         \
    }
#define M(name) (f->total.values[RVA__M_##name])

PART(gross, M(revenue_gross_minor))
PART(net, f->net_minor)
PART(mature, f->mature_minor)
PART(young, f->young_minor)
PART(leads, M(leads))
PART(sold, M(leads_sold))
PART(payable, f->payable)
PART(conversations, M(conversations))
PART(completed, M(conversations_completed))
PART(lost, M(conversations_abandoned) + M(conversations_error))
PART(disqualified, M(conversations_disqualified))
PART(open_now, M(conversations_open))
PART(qualified, M(conversations_qualified))
PART(conversations_sold, M(conversations_sold))
PART(duration_ms, M(duration_ms))
PART(offers, M(offers))
PART(delivered, M(offers_delivered))
PART(accepted, M(offers_accepted))
PART(returned, M(offers_returned))
PART(judged, M(offers_accepted) + M(offers_rejected) + M(offers_timeout))
PART(answered, M(offers_answered))
PART(response_ms, M(offer_response_ms))
PART(pending, M(offers_pending))
PART(ratings, M(rating_count))
PART(rating_micro, M(rating_micro))
PART(right, M(true_positive) + M(true_negative))
PART(predicted, M(true_positive) + M(true_negative) + M(false_positive) + M(false_negative))
PART(false_positive, M(false_positive))
PART(said_positive, M(true_positive) + M(false_positive))
PART(false_negative, M(false_negative))
PART(are_positive, M(true_positive) + M(false_negative))
PART(unpredicted, judged(f) - predicted(f))
PART(brier_nano, M(brier_nano))
PART(tier_judged, M(tier_judged))
PART(tier_matched, M(tier_matched))
PART(value_actual, M(value_actual_minor))
PART(value_right, M(value_error_minor) > M(value_actual_minor)
                      ? 0
                      : M(value_actual_minor) - M(value_error_minor))
PART(cost, M(cost_minor))

/** A KPI: `numerator`, or numerator / denominator x factor. */
typedef struct definition {
    const char *kpi;
    const char *unit;
    uint32_t group;
    uint32_t families; /**< that must have the dimensions of all conditions */
    part numerator;
    part denominator;
    double factor;
    part open;
    part excluded;
    bool interval;
} definition;

static const definition definitions[] = {
    {"revenue_gross", "minor", RVA__KPI_REVENUE, MONEY, gross, NULL, 1, NULL, NULL, false},
    {"revenue_net", "minor", RVA__KPI_REVENUE, MONEY, net, NULL, 1, NULL, NULL, false},
    {"revenue_mature", "minor", RVA__KPI_REVENUE, MONEY, mature, NULL, 1, NULL, NULL, false},
    {"revenue_provisional", "minor", RVA__KPI_REVENUE, MONEY, young, NULL, 1, NULL, NULL, false},
    {"revenue_per_lead", "minor", RVA__KPI_REVENUE, MONEY | SOLD, net, payable, 1, NULL, NULL,
     false},
    {"revenue_per_conversation", "minor", RVA__KPI_REVENUE | RVA__KPI_CONVERSATIONS,
     MONEY | CONVERSATION, net, conversations, 1, open_now, NULL, false},
    {"leads_qualified", "count", RVA__KPI_LEADS, LEAD, leads, NULL, 1, NULL, NULL, false},
    {"leads_sold", "count", RVA__KPI_LEADS, SOLD, sold, NULL, 1, NULL, NULL, false},
    {"leads_payable", "count", RVA__KPI_LEADS, SOLD, payable, NULL, 1, NULL, NULL, false},
    {"conversations", "count", RVA__KPI_CONVERSATIONS, CONVERSATION, conversations, NULL, 1,
     open_now, NULL, false},
    {"completed", "count", RVA__KPI_CONVERSATIONS, CONVERSATION, completed, NULL, 1, NULL, NULL,
     false},
    {"lost", "count", RVA__KPI_CONVERSATIONS, CONVERSATION, lost, NULL, 1, NULL, NULL, false},
    {"disqualified", "count", RVA__KPI_CONVERSATIONS, CONVERSATION, disqualified, NULL, 1, NULL,
     NULL, false},
    {"open", "count", RVA__KPI_CONVERSATIONS, CONVERSATION, open_now, NULL, 1, NULL, NULL, false},
    {"qualified_rate", "rate", RVA__KPI_CONVERSATIONS, CONVERSATION, qualified, conversations, 1,
     open_now, NULL, true},
    {"sold_rate", "rate", RVA__KPI_CONVERSATIONS, CONVERSATION, conversations_sold, conversations,
     1, open_now, NULL, true},
    {"completion_rate", "rate", RVA__KPI_CONVERSATIONS, CONVERSATION, completed, conversations, 1,
     open_now, NULL, true},
    {"duration_mean", "minutes", RVA__KPI_CONVERSATIONS, CONVERSATION, duration_ms, completed,
     1.0 / 60000, NULL, NULL, false},
    {"delivery_rate", "rate", RVA__KPI_BUYERS, OFFER, delivered, offers, 1, NULL, NULL, true},
    {"acceptance_rate", "rate", RVA__KPI_BUYERS, OFFER, accepted, judged, 1, pending, NULL, true},
    {"return_rate", "rate", RVA__KPI_BUYERS, OFFER, returned, accepted, 1, NULL, NULL, true},
    {"response_hours_mean", "hours", RVA__KPI_BUYERS, OFFER, response_ms, answered, 1.0 / 3600000,
     pending, NULL, false},
    {"rating_mean", "ratio", RVA__KPI_BUYERS, OFFER, rating_micro, ratings, 1e-6, NULL, NULL,
     false},
    {"prediction_accuracy", "rate", RVA__KPI_BUYERS, OFFER, right, predicted, 1, pending,
     unpredicted, true},
    {"false_positive_share", "rate", RVA__KPI_BUYERS, OFFER, false_positive, said_positive, 1,
     pending, unpredicted, true},
    {"false_negative_share", "rate", RVA__KPI_BUYERS, OFFER, false_negative, are_positive, 1,
     pending, unpredicted, true},
    {"brier", "ratio", RVA__KPI_BUYERS, OFFER, brier_nano, predicted, 1e-9, pending, unpredicted,
     false},
    {"tier_accuracy", "rate", RVA__KPI_BUYERS, OFFER, tier_matched, tier_judged, 1, NULL, NULL,
     true},
    {"value_accuracy", "rate", RVA__KPI_BUYERS, OFFER, value_right, value_actual, 1, NULL, NULL,
     false},
    {"cost", "minor", RVA__KPI_COSTS, COST, cost, NULL, 1, NULL, NULL, false},
    {"cost_per_lead", "minor", RVA__KPI_COSTS, COST | LEAD, cost, leads, 1, NULL, NULL, false},
    {"roas", "ratio", RVA__KPI_COSTS, COST | MONEY, net, cost, 1, NULL, NULL, false},
};

/** A KPI that is a quantile of a histogram. */
static const struct quantile {
    const char *kpi;
    const char *unit;
    uint32_t group;
    uint32_t families;
    int histogram;
    double p;
    double factor;
    part open;
} quantiles[] = {
    {"duration_p50", "minutes", RVA__KPI_CONVERSATIONS, CONVERSATION, RVA__H_duration, 0.5,
     1.0 / 60000, NULL},
    {"duration_p90", "minutes", RVA__KPI_CONVERSATIONS, CONVERSATION, RVA__H_duration, 0.9,
     1.0 / 60000, NULL},
    {"response_hours_p50", "hours", RVA__KPI_BUYERS, OFFER, RVA__H_offer_response, 0.5,
     1.0 / 3600000, pending},
};

/** A KPI of the scores of leads against what came of them. */
static const struct scored {
    const char *kpi;
    double (*value)(const int64_t *positive, const int64_t *negative);
    bool by_pairs; /**< its denominator is pairs; else scores */
} scoreds[] = {
    {"ece", rva__calibration_error, false},
    {"auc", rva__score_auc, true},
};

enum {
    SCOREDS = sizeof scoreds / sizeof *scoreds,
    DEFINITIONS = sizeof definitions / sizeof *definitions,
    QUANTILES = sizeof quantiles / sizeof *quantiles,
};

static const rva__column columns[] = {
    RVA__COLUMN(rva_kpi_row, kpi, TEXT),
    RVA__COLUMN(rva_kpi_row, value, REAL),
    RVA__COLUMN(rva_kpi_row, unit, TEXT),
    RVA__COLUMN(rva_kpi_row, numerator, INTEGER),
    RVA__COLUMN(rva_kpi_row, denominator, INTEGER),
    RVA__COLUMN(rva_kpi_row, open, INTEGER),
    RVA__COLUMN(rva_kpi_row, excluded, INTEGER),
    RVA__COLUMN(rva_kpi_row, lower, REAL),
    RVA__COLUMN(rva_kpi_row, upper, REAL),
    RVA__COLUMN(rva_kpi_row, partial, FLAG),
    RVA__COLUMN(rva_kpi_row, previous, REAL),
    RVA__COLUMN(rva_kpi_row, change, REAL),
    RVA__COLUMN(rva_kpi_row, target, REAL),
    RVA__COLUMN(rva_kpi_row, status, TEXT),
    RVA__COLUMN(rva_kpi_row, is_new, FLAG),
};

static rva_kpi_row *add_row(const rva__ask *ask, rva_table *table, const char *kpi,
                            const char *unit)
{
    rva_kpi_row *row = rva__table_add(table);
    if (!row)
        return NULL;
    *row = (rva_kpi_row){
        .kpi = kpi,
        .unit = unit,
        .value = NAN,
        .numerator = RVA_ABSENT,
        .denominator = RVA_ABSENT,
        .open = RVA_ABSENT,
        .excluded = RVA_ABSENT,
        .lower = NAN,
        .upper = NAN,
        .partial = ask->partial,
        .previous = NAN,
        .change = NAN,
        .target = NAN,
    };
    return row;
}

/** Change and status follow from value, previous and target. */
static void finish_row(const rva__ask *ask, rva_kpi_row *row)
{
    if (strcmp(row->unit, "rate") == 0)
        row->change = row->value - row->previous;
    else if (row->previous != 0)
        row->change = row->value / row->previous - 1;
    row->is_new = row->previous == 0 && row->value != 0 && !isnan(row->value);
    const rva_settings *settings = ask->source->settings;
    for (size_t i = 0; i < settings->target_count; i++)
        if (strcmp(settings->targets[i].kpi, row->kpi) == 0)
            row->target = settings->targets[i].value;
    if (isnan(row->target) || isnan(row->value))
        return;
    row->status = row->value > row->target ? "above" : row->value < row->target ? "below" : "on";
}

static double evaluate(const definition *kpi, const rva__figures *figures)
{
    const int64_t numerator = kpi->numerator(figures);
    if (!kpi->denominator)
        return (double)numerator;
    const int64_t denominator = kpi->denominator(figures);
    if (denominator == 0)
        return NAN;
    return kpi->factor == 1 ? (double)numerator / (double)denominator
                            : (double)numerator / (double)denominator * kpi->factor;
}

static void add_defined(const rva__ask *ask, const definition *kpi, const rva__figures *now,
                        const rva__figures *before, rva_table *table)
{
    rva_kpi_row *row = add_row(ask, table, kpi->kpi, kpi->unit);
    if (!row)
        return;
    if ((kpi->families & ask->families) == kpi->families) {
        row->value = evaluate(kpi, now);
        row->previous = evaluate(kpi, before);
        row->numerator = kpi->numerator(now);
        if (kpi->denominator)
            row->denominator = kpi->denominator(now);
        if (kpi->open)
            row->open = kpi->open(now);
        if (kpi->excluded)
            row->excluded = kpi->excluded(now);
        if (kpi->interval)
            rva__wilson(row->numerator, row->denominator, &row->lower, &row->upper);
    }
    finish_row(ask, row);
}

static double quantile_of(const rva__figures *figures, int histogram, double p)
{
    return rva__figures_quantile(figures, histogram, p);
}

static void add_quantile(const rva__ask *ask, const struct quantile *kpi, const rva__figures *now,
                         const rva__figures *before, rva_table *table)
{
    rva_kpi_row *row = add_row(ask, table, kpi->kpi, kpi->unit);
    if (!row)
        return;
    if ((kpi->families & ask->families) == kpi->families) {
        row->value = quantile_of(now, kpi->histogram, kpi->p) * kpi->factor;
        row->previous = quantile_of(before, kpi->histogram, kpi->p) * kpi->factor;
        row->open = kpi->open ? kpi->open(now) : RVA_ABSENT;
    }
    finish_row(ask, row);
}

static double evaluate_scored(const struct scored *kpi, const rva__figures *figures)
{
    return kpi->value(rva__figures_counts(figures, RVA__H_score_positive),
                      rva__figures_counts(figures, RVA__H_score_negative));
}

static void add_scored(const rva__ask *ask, const struct scored *kpi, const rva__figures *now,
                       const rva__figures *before, rva_table *table)
{
    rva_kpi_row *row = add_row(ask, table, kpi->kpi, "ratio");
    if (!row)
        return;
    if (ask->families & OFFER) {
        row->value = evaluate_scored(kpi, now);
        row->previous = evaluate_scored(kpi, before);
        row->denominator = kpi->by_pairs
                               ? rva__score_pairs(rva__figures_counts(now, RVA__H_score_positive),
                                                  rva__figures_counts(now, RVA__H_score_negative))
                               : predicted(now);
        row->open = pending(now);
        row->excluded = unpredicted(now);
    }
    finish_row(ask, row);
}

static void add_growth(const rva__ask *ask, const rva__figures *now, const rva__figures *before,
                       rva_table *table)
{
    rva_kpi_row *row = add_row(ask, table, "growth", "rate");
    if (!row || !(ask->families & MONEY))
        return;
    row->numerator = now->net_minor;
    row->denominator = before->net_minor;
    if (before->net_minor > 0)
        row->value = rva__ratio(now->net_minor, before->net_minor) - 1;
    finish_row(ask, row);
    row->is_new = before->net_minor == 0 && now->net_minor != 0;
}

static void add_run_rates(const rva__ask *ask, const rva__figures *now, rva_table *table)
{
    static const struct {
        const char *kpi;
        double days;
    } rates[] = {{"run_rate_daily", 1}, {"run_rate_weekly", 7}, {"run_rate_monthly", 30}};
    for (int i = 0; i < 3; i++) {
        rva_kpi_row *row = add_row(ask, table, rates[i].kpi, "minor");
        if (!row || !(ask->families & MONEY))
            continue;
        row->numerator = now->net_minor;
        if (!ask->partial)
            row->denominator = ask->days;
        row->value = (double)now->net_minor / rva__ask_elapsed_days(ask) * rates[i].days;
        finish_row(ask, row);
    }
}

/** Net of the 30 local days that end with the day of `now`. */
static rva_status add_mrr(const rva__ask *ask, const rva__figures *now, rva_table *table,
                          rva_error *err)
{
    const rva__zone *zone = ask->source->zone;
    const int32_t today = rva__zone_day(zone, ask->query.now_at);
    const rva__period trailing = {rva__zone_day_start(zone, today - 29),
                                  rva__zone_day_start(zone, today + 1)};
    rva__totals totals = {0};
    rva_kpi_row *row = add_row(ask, table, "mrr", "minor");
    if (!row || !(ask->families & MONEY))
        return RVA_OK;
    rva_status status = RVA_OK;
    row->numerator = now->net_minor;
    if (trailing.from_at != ask->period.from_at || trailing.to_at != ask->period.to_at) {
        status = rva__ask_scan(ask, trailing, (rva__wanted){MONEY, 0}, RVA__SCAN_WHOLE, NULL,
                               &totals, err);
        row->numerator =
            totals.count ? rva__total_net(&totals.items[0], rva__ask_restated(ask, false)) : 0;
    }
    if (status == RVA_OK) {
        row->value = (double)row->numerator;
        row->partial = 1;
        finish_row(ask, row);
    }
    rva__totals_free(&totals);
    return status;
}

rva_status rva__kpis_add(const rva__ask *ask, const rva__figures *now, const rva__figures *before,
                         uint32_t groups, rva_report *report, rva_error *err)
{
    rva_table *table;
    RVA__TRY(rva__report_add_table(report, "kpis", columns, sizeof columns / sizeof *columns,
                                   sizeof(rva_kpi_row), DEFINITIONS + QUANTILES + SCOREDS, &table,
                                   err));
    for (size_t i = 0; i < DEFINITIONS; i++)
        if (definitions[i].group & groups)
            add_defined(ask, &definitions[i], now, before, table);
    for (size_t i = 0; i < QUANTILES; i++)
        if (quantiles[i].group & groups)
            add_quantile(ask, &quantiles[i], now, before, table);
    for (size_t i = 0; i < SCOREDS && (groups & RVA__KPI_BUYERS); i++)
        add_scored(ask, &scoreds[i], now, before, table);
    if (!(groups & RVA__KPI_REVENUE))
        return RVA_OK;
    add_growth(ask, now, before, table);
    add_run_rates(ask, now, table);
    return add_mrr(ask, now, table, err);
}
