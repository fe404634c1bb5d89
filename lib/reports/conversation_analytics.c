/**
 * @file reports/conversation_analytics.c
 * Where conversations go and where they stop.
 *
 * Every count comes from the sums as they stand; this file only divides.  Both drop-off
 * rates are shown, of those who entered and of all, because they name different worst stages.
 */
#include <math.h>

#include "core/alloc.h"
#include "core/error.h"
#include "reports/breakdown.h"
#include "reports/figures.h"
#include "reports/reports.h"

/** Lines of one dimension, with their histograms. */
typedef struct lines {
    rva__totals totals;
    rva__line *items;
    size_t count;
    rva__histogram_entry *histograms;
    size_t histogram_count;
} lines;

static void free_lines(lines *all)
{
    rva__totals_free(&all->totals);
    rva__alloc_free(all->items);
    rva__alloc_free(all->histograms);
}

static rva_status read_lines(const rva__ask *ask, int dimension, rva__wanted wanted,
                             rva__rank_fn rank, lines *out, rva_error *err)
{
    const int dims[] = {dimension, -1};
    RVA__TRY(rva__ask_scan(ask, ask->period, wanted, RVA__SCAN_WHOLE, dims, &out->totals, err));
    RVA__TRY(rva__breakdown(ask, &out->totals, dims, rank, rva__ask_restated(ask, false),
                            &out->items, &out->count, err));
    if (!rva__totals_histograms(&out->totals, &out->histograms, &out->histogram_count))
        return rva__fail_memory(err);
    return RVA_OK;
}

static double quantile(const lines *all, const rva__line *line, int histogram, double p)
{
    return rva__total_quantile(all->histograms, all->histogram_count, line->index, histogram, p);
}

static int64_t rank_conversations(const rva__total *total, bool restated)
{
    (void)restated;
    return total->values[RVA__M_conversations];
}

/** Place of a stage in the settings (1 ...), or absent. */
static int64_t ordinal_of(const rva__ask *ask, const char *stage)
{
    const rva_settings *settings = ask->source->settings;
    for (size_t i = 0; i < settings->stage_count; i++)
        if (strcmp(settings->stages[i].name, stage) == 0)
            return (int64_t)i + 1;
    return RVA_ABSENT;
}

static const rva__line *find_line(const lines *all, const char *name)
{
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->items[i].names[0], name) == 0)
            return &all->items[i];
    return NULL;
}

static void fill_stage(const lines *all, const rva__line *line, int64_t conversations,
                       rva_stage_row *row)
{
    const int64_t *m = line->total->values;
    row->entered = m[RVA__M_stage_entered];
    row->completed = m[RVA__M_stage_completed];
    row->skipped = m[RVA__M_stage_skipped];
    row->disqualified = m[RVA__M_stage_disqualified];
    row->dropped = m[RVA__M_stage_dropped];
    row->open = m[RVA__M_stage_open];
    row->passed = m[RVA__M_stage_passed];
    row->visits = m[RVA__M_stage_visits];
    row->completion_of_entered = rva__ratio(row->completed, row->entered);
    row->completion_of_total = rva__ratio(row->completed, conversations);
    row->drop_of_entered = rva__ratio(row->dropped, row->entered);
    row->drop_of_total = rva__ratio(row->dropped, conversations);
    row->minutes_mean = rva__ratio(m[RVA__M_stage_ms], m[RVA__M_stage_closed_visits]) / 60000;
    row->minutes_p50 = quantile(all, line, RVA__H_stage, 0.5) / 60000;
    row->minutes_p90 = quantile(all, line, RVA__H_stage, 0.9) / 60000;
    row->minutes_p95 = quantile(all, line, RVA__H_stage, 0.95) / 60000;
}

static rva_stage_row *add_stage(rva_table *table, const char *stage, int64_t ordinal)
{
    rva_stage_row *row = rva__table_add(table);
    if (!row)
        return NULL;
    *row = (rva_stage_row){
        .stage = rva__table_text(table, stage),
        .ordinal = ordinal,
        .completion_of_entered = NAN,
        .completion_of_total = NAN,
        .drop_of_entered = NAN,
        .drop_of_total = NAN,
        .minutes_mean = NAN,
        .minutes_p50 = NAN,
        .minutes_p90 = NAN,
        .minutes_p95 = NAN,
    };
    return row;
}

static const rva__column stage_columns[] = {
    RVA__COLUMN(rva_stage_row, stage, TEXT),
    RVA__COLUMN(rva_stage_row, ordinal, INTEGER),
    RVA__COLUMN(rva_stage_row, entered, INTEGER),
    RVA__COLUMN(rva_stage_row, completed, INTEGER),
    RVA__COLUMN(rva_stage_row, skipped, INTEGER),
    RVA__COLUMN(rva_stage_row, disqualified, INTEGER),
    RVA__COLUMN(rva_stage_row, dropped, INTEGER),
    RVA__COLUMN(rva_stage_row, open, INTEGER),
    RVA__COLUMN(rva_stage_row, passed, INTEGER),
    RVA__COLUMN(rva_stage_row, visits, INTEGER),
    RVA__COLUMN(rva_stage_row, completion_of_entered, REAL),
    RVA__COLUMN(rva_stage_row, completion_of_total, REAL),
    RVA__COLUMN(rva_stage_row, drop_of_entered, REAL),
    RVA__COLUMN(rva_stage_row, drop_of_total, REAL),
    RVA__COLUMN(rva_stage_row, minutes_mean, REAL),
    RVA__COLUMN(rva_stage_row, minutes_p50, REAL),
    RVA__COLUMN(rva_stage_row, minutes_p90, REAL),
    RVA__COLUMN(rva_stage_row, minutes_p95, REAL),
};

/** All stages of the settings, entered or not, then the others by name. */
static rva_status add_stages(const rva__ask *ask, const lines *all, int64_t conversations,
                             rva_report *report, rva_error *err)
{
    rva_table *table;
    const rva_settings *settings = ask->source->settings;
    RVA__TRY(rva__report_add_table(
        report, "stages", stage_columns, sizeof stage_columns / sizeof *stage_columns,
        sizeof(rva_stage_row), settings->stage_count + all->count, &table, err));
    for (size_t i = 0; i < settings->stage_count; i++) {
        const rva__line *line = find_line(all, settings->stages[i].name);
        rva_stage_row *row = add_stage(table, settings->stages[i].name, (int64_t)i + 1);
        if (row && line)
            fill_stage(all, line, conversations, row);
        else if (row)
            row->completion_of_total = row->drop_of_total = rva__ratio(0, conversations);
    }
    for (size_t i = 0; i < all->count; i++) {
        const rva__line *line = &all->items[i];
        if (ordinal_of(ask, line->names[0]) != RVA_ABSENT ||
            line->total->values[RVA__M_stage_entered] == 0)
            continue;
        rva_stage_row *row = add_stage(table, line->names[0], RVA_ABSENT);
        if (row)
            fill_stage(all, line, conversations, row);
    }
    return RVA_OK;
}

static void add_drop_off(rva_table *table, const char *stage, const char *position, int64_t dropped,
                         const rva__figures *now)
{
    const int64_t *m = now->total.values;
    if (dropped == 0)
        return;
    rva_drop_off_row *row = rva__table_add(table);
    if (!row)
        return;
    row->stage = rva__table_text(table, stage);
    row->position = position;
    row->conversations = dropped;
    row->of_total = rva__ratio(dropped, m[RVA__M_conversations]);
    row->of_lost =
        rva__ratio(dropped, m[RVA__M_conversations_abandoned] + m[RVA__M_conversations_error]);
}

static rva_status add_drop_offs(const lines *all, const rva__figures *now, rva_report *report,
                                rva_error *err)
{
    static const rva__column columns[] = {
        RVA__COLUMN(rva_drop_off_row, stage, TEXT),
        RVA__COLUMN(rva_drop_off_row, position, TEXT),
        RVA__COLUMN(rva_drop_off_row, conversations, INTEGER),
        RVA__COLUMN(rva_drop_off_row, of_total, REAL),
        RVA__COLUMN(rva_drop_off_row, of_lost, REAL),
    };
    rva_table *table;
    RVA__TRY(rva__report_add_table(report, "drop_offs", columns, sizeof columns / sizeof *columns,
                                   sizeof(rva_drop_off_row), 2 * all->count + 1, &table, err));
    add_drop_off(table, NULL, "before_first", now->total.values[RVA__M_drop_before_first], now);
    for (size_t i = 0; i < all->count; i++) {
        const rva__line *line = &all->items[i];
        add_drop_off(table, line->names[0], "in_stage", line->total->values[RVA__M_drop_in_stage],
                     now);
        add_drop_off(table, line->names[0], "after_stage",
                     line->total->values[RVA__M_drop_after_stage], now);
    }
    return RVA_OK;
}

static rva_status add_paths(const rva__ask *ask, rva_report *report, rva_error *err)
{
    static const rva__column columns[] = {
        RVA__COLUMN(rva_path_row, path, TEXT),
        RVA__COLUMN(rva_path_row, conversations, INTEGER),
        RVA__COLUMN(rva_path_row, qualified, INTEGER),
        RVA__COLUMN(rva_path_row, revenue_net_minor, MONEY),
        RVA__COLUMN(rva_path_row, revenue_per_conversation_minor, REAL),
    };
    lines all = {0};
    rva_table *table;
    rva_status status =
        read_lines(ask, RVA__DIM_PATH,
                   (rva__wanted){RVA__FAMILY_BIT(CONVERSATION) | RVA__FAMILY_BIT(MONEY), 0},
                   rank_conversations, &all, err);
    if (status == RVA_OK)
        status = rva__report_add_table(report, "paths", columns, sizeof columns / sizeof *columns,
                                       sizeof(rva_path_row), all.count, &table, err);
    for (size_t i = 0; i < all.count && status == RVA_OK; i++) {
        const rva__line *line = &all.items[i];
        rva_path_row *row = rva__table_add(table);
        if (!row)
            break;
        row->path = rva__table_text(table, line->names[0]);
        row->conversations = line->total->values[RVA__M_conversations];
        row->qualified = line->total->values[RVA__M_conversations_qualified];
        row->revenue_net_minor = rva__total_net(line->total, rva__ask_restated(ask, false));
        row->revenue_per_conversation_minor =
            rva__ratio(row->revenue_net_minor, row->conversations);
    }
    free_lines(&all);
    return status;
}

static void fill_agent(const rva__ask *ask, const lines *all, const rva__line *line,
                       rva_agent_row *row)
{
    const int64_t *m = line->total->values;
    row->conversations = m[RVA__M_conversations];
    row->completion_rate = rva__ratio(m[RVA__M_conversations_completed], row->conversations);
    row->qualified_rate = rva__ratio(m[RVA__M_conversations_qualified], row->conversations);
    row->response_ms_p50 = quantile(all, line, RVA__H_response, 0.5);
    row->response_ms_p90 = quantile(all, line, RVA__H_response, 0.9);
    row->quality_mean = rva__ratio(m[RVA__M_quality_micro], m[RVA__M_quality_count]) / 1e6;
    row->revenue_per_conversation_minor =
        rva__ratio(rva__total_net(line->total, rva__ask_restated(ask, false)), row->conversations);
}

static rva_status add_agents(const rva__ask *ask, rva_report *report, rva_error *err)
{
    static const rva__column columns[] = {
        RVA__COLUMN(rva_agent_row, agent, TEXT),
        RVA__COLUMN(rva_agent_row, conversations, INTEGER),
        RVA__COLUMN(rva_agent_row, completion_rate, REAL),
        RVA__COLUMN(rva_agent_row, qualified_rate, REAL),
        RVA__COLUMN(rva_agent_row, response_ms_p50, REAL),
        RVA__COLUMN(rva_agent_row, response_ms_p90, REAL),
        RVA__COLUMN(rva_agent_row, quality_mean, REAL),
        RVA__COLUMN(rva_agent_row, revenue_per_conversation_minor, REAL),
    };
    lines all = {0};
    rva_table *table;
    const uint32_t families =
        RVA__FAMILY_BIT(CONVERSATION) | RVA__FAMILY_BIT(TURN) | RVA__FAMILY_BIT(MONEY);
    rva_status status =
        read_lines(ask, RVA__DIM_AGENT, (rva__wanted){families, 1u << RVA__H_response},
                   rank_conversations, &all, err);
    if (status == RVA_OK)
        status = rva__report_add_table(report, "agents", columns, sizeof columns / sizeof *columns,
                                       sizeof(rva_agent_row), all.count, &table, err);
    for (size_t i = 0; i < all.count && status == RVA_OK; i++) {
        rva_agent_row *row = rva__table_add(table);
        if (!row)
            break;
        row->agent = rva__table_text(table, all.items[i].names[0]);
        fill_agent(ask, &all, &all.items[i], row);
    }
    free_lines(&all);
    return status;
}

static void fill_source(const rva__ask *ask, const rva__line *line, rva_source_row *row)
{
    const int64_t *m = line->total->values;
    row->conversations = m[RVA__M_conversations];
    row->completed = m[RVA__M_conversations_completed];
    row->qualified = m[RVA__M_conversations_qualified];
    row->completion_rate = rva__ratio(row->completed, row->conversations);
    row->qualified_rate = rva__ratio(row->qualified, row->conversations);
    rva__wilson(row->qualified, row->conversations, &row->lower, &row->upper);
    row->revenue_net_minor = rva__total_net(line->total, rva__ask_restated(ask, false));
    row->revenue_per_conversation_minor = rva__ratio(row->revenue_net_minor, row->conversations);
    row->cost_minor = m[RVA__M_cost_minor];
}

static rva_status add_sources(const rva__ask *ask, rva_report *report, rva_error *err)
{
    static const rva__column columns[] = {
        RVA__COLUMN(rva_source_row, source, TEXT),
        RVA__COLUMN(rva_source_row, conversations, INTEGER),
        RVA__COLUMN(rva_source_row, completed, INTEGER),
        RVA__COLUMN(rva_source_row, qualified, INTEGER),
        RVA__COLUMN(rva_source_row, completion_rate, REAL),
        RVA__COLUMN(rva_source_row, qualified_rate, REAL),
        RVA__COLUMN(rva_source_row, lower, REAL),
        RVA__COLUMN(rva_source_row, upper, REAL),
        RVA__COLUMN(rva_source_row, revenue_net_minor, MONEY),
        RVA__COLUMN(rva_source_row, revenue_per_conversation_minor, REAL),
        RVA__COLUMN(rva_source_row, cost_minor, MONEY),
    };
    lines all = {0};
    rva_table *table;
    const uint32_t families =
        RVA__FAMILY_BIT(CONVERSATION) | RVA__FAMILY_BIT(MONEY) | RVA__FAMILY_BIT(COST);
    rva_status status =
        read_lines(ask, RVA__DIM_SOURCE, (rva__wanted){families, 0}, rank_conversations, &all, err);
    if (status == RVA_OK)
        status = rva__report_add_table(report, "sources", columns, sizeof columns / sizeof *columns,
                                       sizeof(rva_source_row), all.count, &table, err);
    for (size_t i = 0; i < all.count && status == RVA_OK; i++) {
        rva_source_row *row = rva__table_add(table);
        if (!row)
            break;
        row->source = rva__table_text(table, all.items[i].names[0]);
        fill_source(ask, &all.items[i], row);
    }
    free_lines(&all);
    return status;
}

static rva_status add_funnel(const rva__ask *ask, const rva__figures *now, rva_report *report,
                             rva_error *err)
{
    lines all = {0};
    rva_status status =
        read_lines(ask, RVA__DIM_STAGE, (rva__wanted){RVA__FAMILY_BIT(STAGE), 1u << RVA__H_stage},
                   rank_conversations, &all, err);
    if (status == RVA_OK)
        status = add_stages(ask, &all, now->total.values[RVA__M_conversations], report, err);
    if (status == RVA_OK)
        status = add_drop_offs(&all, now, report, err);
    free_lines(&all);
    return status;
}

rva_status rva__conversation_analytics(const rva__ask *ask, rva_report *report, rva_error *err)
{
    rva__figures now = {0};
    rva__figures before = {0};
    rva_status status = rva__figures_read(ask, ask->period, NULL, &now, err);
    if (status == RVA_OK)
        status = rva__figures_read(ask, ask->previous, NULL, &before, err);
    if (status == RVA_OK)
        status = rva__kpis_add(ask, &now, &before, RVA__KPI_CONVERSATIONS, report, err);
    if (status == RVA_OK)
        status = add_funnel(ask, &now, report, err);
    if (status == RVA_OK)
        status = add_paths(ask, report, err);
    if (status == RVA_OK)
        status = add_agents(ask, report, err);
    if (status == RVA_OK)
        status = add_sources(ask, report, err);
    rva__figures_free(&now);
    rva__figures_free(&before);
    return status;
}
