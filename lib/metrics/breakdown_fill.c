/**
 * @file metrics/breakdown_fill.c
 * Rows of metrics, by values or by time.
 */
#include "metrics/breakdown_fill.h"

#include <math.h>

#include "core/alloc.h"
#include "core/error.h"
#include "metrics/breakdown.h"
#include "metrics/bucket.h"
#include "metrics/value.h"
#include "table/share.h"

/** A table being filled. */
typedef struct filling {
    const rva__question *question;
    const rva__table_definition *table;
    const rva__breakdown *by;
    const rva__breakdown_sums *sums;
    rva_table *out;
    rva__histogram_entry *entries; /**< of all keys */
    size_t *starts;                /**< where those of each key begin */
    bool restated;
    bool can[RVA__COLUMNS_MAX]; /**< columns of metrics that the question can be answered for */
} filling;

/** What a row is about. */
typedef struct row_key {
    uint32_t index; /**< key number in the totals, UINT32_MAX: nothing happened */
    const char *const *names;
    int64_t ordinal;
    const char *label;
    int64_t at;
    bool partial;
} row_key;

static uint32_t dims_of(const rva__breakdown *by)
{
    uint32_t dims = 0;
    for (int i = 0; i < by->dim_count; i++)
        dims |= 1U << by->dims[i];
    return dims;
}

/** Families that can be asked by a table's dimensions under the question's conditions. */
static uint32_t answerable(const rva__question *question, const rva__breakdown *by)
{
    return rva__families_with(dims_of(by)) & question->families;
}

static bool can_answer(const rva__question *question, const rva__breakdown *by,
                       const rva__metric *metric)
{
    const uint32_t families = rva__metric_families(metric);
    const uint32_t of_period = rva__metric_period_families(metric);
    return (families & answerable(question, by)) == families &&
           (of_period & question->families) == of_period;
}

rva__wanted rva__breakdown_wanted(const rva__question *question, const rva__table_definition *table,
                                  const rva__breakdown *by)
{
    rva__wanted wanted = {0};
    for (size_t i = 0; i < table->column_count; i++) {
        if (!rva__column_is_metric(&table->columns[i]))
            continue;
        const rva__metric *metric = rva__metric_at(table->columns[i].number);
        if (!can_answer(question, by, metric))
            continue;
        wanted.families |= rva__metric_families(metric);
        wanted.histograms |= rva__metric_histograms(metric);
    }
    return wanted;
}

static rva__sums sums_of(const filling *to, uint32_t index)
{
    static const rva__total nothing;
    rva__sums sums = {.values = nothing.values,
                      .period = to->sums->period ? to->sums->period : nothing.values,
                      .restated = to->restated};
    if (index == UINT32_MAX)
        return sums;
    sums.values = to->sums->totals->items[index].values;
    sums.entries = to->entries + to->starts[index];
    sums.entry_count = to->starts[index + 1] - to->starts[index];
    return sums;
}

static double real_of(const rva__column_definition *column, const rva__metric *metric,
                      const rva__sums *sums)
{
    double lower, upper;
    if (column->source == RVA__FROM_METRIC)
        return rva__metric_value(metric, sums);
    if (column->source == RVA__FROM_SHARE) /* once all rows are there */
        return (double)NAN;
    rva__metric_interval(metric, sums, &lower, &upper);
    return column->source == RVA__FROM_LOWER ? lower : upper;
}

/** Puts a figure into a row; whether it is one, and not 0. */
static bool put_metric(const rva__column_definition *column, bool can, const rva__sums *sums,
                       unsigned char *at)
{
    const rva__metric *metric = rva__metric_at(column->number);
    if (column->schema.type == RVA_COLUMN_REAL) {
        const double real = can ? real_of(column, metric, sums) : (double)NAN;
        memcpy(at, &real, sizeof real);
        return !isnan(real) && real != 0;
    }
    const int64_t whole = can ? rva__metric_numerator(metric, sums) : RVA_ABSENT;
    memcpy(at, &whole, sizeof whole);
    return can && whole != 0;
}

static void put_key(const filling *to, const rva__column_definition *column, const row_key *key,
                    unsigned char *at)
{
    const char *text = NULL;
    int64_t whole = 0;
    switch (column->source) {
    case RVA__FROM_KEY:
        text = rva__table_text(to->out, key->names[column->number]);
        break;
    case RVA__FROM_BUCKET:
        text = rva__table_text(to->out, key->label);
        break;
    case RVA__FROM_BUCKET_AT:
        whole = key->at;
        break;
    case RVA__FROM_ORDINAL:
        whole = key->ordinal;
        break;
    default:
        whole = key->partial;
    }
    if (column->schema.type == RVA_COLUMN_TEXT)
        memcpy(at, &text, sizeof text);
    else
        memcpy(at, &whole, sizeof whole);
}

/** Adds a row; with `must` false only when it has a figure that is not 0. */
static rva_status add_row(const filling *to, const row_key *key, bool must, rva_error *err)
{
    const rva__sums sums = sums_of(to, key->index);
    const size_t count = rva_table_row_count(to->out);
    unsigned char *row = rva__table_add(to->out);
    bool has_figure = false;
    if (!row)
        return rva__fail_memory(err);
    for (size_t i = 0; i < to->table->column_count; i++) {
        const rva__column_definition *column = &to->table->columns[i];
        if (rva__column_is_metric(column))
            has_figure |= put_metric(column, to->can[i], &sums, row + column->offset);
        else if (column->source != RVA__FROM_CODE)
            put_key(to, column, key, row + column->offset);
    }
    if (!must && !has_figure)
        rva__table_truncate(to->out, count);
    return RVA_OK;
}

static rva_status add_values(const filling *to, rva_error *err)
{
    rva__line *lines;
    RVA__TRY(rva__breakdown_lines(to->question, to->by, to->sums->totals, &lines, err));
    const bool by_stages = to->by->rows == RVA__ROWS_OF_STAGES;
    rva_status status = RVA_OK;
    for (uint32_t i = 0; i < to->sums->totals->count && status == RVA_OK; i++) {
        const row_key key = {.index = lines[i].index,
                             .names = lines[i].names,
                             .ordinal = rva__line_ordinal(to->question, to->by, &lines[i])};
        if (!by_stages || key.ordinal == RVA_ABSENT)
            status = add_row(to, &key, false, err);
    }
    rva__alloc_free(lines);
    return status;
}

static rva_status add_stages(const filling *to, rva_error *err)
{
    const rva_settings *settings = to->question->source->settings;
    for (size_t i = 0; i < settings->stage_count; i++) {
        const char *names[] = {settings->stages[i].name};
        const uint32_t words[2] = {0, RVA__VALUE_FIRST + (uint32_t)i};
        const row_key key = {.index = rva__totals_find(to->sums->totals, words),
                             .names = names,
                             .ordinal = (int64_t)i + 1};
        RVA__TRY(add_row(to, &key, true, err));
    }
    return add_values(to, err);
}

static rva_status add_days(const filling *to, rva_error *err)
{
    const rva__periods *periods = &to->question->periods;
    const rva__zone *zone = to->question->source->zone;
    const int32_t first = rva__zone_day(zone, periods->asked.from_at);
    for (int32_t day = first; day < first + periods->days; day++) {
        char label[RVA__LABEL_BYTES];
        const uint32_t word = (uint32_t)(day + RVA__DAY_BIAS);
        rva__label_day(day, label);
        const row_key key = {.index = rva__totals_find(to->sums->totals, &word),
                             .label = label,
                             .at = rva__zone_day_start(zone, day)};
        RVA__TRY(add_row(to, &key, true, err));
    }
    return RVA_OK;
}

static rva_status add_buckets(const filling *to, rva_error *err)
{
    const rva__question *question = to->question;
    const rva__period asked = question->periods.asked;
    uint32_t bucket = rva__bucket_of(question, asked.from_at);
    while (rva__bucket_start(question, bucket) < asked.to_at) {
        char label[RVA__LABEL_BYTES];
        const uint32_t next = rva__bucket_next(question, bucket);
        const int64_t end_at = rva__bucket_start(question, next);
        row_key key = {.index = rva__totals_find(to->sums->totals, &bucket), .label = label};
        key.at = rva__bucket_label(question, bucket, label);
        key.partial =
            end_at > question->query.now_at || end_at > asked.to_at || key.at < asked.from_at;
        RVA__TRY(add_row(to, &key, true, err));
        bucket = next;
    }
    return RVA_OK;
}

/** Shares of a metric over all rows of a table, from a column of the same metric. */
static rva_status fill_share(const filling *to, const rva__column_definition *share, rva_error *err)
{
    const rva__column_definition *from = to->table->columns;
    while (from->source != RVA__FROM_METRIC || from->number != share->number)
        from++;
    const size_t count = rva_table_row_count(to->out);
    int64_t *parts = rva__alloc_zero(count + 1, sizeof *parts);
    double *shares = rva__alloc_zero(count + 1, sizeof *shares);
    const bool good = parts && shares;
    for (size_t i = 0; i < count && good; i++) {
        memcpy(&parts[i], (unsigned char *)rva__table_row(to->out, i) + from->offset, 8);
        parts[i] = parts[i] == RVA_ABSENT ? 0 : parts[i];
    }
    if (good)
        rva__shares(parts, count, shares);
    for (size_t i = 0; i < count && good; i++)
        memcpy((unsigned char *)rva__table_row(to->out, i) + share->offset, &shares[i], 8);
    rva__alloc_free(parts);
    rva__alloc_free(shares);
    return good ? RVA_OK : rva__fail_memory(err);
}

static rva_status fill_rows(const filling *to, rva_error *err)
{
    switch (to->by->rows) {
    case RVA__ROWS_OF_STAGES:
        RVA__TRY(add_stages(to, err));
        break;
    case RVA__ROWS_OF_DAYS:
        RVA__TRY(add_days(to, err));
        break;
    case RVA__ROWS_OF_BUCKETS:
    case RVA__ROWS_OF_MONTHS: /* the question's `by` is month then */
        RVA__TRY(add_buckets(to, err));
        break;
    default:
        RVA__TRY(add_values(to, err));
    }
    for (size_t i = 0; i < to->table->column_count; i++)
        if (to->table->columns[i].source == RVA__FROM_SHARE)
            RVA__TRY(fill_share(to, &to->table->columns[i], err));
    return RVA_OK;
}

rva_status rva__breakdown_fill(const rva__question *question, const rva__table_definition *table,
                               const rva__breakdown *by, const rva__breakdown_sums *sums,
                               rva_table *out, rva_error *err)
{
    size_t count;
    filling to = {.question = question,
                  .table = table,
                  .by = by,
                  .sums = sums,
                  .out = out,
                  .restated = rva__question_restated(question, by->restated)};
    for (size_t i = 0; i < table->column_count; i++)
        if (rva__column_is_metric(&table->columns[i]))
            to.can[i] = can_answer(question, by, rva__metric_at(table->columns[i].number));
    if (rva__totals_histograms(sums->totals, &to.entries, &count))
        to.starts = rva__histogram_starts(to.entries, count, sums->totals->count);
    const rva_status status = to.starts ? fill_rows(&to, err) : rva__fail_memory(err);
    rva__alloc_free(to.entries);
    rva__alloc_free(to.starts);
    return status;
}
