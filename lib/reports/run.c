/**
 * @file reports/run.c
 * The tables of a report, one after the other, and what they share.
 *
 * Three kinds of sums are kept while a report is made: the periods by day, which KPIs and days
 * need; the last sums by dimensions; and, under conditions, one set by all dimensions of the
 * tables to come, because such a question reads rows and not cells, whatever its dimensions.
 */
#include "reports/run.h"

#include "core/error.h"
#include "metrics/breakdown_fill.h"
#include "metrics/bucket.h"
#include "metrics/value.h"

enum { JOINT_DIMS_MAX = 4 };

/** Sums that are kept. */
typedef struct kept {
    rva__totals totals;
    rva__wanted wanted;
    int dims[JOINT_DIMS_MAX + 1];
    bool is_there;
} kept;

struct rva__run {
    const rva__question *question;
    rva_report *report;
    rva__both_periods periods;
    rva__totals days;
    bool has_periods;
    kept last;
    kept joint;
};

const rva__question *rva__run_question(const rva__run *run)
{
    return run->question;
}

void rva__run_returns(const rva__run *run, rva_table *table, bool restated)
{
    rva__table_set_mode(table, rva__question_mode(run->question, restated));
}

rva_status rva__run_periods(rva__run *run, const rva__both_periods **out, rva_error *err)
{
    const rva__periods *asked = &run->question->periods;
    *out = &run->periods;
    if (run->has_periods)
        return RVA_OK;
    RVA__TRY(
        rva__period_totals_read(run->question, asked->asked, &run->days, &run->periods.now, err));
    RVA__TRY(
        rva__period_totals_read(run->question, asked->previous, NULL, &run->periods.before, err));
    run->has_periods = true;
    return RVA_OK;
}

static bool is_subset(rva__wanted of, rva__wanted all)
{
    return (of.families & ~all.families) == 0 && (of.histograms & ~all.histograms) == 0;
}

static bool same_dims(const int *a, const int *b)
{
    while (*a >= 0 && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

static void keep_dims(kept *sums, const int *dims, rva__wanted wanted)
{
    size_t count = 0;
    for (; dims[count] >= 0; count++)
        sums->dims[count] = dims[count];
    sums->dims[count] = -1;
    sums->wanted = wanted;
    sums->is_there = true;
}

/** The place of a dimension in the key of kept sums, or 0. */
static int place_of(const kept *sums, int dimension)
{
    for (int i = 0; sums->dims[i] >= 0; i++)
        if (sums->dims[i] == dimension)
            return i + 1;
    return 0;
}

static bool joint_has(const kept *joint, const int *dims, rva__wanted wanted)
{
    if (!joint->is_there || !is_subset(wanted, joint->wanted))
        return false;
    while (*dims >= 0 && place_of(joint, *dims) > 0)
        dims++;
    return *dims < 0;
}

/** Sums by some of the joint dimensions. */
static rva_status project(const kept *joint, const int *dims, rva__totals *out, rva_error *err)
{
    uint32_t key[JOINT_DIMS_MAX + 1] = {0};
    uint32_t words = 1;
    while (dims[words - 1] >= 0)
        words++;
    rva__totals_reset(out, words);
    for (uint32_t i = 0; i < joint->totals.count; i++) {
        const uint32_t *from = rva__totals_key(&joint->totals, i);
        for (int d = 0; dims[d] >= 0; d++)
            key[1 + d] = from[place_of(joint, dims[d])];
        rva__totals_add_all(out, key, &joint->totals.items[i]);
    }
    return rva__totals_check(out, err);
}

rva_status rva__run_scan(rva__run *run, const int *dims, rva__wanted wanted,
                         const rva__totals **out, rva_error *err)
{
    kept *last = &run->last;
    *out = &last->totals;
    if (last->is_there && same_dims(dims, last->dims) && is_subset(wanted, last->wanted))
        return RVA_OK;
    last->is_there = false;
    if (joint_has(&run->joint, dims, wanted))
        RVA__TRY(project(&run->joint, dims, &last->totals, err));
    else
        RVA__TRY(rva__question_scan(run->question, run->question->periods.asked, wanted,
                                    RVA__SCAN_WHOLE, dims, &last->totals, err));
    keep_dims(last, dims, wanted);
    return RVA_OK;
}

static bool is_of_values(const rva__report_table *table)
{
    return table->by.rows == RVA__ROWS_OF_VALUES && table->by.dim_count > 0;
}

/**
 * Under conditions, reads once what several tables of values are made of: those without
 * histograms whose families have the dimensions of all of them.
 */
static rva_status read_joint(rva__run *run, const rva__report_definition *report, rva_error *err)
{
    int dims[JOINT_DIMS_MAX + 1] = {-1};
    int dim_count = 0;
    int table_count = 0;
    uint32_t set = 0;
    rva__wanted wanted = {0};
    for (size_t i = 0; i < report->table_count; i++) {
        const rva__report_table *table = &report->tables[i];
        if (!is_of_values(table))
            continue;
        const rva__wanted of = rva__breakdown_wanted(run->question, &table->table, &table->by);
        uint32_t more = set;
        for (int d = 0; d < table->by.dim_count; d++)
            more |= 1U << table->by.dims[d];
        if (of.histograms != 0 || of.families == 0 ||
            ((of.families | wanted.families) & ~rva__families_with(more)) != 0 ||
            dim_count + table->by.dim_count > JOINT_DIMS_MAX)
            continue;
        for (int d = 0; d < table->by.dim_count; d++)
            if (!(set >> table->by.dims[d] & 1))
                dims[dim_count++] = table->by.dims[d];
        dims[dim_count] = -1;
        set = more;
        wanted.families |= of.families;
        table_count++;
    }
    if (table_count < 2)
        return RVA_OK;
    RVA__TRY(rva__question_scan(run->question, run->question->periods.asked, wanted,
                                RVA__SCAN_WHOLE, dims, &run->joint.totals, err));
    keep_dims(&run->joint, dims, wanted);
    return RVA_OK;
}

static bool needs_period(const rva__table_definition *table)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (rva__column_is_metric(&table->columns[i]) &&
            rva__metric_period_families(rva__metric_at(table->columns[i].number)) != 0)
            return true;
    return false;
}

/** Sums by time, into totals of their own unless days are there already. */
static rva_status scan_time(rva__run *run, const rva__question *question,
                            const rva__report_table *table, rva__wanted wanted,
                            const rva__totals **out, rva_error *err)
{
    static const int none[] = {-1};
    kept *last = &run->last;
    if (table->by.rows == RVA__ROWS_OF_DAYS && run->has_periods && wanted.histograms == 0) {
        *out = &run->days;
        return RVA_OK;
    }
    last->is_there = false;
    *out = &last->totals;
    if (table->by.rows == RVA__ROWS_OF_BUCKETS && question->query.by >= RVA_GRAIN_NONE)
        return rva__fail_field(err, RVA_INVALID, "by",
                               "hour, day, week or month; the cube takes none, quarter and year");
    if (table->by.rows != RVA__ROWS_OF_DAYS)
        return rva__bucket_scan(question, wanted, none, &last->totals, err);
    return rva__question_scan(question, question->periods.asked, wanted, RVA__SCAN_DAY, none,
                              &last->totals, err);
}

static bool is_by_time(const rva__report_table *table)
{
    return table->by.rows == RVA__ROWS_OF_DAYS || table->by.rows == RVA__ROWS_OF_BUCKETS ||
           table->by.rows == RVA__ROWS_OF_MONTHS;
}

static rva_status fill_metrics(rva__run *run, const rva__report_table *table, rva_table *to,
                               rva_error *err)
{
    const rva__wanted wanted = rva__breakdown_wanted(run->question, &table->table, &table->by);
    rva__question question = *run->question;
    rva__breakdown_sums sums = {0};
    int dims[RVA__BREAKDOWN_DIMS_MAX + 1];
    for (int d = 0; d < table->by.dim_count; d++)
        dims[d] = table->by.dims[d];
    dims[table->by.dim_count] = -1;
    if (needs_period(&table->table)) {
        const rva__both_periods *periods;
        RVA__TRY(rva__run_periods(run, &periods, err));
        sums.period = periods->now.total.values;
    }
    if (table->by.rows == RVA__ROWS_OF_MONTHS)
        question.query.by = RVA_GRAIN_MONTH;
    if (is_by_time(table))
        RVA__TRY(scan_time(run, &question, table, wanted, &sums.totals, err));
    else
        RVA__TRY(rva__run_scan(run, dims, wanted, &sums.totals, err));
    return rva__breakdown_fill(&question, &table->table, &table->by, &sums, to, err);
}

static rva_status fill_kpis(rva__run *run, const rva__report_table *table, rva_table *to,
                            rva_error *err)
{
    const rva__both_periods *periods;
    RVA__TRY(rva__run_periods(run, &periods, err));
    if (!table->kpis)
        return rva__kpis_add(run->question, periods, table->groups, to, err);
    for (const int *kpi = table->kpis; *kpi != RVA__METRIC_COUNT; kpi++)
        RVA__TRY(rva__kpi_add(run->question, periods, *kpi, to, err));
    return RVA_OK;
}

/** How many rows a table will have, as far as that is known. */
static size_t room_of(const rva__run *run, const rva__report_table *table)
{
    if (table->by.rows == RVA__ROWS_OF_DAYS)
        return (size_t)run->question->periods.days;
    return table->by.rows == RVA__ROWS_OF_KPIS ? (size_t)RVA__METRIC_COUNT : 0;
}

static bool is_kpi_of(const rva__report_table *table, int metric)
{
    if (!table->kpis)
        return (rva__metric_at(metric)->groups & table->groups) != 0;
    const int *kpi = table->kpis;
    while (*kpi != RVA__METRIC_COUNT && *kpi != metric)
        kpi++;
    return *kpi == metric;
}

/** Whether a figure of the table differs with where returns count. */
static bool shows_returns(const rva__report_table *table)
{
    for (int i = 0; i < RVA__METRIC_COUNT && table->by.rows == RVA__ROWS_OF_KPIS; i++)
        if (is_kpi_of(table, i) && rva__metric_has_modes(rva__metric_at(i)))
            return true;
    for (size_t i = 0; i < table->table.column_count; i++) {
        const rva__column_definition *column = &table->table.columns[i];
        if (rva__column_is_metric(column) && rva__metric_has_modes(rva__metric_at(column->number)))
            return true;
    }
    return false;
}

static rva_status add_table(rva__run *run, const rva__report_table *table, rva_error *err)
{
    rva_table *to;
    RVA__TRY(rva__report_add(run->report, &table->table, room_of(run, table), &to, err));
    if (shows_returns(table))
        rva__run_returns(run, to, table->by.restated);
    switch (table->by.rows) {
    case RVA__ROWS_BY_CODE:
        return table->fill(run, to, err);
    case RVA__ROWS_OF_KPIS:
        return fill_kpis(run, table, to, err);
    default:
        RVA__TRY(fill_metrics(run, table, to, err));
        return table->fill ? table->fill(run, to, err) : RVA_OK;
    }
}

rva_status rva__run_tables(const rva__question *question, const rva__report_definition *definition,
                           rva_report *report, rva_error *err)
{
    rva__run run = {.question = question, .report = report};
    rva_status status = RVA_OK;
    if (question->where.count > 0)
        status = read_joint(&run, definition, err);
    for (size_t i = 0; i < definition->table_count && status == RVA_OK; i++)
        status = add_table(&run, &definition->tables[i], err);
    rva__period_totals_free(&run.periods.now);
    rva__period_totals_free(&run.periods.before);
    rva__totals_free(&run.days);
    rva__totals_free(&run.last.totals);
    rva__totals_free(&run.joint.totals);
    return status;
}
