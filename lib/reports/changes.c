/**
 * @file reports/changes.c
 * Why net revenue differs from that of the period before.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/alloc.h"
#include "core/error.h"
#include "metrics/decomposition.h"
#include "metrics/value.h"
#include "model/dimensions.h"
#include "reports/report_definition.h"
#include "reports/run.h"

static const rva__column_definition factor_columns[] = {
    RVA__PLAIN(rva_factor_row, factor, NONE,
               "conversations, qualified_rate, sold_per_qualified or net_per_sold_minor"),
    RVA__MAYBE(rva_factor_row, before, NONE, "it in the period compared with"),
    RVA__MAYBE(rva_factor_row, after, NONE, "it in the period"),
    RVA__MAYBE(rva_factor_row, share_minor, MINOR,
               "its share of the change of net revenue; all four sum to the change"),
    RVA__MAYBE(rva_factor_row, reason, NONE, "why the change cannot be split"),
};

static const rva__column_definition segment_columns[] = {
    RVA__PLAIN(rva_segment_row, dimension, NONE,
               "source, platform, tier, borough, agent, or an attribute"),
    RVA__PLAIN(rva_segment_row, value, NONE, "a value of it"),
    RVA__PLAIN(rva_segment_row, before_minor, MINOR, "net revenue in the period compared with"),
    RVA__PLAIN(rva_segment_row, after_minor, MINOR, "net revenue in the period"),
    RVA__MAYBE(
        rva_segment_row, volume_minor, MINOR,
        "of the change, that there were more or fewer conversations (platform and tier: sales)"),
    RVA__MAYBE(rva_segment_row, value_minor, MINOR,
               "of the change, that each brought more or less"),
};

static rva_status check(const rva__question *question, rva_error *err)
{
    if (question->periods.is_compared)
        return RVA_OK;
    return rva__fail_field(err, RVA_INVALID, "compare",
                           "none leaves nothing that a change could be from: same_time, full, "
                           "previous_period or previous_year");
}

enum { FACTORS = 4 };

/** What net revenue is the product of. */
static const struct {
    const char *name;
    int over;  /**< metric that is divided */
    int under; /**< by which; none for the first */
} factors[FACTORS] = {
    {"conversations", RVA__METRIC_conversations, -1},
    {"qualified_rate", RVA__METRIC_qualified, RVA__METRIC_conversations},
    {"sold_per_qualified", RVA__METRIC_leads_sold, RVA__METRIC_qualified},
    {"net_per_sold_minor", RVA__METRIC_revenue_net, RVA__METRIC_leads_sold},
};

/** The factors of a period; NaN where there are none. */
static void factors_of(const rva__question *question, const rva__period_totals *period,
                       double out[FACTORS])
{
    const rva__sums sums = rva__period_sums(period, rva__question_restated(question, false));
    for (int i = 0; i < FACTORS; i++) {
        const rva__metric *over = rva__metric_at(factors[i].over);
        uint32_t families = rva__metric_families(over);
        double value = (double)rva__metric_numerator(over, &sums);
        if (factors[i].under >= 0) {
            const rva__metric *under = rva__metric_at(factors[i].under);
            families |= rva__metric_families(under);
            value =
                rva__ratio(rva__metric_numerator(over, &sums), rva__metric_numerator(under, &sums));
        }
        out[i] = (families & question->families) == families ? value : (double)NAN;
    }
}

/** Why the change cannot be split, as a text of the table; NULL when it can. */
static const char *find_reason(const double before[FACTORS], const double after[FACTORS],
                               rva_table *table)
{
    for (int i = 0; i < FACTORS; i++) {
        if (before[i] > 0 && after[i] > 0)
            continue;
        const bool is_before = !(before[i] > 0);
        const double value = is_before ? before[i] : after[i];
        char text[128];
        snprintf(text, sizeof text, "%s %s %s", factors[i].name,
                 isnan(value) ? "has no value" : "is 0 or less",
                 is_before ? "in the period compared with" : "in the period");
        return rva__table_text(table, text);
    }
    return NULL;
}

static rva_status add_factors(rva__run *run, rva_table *table, rva_error *err)
{
    const rva__question *question = rva__run_question(run);
    const rva__both_periods *periods;
    double before[FACTORS], after[FACTORS];
    int64_t shares[FACTORS];
    RVA__TRY(check(question, err));
    RVA__TRY(rva__run_periods(run, &periods, err));
    rva__run_returns(run, table, false);
    factors_of(question, &periods->before, before);
    factors_of(question, &periods->now, after);
    const bool restated = rva__question_restated(question, false);
    const int64_t change = rva__total_net(&periods->now.total, restated) -
                           rva__total_net(&periods->before.total, restated);
    const char *reason = find_reason(before, after, table);
    if (!reason)
        rva__split_by_factors(before, after, FACTORS, change, shares);
    for (int i = 0; i < FACTORS; i++) {
        rva_factor_row *row = rva__table_add(table);
        if (!row)
            return rva__fail_memory(err);
        *row = (rva_factor_row){.factor = factors[i].name,
                                .before = before[i],
                                .after = after[i],
                                .share_minor = reason ? RVA_ABSENT : shares[i],
                                .reason = reason};
    }
    return RVA_OK;
}

/** The segments of one dimension. */
typedef struct segments {
    const rva__question *question;
    int dimension;
    int counted; /**< measure */
    bool has_counts;
    rva__shift *shifts;
    size_t count;
} segments;

/** What stands in totals of one of the two periods goes into the shift. */
static void put(const segments *to, const rva__total *total, bool is_after, rva__shift *shift)
{
    const int64_t net = rva__total_net(total, rva__question_restated(to->question, false));
    const int64_t count = to->has_counts ? total->values[to->counted] : 0;
    *(is_after ? &shift->net_after : &shift->net_before) = net;
    *(is_after ? &shift->count_after : &shift->count_before) = count;
}

static const char *name_of(const segments *to, const uint32_t *key)
{
    rva__cell_source *source = to->question->source;
    return source->text(source, to->dimension, key[1]);
}

/** All values of both periods. */
static rva_status unite(segments *to, const rva__totals *before, const rva__totals *after,
                        rva_error *err)
{
    const size_t room = (size_t)before->count + after->count + 1;
    to->shifts = rva__alloc_zero(room, sizeof *to->shifts);
    if (!to->shifts)
        return rva__fail_memory(err);
    for (uint32_t i = 0; i < after->count; i++) {
        to->shifts[i].name = name_of(to, rva__totals_key(after, i));
        put(to, &after->items[i], true, &to->shifts[i]);
    }
    to->count = after->count;
    for (uint32_t i = 0; i < before->count; i++) {
        const uint32_t *key = rva__totals_key(before, i);
        uint32_t at = rva__totals_find(after, key);
        if (at == UINT32_MAX)
            at = (uint32_t)to->count++;
        to->shifts[at].name = name_of(to, key);
        put(to, &before->items[i], false, &to->shifts[at]);
    }
    return RVA_OK;
}

/** Unknown values stand behind known ones, and others behind all. */
static int place_of(const char *name)
{
    return strcmp(name, "(unknown)") == 0 ? 1 : strcmp(name, "(other)") == 0 ? 2 : 0;
}

/** The largest change first, up or down. */
static int compare_shifts(const void *left, const void *right)
{
    const rva__shift *a = left;
    const rva__shift *b = right;
    const int places = place_of(a->name) - place_of(b->name);
    const int64_t one = llabs(a->net_after - a->net_before);
    const int64_t two = llabs(b->net_after - b->net_before);
    if (places != 0)
        return places;
    return one != two ? (one > two ? -1 : 1) : strcmp(a->name, b->name);
}

static rva_status add_rows(const segments *of, rva_table *table, rva_error *err)
{
    const rva_settings *settings = of->question->source->settings;
    for (size_t i = 0; i < of->count; i++) {
        const rva__shift *shift = &of->shifts[i];
        if (shift->net_before == 0 && shift->net_after == 0)
            continue;
        rva_segment_row *row = rva__table_add(table);
        if (!row)
            return rva__fail_memory(err);
        row->dimension =
            rva__table_text(table, rva__settings_dimension_name(settings, of->dimension));
        row->value = rva__table_text(table, shift->name);
        row->before_minor = shift->net_before;
        row->after_minor = shift->net_after;
        row->volume_minor = of->has_counts ? shift->volume_minor : RVA_ABSENT;
        row->value_minor = of->has_counts ? shift->value_minor : RVA_ABSENT;
    }
    return RVA_OK;
}

static rva_status split(segments *of, rva_table *table, rva_error *err)
{
    qsort(of->shifts, of->count, sizeof *of->shifts, compare_shifts);
    if (of->has_counts)
        RVA__TRY(rva__split_shifts(of->shifts, of->count, err));
    return add_rows(of, table, err);
}

/** The rows of a dimension, by what is counted of it: conversations or sales. */
static rva_status add_dimension(rva__run *run, int dimension, int counted, rva_table *table,
                                rva_error *err)
{
    const rva__question *question = rva__run_question(run);
    const int dims[] = {dimension, -1};
    const uint32_t families = RVA__FAMILY_BIT(MONEY) | 1U << rva__measure_family(counted);
    segments of = {.question = question,
                   .dimension = dimension,
                   .counted = counted,
                   .has_counts = (families & question->families) == families};
    const rva__wanted wanted = {.families = families & question->families};
    const rva__totals *after;
    rva__totals before = {0};
    RVA__TRY(rva__run_scan(run, dims, wanted, &after, err));
    rva_status status = rva__question_scan(question, question->periods.previous, wanted,
                                           RVA__SCAN_WHOLE, dims, &before, err);
    if (status == RVA_OK)
        status = unite(&of, &before, after, err);
    if (status == RVA_OK)
        status = split(&of, table, err);
    rva__totals_free(&before);
    rva__alloc_free(of.shifts);
    return status;
}

static rva_status add_segments(rva__run *run, rva_table *table, rva_error *err)
{
    static const struct {
        int dimension;
        int counted;
    } kinds[] = {
        {RVA__DIM_SOURCE, RVA__M_conversations}, {RVA__DIM_PLATFORM, RVA__M_sales},
        {RVA__DIM_TIER, RVA__M_sales},           {RVA__DIM_BOROUGH, RVA__M_conversations},
        {RVA__DIM_AGENT, RVA__M_conversations},
    };
    const rva__question *question = rva__run_question(run);
    rva__run_returns(run, table, false);
    if (!(question->families & RVA__FAMILY_BIT(MONEY)))
        return RVA_OK;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        RVA__TRY(add_dimension(run, kinds[i].dimension, kinds[i].counted, table, err));
    for (size_t i = 0; i < question->source->settings->attribute_count; i++)
        RVA__TRY(
            add_dimension(run, RVA__DIM_ATTRIBUTE_1 + (int)i, RVA__M_conversations, table, err));
    return RVA_OK;
}

static const rva__report_table tables[] = {
    {.table = RVA__TABLE("factors", rva_factor_row, factor_columns,
                         "a factor of net revenue, which is the product of all four"),
     .fill = add_factors},
    {.table = RVA__TABLE("segments", rva_segment_row, segment_columns, "a value of a dimension"),
     .fill = add_segments},
};

const rva__report_definition rva__report_changes = {
    .schema = {"changes", "Why net revenue differs from the period before.", RVA__INPUTS_COMMON},
    .tables = tables,
    .table_count = sizeof tables / sizeof *tables,
};
