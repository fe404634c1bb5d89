/**
 * @file reports/revenue_trends.c
 * Revenue over time: the series, its growth, its pace, its targets.
 */
#include <math.h>

#include "core/error.h"
#include "metrics/value.h"
#include "reports/report_definition.h"
#include "reports/run.h"
#include "reports/target_months.h"

static const rva__column_definition series_columns[] = {
    RVA__FROM(rva_series_row, bucket_at, BUCKET_AT, INSTANT, 0, "first instant of the bucket"),
    RVA__FROM(rva_series_row, bucket, BUCKET, NONE, 0, "its local label"),
    RVA__METRIC(rva_series_row, revenue_gross_minor, revenue_gross),
    RVA__METRIC(rva_series_row, returns_minor, returns),
    RVA__METRIC(rva_series_row, revenue_net_minor, revenue_net),
    RVA__METRIC(rva_series_row, leads, leads_payable),
    RVA__METRIC(rva_series_row, sales, sales),
    RVA__METRIC(rva_series_row, conversations, conversations),
    RVA__METRIC(rva_series_row, revenue_per_lead_minor, revenue_per_lead),
    RVA__FROM(rva_series_row, partial, PARTIAL, FLAG, 0,
              "whether it is cut by the period, or not over at `now`"),
};

static const rva__column_definition growth_columns[] = {
    RVA__PLAIN(rva_growth_row, metric, NONE, "a column of series"),
    RVA__MAYBE(rva_growth_row, value, NONE, "its sum over the period, in the unit of that column"),
    RVA__MAYBE(rva_growth_row, previous, NONE, "over the period compared with"),
    RVA__MAYBE(rva_growth_row, change, RATE, "value / previous - 1"),
    RVA__PLAIN(rva_growth_row, is_new, FLAG, "whether there was nothing before"),
};

static const rva__column_definition run_rate_columns[] = {
    RVA__PLAIN(rva_run_rate_row, per, NONE, "day, week or month"),
    RVA__PLAIN(rva_run_rate_row, days, DAYS, "1, 7 or 30"),
    RVA__MAYBE(rva_run_rate_row, elapsed_days, DAYS, "days of the period that are over"),
    RVA__MAYBE(rva_run_rate_row, revenue_net_minor, MINOR, "net revenue in so many days"),
    RVA__MAYBE(rva_run_rate_row, leads, COUNT, "payable leads in so many days"),
    RVA__PLAIN(rva_run_rate_row, partial, FLAG, "whether the period is not over at `now`"),
};

static const rva__column_definition note_columns[] = {
    RVA__PLAIN(rva_note_row, note, NONE, "its id"),
    RVA__PLAIN(rva_note_row, happened_at, INSTANT, "its instant, or the first of its range"),
    RVA__MAYBE(rva_note_row, until_at, INSTANT, "the last of its range"),
    RVA__PLAIN(rva_note_row, text, NONE, "what it says"),
};

/** What grows: columns of the series that are sums. */
static const struct {
    const char *name;
    int metric;
} grown[] = {
    {"revenue_gross_minor", RVA__METRIC_revenue_gross},
    {"revenue_net_minor", RVA__METRIC_revenue_net},
    {"leads", RVA__METRIC_leads_payable},
    {"sales", RVA__METRIC_sales},
    {"conversations", RVA__METRIC_conversations},
};

enum { GROWN = sizeof grown / sizeof *grown };

static const int no_dims[] = {-1};

/** The sums that growth and pace are made of. */
static rva__wanted wanted(void)
{
    rva__wanted all = {0};
    for (int i = 0; i < GROWN; i++)
        all.families |= rva__metric_families(rva__metric_at(grown[i].metric));
    return all;
}

/** A sum of the totals of a period, or absent when the question has none. */
static int64_t sum_of(const rva__question *question, const rva__totals *totals, int metric)
{
    static const rva__total nothing;
    const uint32_t families = rva__metric_families(rva__metric_at(metric));
    const rva__sums sums = {.values = totals->count ? totals->items[0].values : nothing.values,
                            .restated = rva__question_restated(question, false)};
    return (families & question->families) == families
               ? rva__metric_numerator(rva__metric_at(metric), &sums)
               : RVA_ABSENT;
}

static rva_status add_growth(rva__run *run, rva_table *table, rva_error *err)
{
    const rva__question *question = rva__run_question(run);
    const rva__totals *now;
    rva__totals before = {0};
    rva__run_returns(run, table, false);
    RVA__TRY(rva__run_scan(run, no_dims, wanted(), &now, err));
    rva_status status = rva__question_scan(question, question->periods.previous, wanted(),
                                           RVA__SCAN_WHOLE, no_dims, &before, err);
    for (int i = 0; i < GROWN && status == RVA_OK; i++) {
        rva_growth_row *row = rva__table_add(table);
        if (!row)
            break;
        row->metric = grown[i].name;
        row->value = sum_of(question, now, grown[i].metric);
        row->previous =
            question->periods.is_compared ? sum_of(question, &before, grown[i].metric) : RVA_ABSENT;
        row->change = rva__growth((double)row->value, (double)row->previous);
        row->is_new = row->previous == 0 && row->value != 0;
    }
    rva__totals_free(&before);
    return status;
}

/** What a sum of the period is in so many days; NaN when the question has none. */
static double pace(const rva__question *question, const rva__totals *totals, int metric,
                   double days)
{
    const int64_t sum = sum_of(question, totals, metric);
    return sum == RVA_ABSENT ? (double)NAN
                             : rva__pace(sum, rva__question_elapsed_days(question), days);
}

static rva_status add_run_rate(rva__run *run, rva_table *table, rva_error *err)
{
    static const struct {
        const char *per;
        double days;
    } spans[] = {{"day", 1}, {"week", 7}, {"month", 30}};
    const rva__question *question = rva__run_question(run);
    const rva__totals *now;
    rva__run_returns(run, table, false);
    RVA__TRY(rva__run_scan(run, no_dims, wanted(), &now, err));
    for (int i = 0; i < 3; i++) {
        rva_run_rate_row *row = rva__table_add(table);
        if (!row)
            break;
        row->per = spans[i].per;
        row->days = spans[i].days;
        row->elapsed_days = rva__question_elapsed_days(question);
        row->revenue_net_minor = pace(question, now, RVA__METRIC_revenue_net, spans[i].days);
        row->leads = pace(question, now, RVA__METRIC_leads_payable, spans[i].days);
        row->partial = question->periods.partial;
    }
    return RVA_OK;
}

static rva_status add_note(const rva__note *note, void *context, rva_error *err)
{
    rva_table *table = context;
    rva_note_row *row = rva__table_add(table);
    if (!row)
        return rva__fail_memory(err);
    row->note = rva__table_text(table, note->note);
    row->happened_at = note->happened_at;
    row->until_at = note->until_at;
    row->text = rva__table_text(table, note->text);
    return row->note && row->text ? RVA_OK : rva__fail_memory(err);
}

static int compare_notes(const void *left, const void *right)
{
    const rva_note_row *a = left;
    const rva_note_row *b = right;
    if (a->happened_at != b->happened_at)
        return a->happened_at < b->happened_at ? -1 : 1;
    return strcmp(a->note, b->note);
}

/** All that touch the period, under any condition: a note has no dimension. */
static rva_status add_notes(rva__run *run, rva_table *table, rva_error *err)
{
    const rva__question *question = rva__run_question(run);
    const rva__period asked = question->periods.asked;
    RVA__TRY(question->source->notes(question->source, asked.from_at, asked.to_at, add_note, table,
                                     err));
    rva__table_sort(table, compare_notes);
    return RVA_OK;
}

static const rva__report_table tables[] = {
    {.table = RVA__TABLE("series", rva_series_row, series_columns, "a bucket of time"),
     .by = {.rows = RVA__ROWS_OF_BUCKETS}},
    {.table = RVA__TABLE("growth", rva_growth_row, growth_columns, "a sum of the period"),
     .fill = add_growth},
    {.table = RVA__TABLE("run_rate", rva_run_rate_row, run_rate_columns, "a span of days"),
     .fill = add_run_rate},
    {.table = {{"targets", "a month of the targets of `mrr`, whatever the period",
                "rva_target_month_row", sizeof(rva_target_month_row)},
               rva__target_month_columns,
               RVA__TARGET_MONTH_COLUMNS},
     .fill = rva__target_months_add},
    {.table = RVA__TABLE("notes", rva_note_row, note_columns,
                         "a note on the period, whatever the conditions"),
     .fill = add_notes},
};

const rva__report_definition rva__report_revenue_trends = {
    .schema = {"revenue_trends", "Revenue over time.", RVA__INPUTS_COMMON | RVA_INPUT_BY},
    .tables = tables,
    .table_count = sizeof tables / sizeof *tables,
};
