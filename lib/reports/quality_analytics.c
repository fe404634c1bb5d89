/**
 * @file reports/quality_analytics.c
 * How good predictions of leads were, and why buyers refused.
 *
 * The offer is what is judged: a lead offered to three buyers is judged three times.
 */
#include "core/error.h"
#include "core/hash.h"
#include "metrics/calibration.h"
#include "metrics/value.h"
#include "model/fields.h"
#include "reports/report_definition.h"
#include "reports/run.h"

#define UNKNOWN "(unknown)"

static const rva__column_definition confusion_columns[] = {
    RVA__PLAIN(rva_confusion_row, predicted, NONE,
               "accept: a score of 0.5 or more; reject; (unknown): no score, or no lead event"),
    RVA__PLAIN(rva_confusion_row, actual, NONE,
               "accepted: the last verdict; not_accepted: rejected, timeout or returned"),
    RVA__MAYBE(rva_confusion_row, offers, COUNT, "offers with a verdict"),
};

static const rva__column_definition tier_columns[] = {
    RVA__KEY(rva_tier_judgement_row, predicted, 0, "tier of the lead event; (unknown) without one"),
    RVA__KEY(rva_tier_judgement_row, actual, 1,
             "tier of the offer's latest feedback that names one"),
    RVA__METRIC(rva_tier_judgement_row, offers, tier_judged),
};

static const rva__column_definition calibration_columns[] = {
    RVA__PLAIN(rva_calibration_row, score_low, RATIO, "the lowest score of the bin"),
    RVA__PLAIN(rva_calibration_row, score_high, RATIO,
               "where the next bin begins; the last one has the score 1, too"),
    RVA__MAYBE(rva_calibration_row, offers, COUNT, "offers with a score and a verdict"),
    RVA__MAYBE(rva_calibration_row, predicted_mean, RATE, "mean score, each to a thousandth"),
    RVA__MAYBE(rva_calibration_row, observed_rate, RATE,
               "share of offers accepted and not returned"),
    RVA__MAYBE(rva_calibration_row, lower, RATE, "95 % Wilson interval of observed_rate"),
    RVA__MAYBE(rva_calibration_row, upper, RATE, "its other end"),
};

static const rva__column_definition reason_columns[] = {
    RVA__PLAIN(rva_reason_row, verdict, NONE, "the last: rejected, timeout or returned"),
    RVA__PLAIN(rva_reason_row, reason, NONE,
               "reason of that feedback; (unknown) without one, or erased"),
    RVA__PLAIN(rva_reason_row, platform, NONE, "buyer"),
    RVA__PLAIN(rva_reason_row, offers, COUNT, "offers refused so"),
};

/** Whether offers can be asked for at all under the question's conditions. */
static bool has_offers(const rva__run *run)
{
    return rva__run_question(run)->families & RVA__FAMILY_BIT(OFFER);
}

static rva_status add_confusion(rva__run *run, rva_table *table, rva_error *err)
{
    static const struct {
        const char *predicted;
        const char *actual;
        int measure;
        bool always;
    } kinds[] = {
        {"accept", "accepted", RVA__M_true_positive, true},
        {"accept", "not_accepted", RVA__M_false_positive, true},
        {"reject", "accepted", RVA__M_false_negative, true},
        {"reject", "not_accepted", RVA__M_true_negative, true},
        {UNKNOWN, "accepted", RVA__M_unpredicted_positive, false},
        {UNKNOWN, "not_accepted", RVA__M_unpredicted_negative, false},
    };
    const rva__both_periods *periods;
    RVA__TRY(rva__run_periods(run, &periods, err));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const int64_t offers = periods->now.total.values[kinds[i].measure];
        if (offers == 0 && !kinds[i].always)
            continue;
        rva_confusion_row *row = rva__table_add(table);
        if (!row)
            return rva__fail_memory(err);
        row->predicted = kinds[i].predicted;
        row->actual = kinds[i].actual;
        row->offers = has_offers(run) ? offers : RVA_ABSENT;
    }
    return RVA_OK;
}

static rva_status add_calibration(rva__run *run, rva_table *table, rva_error *err)
{
    const rva__both_periods *periods;
    RVA__TRY(rva__run_periods(run, &periods, err));
    const int64_t *all = periods->now.histograms;
    const int64_t *positive = all + (size_t)RVA__H_score_positive * RVA__HISTOGRAM_BUCKETS;
    const int64_t *negative = all + (size_t)RVA__H_score_negative * RVA__HISTOGRAM_BUCKETS;
    for (int i = 0; i < RVA__SCORE_BINS; i++) {
        const rva__score_bin bin = rva__score_bin_at(positive, negative, i);
        rva_calibration_row *row = rva__table_add(table);
        if (!row)
            return rva__fail_memory(err);
        row->score_low = (double)i / RVA__SCORE_BINS;
        row->score_high = (double)(i + 1) / RVA__SCORE_BINS;
        row->offers = has_offers(run) ? bin.count : RVA_ABSENT;
        row->predicted_mean = rva__ratio(bin.score_sum, bin.count * 1000);
        row->observed_rate = rva__ratio(bin.came_true, bin.count);
        rva__wilson(bin.came_true, bin.count, &row->lower, &row->upper);
    }
    return RVA_OK;
}

enum { REASONS_KEPT = 256, VERDICTS = 4 };

/** A table of refusals under way, a row for each. */
typedef struct gathering {
    rva__cell_source *source;
    rva_table *table;
    const char *verdicts[VERDICTS];    /**< texts of the report, once they are needed */
    const char *reasons[REASONS_KEPT]; /**< the last ones by their hash: most come again */
} gathering;

static const char *verdict_text(gathering *to, int verdict)
{
    const char **text = &to->verdicts[verdict % VERDICTS];
    if (!*text) {
        size_t size;
        const char *name = rva__field_name_at(rva_field_at(RVA__FIELD_verdict), verdict, &size);
        *text = rva__table_text_sized(to->table, name, size);
    }
    return *text;
}

static const char *reason_text(gathering *to, const char *reason)
{
    const char **kept = &to->reasons[rva__hash_bytes(reason, strlen(reason), 0) % REASONS_KEPT];
    if (!*kept || strcmp(*kept, reason) != 0)
        *kept = rva__table_text(to->table, reason);
    return *kept;
}

static rva_status add_refusal(const rva__refusal *refusal, void *context, rva_error *err)
{
    gathering *to = context;
    rva_reason_row *row = rva__table_add(to->table);
    if (!row)
        return rva__fail_memory(err);
    row->verdict = verdict_text(to, refusal->verdict);
    row->reason = reason_text(to, refusal->reason ? refusal->reason : UNKNOWN);
    row->platform = to->source->text(to->source, RVA__DIM_PLATFORM, refusal->platform);
    row->offers = 1;
    return row->verdict && row->reason ? RVA_OK : rva__fail_memory(err);
}

/** By verdict, reason and platform. */
static int compare_keys(const rva_reason_row *a, const rva_reason_row *b)
{
    int order = strcmp(a->verdict, b->verdict);
    if (order == 0)
        order = strcmp(a->reason, b->reason);
    return order != 0 ? order : strcmp(a->platform, b->platform);
}

static int by_key(const void *left, const void *right)
{
    return compare_keys(left, right);
}

/** Rows without a reason come last. */
static int by_offers(const void *left, const void *right)
{
    const rva_reason_row *a = left;
    const rva_reason_row *b = right;
    const int unknown = (strcmp(a->reason, UNKNOWN) == 0) - (strcmp(b->reason, UNKNOWN) == 0);
    if (unknown != 0)
        return unknown;
    if (a->offers != b->offers)
        return a->offers > b->offers ? -1 : 1;
    return compare_keys(a, b);
}

/** Makes one row of rows that are side by side and alike. */
static void merge_rows(rva_table *table)
{
    const size_t count = rva_table_row_count(table);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        rva_reason_row *row = rva__table_row(table, i);
        rva_reason_row *last = kept > 0 ? rva__table_row(table, kept - 1) : NULL;
        if (last && compare_keys(last, row) == 0) {
            last->offers++;
            continue;
        }
        row->platform = rva__table_text(table, row->platform);
        memmove(rva__table_row(table, kept++), row, sizeof *row);
    }
    rva__table_truncate(table, kept);
}

static rva_status add_reasons(rva__run *run, rva_table *table, rva_error *err)
{
    const rva__question *question = rva__run_question(run);
    const rva__period asked = question->periods.asked;
    gathering to = {.source = question->source, .table = table};
    if (!has_offers(run))
        return RVA_OK;
    RVA__TRY(to.source->refusals(to.source, asked.from_at, asked.to_at, &question->where,
                                 add_refusal, &to, err));
    rva__table_sort(table, by_key);
    merge_rows(table);
    rva__table_sort(table, by_offers);
    return RVA_OK;
}

static const int kpis[] = {
    RVA__METRIC_prediction_accuracy,
    RVA__METRIC_false_positive_share,
    RVA__METRIC_false_negative_share,
    RVA__METRIC_brier,
    RVA__METRIC_ece,
    RVA__METRIC_auc,
    RVA__METRIC_tier_accuracy,
    RVA__METRIC_value_accuracy,
    RVA__METRIC_acceptance_rate,
    RVA__METRIC_return_rate,
    RVA__METRIC_rating_mean,
    RVA__METRIC_COUNT,
};

static const rva__report_table tables[] = {
    {.table = {{"kpis", "the KPIs of predictions and verdicts", "rva_kpi_row", sizeof(rva_kpi_row)},
               rva__kpi_columns,
               RVA__KPI_COLUMNS},
     .by = {.rows = RVA__ROWS_OF_KPIS, .restated = true},
     .kpis = kpis},
    {.table = RVA__TABLE("confusion", rva_confusion_row, confusion_columns,
                         "what was predicted, and what the buyer said"),
     .fill = add_confusion},
    {.table = RVA__TABLE("tiers", rva_tier_judgement_row, tier_columns,
                         "a predicted tier, and the one the buyer named"),
     .by = {RVA__ROWS_OF_VALUES,
            2,
            {RVA__DIM_PREDICTED_TIER, RVA__DIM_ACTUAL_TIER},
            .restated = true}},
    {.table = RVA__TABLE("calibration", rva_calibration_row, calibration_columns,
                         "a tenth of the scores"),
     .fill = add_calibration},
    {.table = RVA__TABLE("reasons", rva_reason_row, reason_columns,
                         "a verdict other than accepted, its reason, a buyer"),
     .fill = add_reasons},
};

const rva__report_definition rva__report_quality_analytics = {
    .schema = {"quality_analytics", "Predictions against verdicts, and why buyers refused.",
               RVA__INPUTS_COMMON},
    .tables = tables,
    .table_count = sizeof tables / sizeof *tables,
};
