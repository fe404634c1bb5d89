/**
 * @file reports/conversation_analytics.c
 * Where conversations go and where they stop.
 *
 * Both drop-off rates are shown, of those who entered and of all, because they name different
 * worst stages.
 */
#include "core/alloc.h"
#include "core/error.h"
#include "metrics/value.h"
#include "reports/report_definition.h"
#include "reports/run.h"

static const rva__column_definition stage_columns[] = {
    RVA__KEY(rva_stage_row, stage, 0, "stage"),
    RVA__FROM(rva_stage_row, ordinal, ORDINAL, COUNT, 1,
              "place in the settings, 1 for the first; none for others"),
    RVA__METRIC(rva_stage_row, entered, stage_entered),
    RVA__METRIC(rva_stage_row, completed, stage_completed),
    RVA__METRIC(rva_stage_row, skipped, stage_skipped),
    RVA__METRIC(rva_stage_row, disqualified, stage_disqualified),
    RVA__METRIC(rva_stage_row, dropped, stage_dropped),
    RVA__METRIC(rva_stage_row, open, stage_open),
    RVA__METRIC(rva_stage_row, passed, stage_passed),
    RVA__METRIC(rva_stage_row, visits, stage_visits),
    RVA__METRIC(rva_stage_row, completion_of_entered, stage_completion_of_entered),
    RVA__METRIC(rva_stage_row, completion_of_total, stage_completion_of_total),
    RVA__METRIC(rva_stage_row, drop_of_entered, stage_drop_of_entered),
    RVA__METRIC(rva_stage_row, drop_of_total, stage_drop_of_total),
    RVA__METRIC(rva_stage_row, minutes_mean, stage_minutes_mean),
    RVA__METRIC(rva_stage_row, minutes_p50, stage_minutes_p50),
    RVA__METRIC(rva_stage_row, minutes_p90, stage_minutes_p90),
    RVA__METRIC(rva_stage_row, minutes_p95, stage_minutes_p95),
};

static const rva__column_definition drop_off_columns[] = {
    RVA__MAYBE(rva_drop_off_row, stage, NONE, "stage; none for before_first"),
    RVA__PLAIN(rva_drop_off_row, position, NONE, "in_stage, after_stage or before_first"),
    RVA__PLAIN(rva_drop_off_row, conversations, COUNT, "conversations lost there"),
    RVA__MAYBE(rva_drop_off_row, of_total, RATE, "of all conversations"),
    RVA__MAYBE(rva_drop_off_row, of_lost, RATE, "of all that were lost"),
};

static const rva__column_definition path_columns[] = {
    RVA__KEY(rva_path_row, path, 0, "stages in the order first entered, \" > \" between"),
    RVA__METRIC(rva_path_row, conversations, conversations),
    RVA__METRIC(rva_path_row, qualified, qualified),
    RVA__METRIC(rva_path_row, revenue_net_minor, revenue_net),
    RVA__METRIC(rva_path_row, revenue_per_conversation_minor, revenue_per_conversation),
};

static const rva__column_definition agent_columns[] = {
    RVA__KEY(rva_agent_row, agent, 0, "agent"),
    RVA__METRIC(rva_agent_row, conversations, conversations),
    RVA__METRIC(rva_agent_row, completion_rate, completion_rate),
    RVA__METRIC(rva_agent_row, qualified_rate, qualified_rate),
    RVA__METRIC(rva_agent_row, response_ms_p50, response_ms_p50),
    RVA__METRIC(rva_agent_row, response_ms_p90, response_ms_p90),
    RVA__METRIC(rva_agent_row, quality_mean, quality_mean),
    RVA__METRIC(rva_agent_row, revenue_per_conversation_minor, revenue_per_conversation),
};

static const rva__column_definition source_columns[] = {
    RVA__KEY(rva_source_row, source, 0, "source"),
    RVA__METRIC(rva_source_row, conversations, conversations),
    RVA__METRIC(rva_source_row, completed, completed),
    RVA__METRIC(rva_source_row, qualified, qualified),
    RVA__METRIC(rva_source_row, completion_rate, completion_rate),
    RVA__METRIC(rva_source_row, qualified_rate, qualified_rate),
    RVA__METRIC_INTERVAL(rva_source_row, qualified_rate),
    RVA__METRIC(rva_source_row, revenue_net_minor, revenue_net),
    RVA__METRIC(rva_source_row, revenue_per_conversation_minor, revenue_per_conversation),
    RVA__METRIC(rva_source_row, cost_minor, cost),
};

#define BY_STAGE                                                                                   \
    {                                                                                              \
        RVA__ROWS_OF_STAGES, 1, {RVA__DIM_STAGE}, 1, {RVA__METRIC_stage_entered}, false            \
    }

static void add_drop_off(rva_table *table, const char *stage, const char *position, int64_t dropped,
                         const int64_t *period)
{
    if (dropped == 0)
        return;
    rva_drop_off_row *row = rva__table_add(table);
    if (!row)
        return;
    row->stage = rva__table_text(table, stage);
    row->position = position;
    row->conversations = dropped;
    row->of_total = rva__ratio(dropped, period[RVA__M_conversations]);
    row->of_lost = rva__ratio(
        dropped, rva__part_value(rva__metric_at(RVA__METRIC_lost)->numerator, period, false));
}

/** Where lost conversations stopped, from the sums of the table of stages. */
static rva_status add_drop_offs(rva__run *run, rva_table *table, rva_error *err)
{
    static const int dims[] = {RVA__DIM_STAGE, -1};
    static const rva__breakdown by_stage = BY_STAGE;
    const rva__totals *totals;
    const rva__both_periods *periods;
    rva__line *lines;
    RVA__TRY(rva__run_periods(run, &periods, err));
    RVA__TRY(rva__run_scan(run, dims, (rva__wanted){RVA__FAMILY_BIT(STAGE), 0}, &totals, err));
    RVA__TRY(rva__breakdown_lines(rva__run_question(run), &by_stage, totals, &lines, err));
    const int64_t *period = periods->now.total.values;
    add_drop_off(table, NULL, "before_first", period[RVA__M_drop_before_first], period);
    for (uint32_t i = 0; i < totals->count; i++) {
        const int64_t *m = totals->items[lines[i].index].values;
        add_drop_off(table, lines[i].names[0], "in_stage", m[RVA__M_drop_in_stage], period);
        add_drop_off(table, lines[i].names[0], "after_stage", m[RVA__M_drop_after_stage], period);
    }
    rva__alloc_free(lines);
    return RVA_OK;
}

static const rva__report_table tables[] = {
    RVA__KPI_TABLE("kpis", "the KPIs of conversations", RVA__GROUP_CONVERSATIONS),
    {.table = RVA__TABLE("stages", rva_stage_row, stage_columns, "a stage"), .by = BY_STAGE},
    {.table = RVA__TABLE("drop_offs", rva_drop_off_row, drop_off_columns,
                         "a place where conversations were lost"),
     .fill = add_drop_offs},
    {.table = RVA__TABLE("paths", rva_path_row, path_columns, "a way through the stages"),
     .by = {RVA__ROWS_OF_VALUES, 1, {RVA__DIM_PATH}, 1, {RVA__METRIC_conversations}, false}},
    {.table = RVA__TABLE("agents", rva_agent_row, agent_columns, "an agent"),
     .by = {RVA__ROWS_OF_VALUES, 1, {RVA__DIM_AGENT}, 1, {RVA__METRIC_conversations}, false}},
    {.table = RVA__TABLE("sources", rva_source_row, source_columns, "a source"),
     .by = {RVA__ROWS_OF_VALUES, 1, {RVA__DIM_SOURCE}, 1, {RVA__METRIC_conversations}, false}},
};

const rva__report_definition rva__report_conversation_analytics = {
    .schema = {"conversation_analytics", "Stages, drop-offs, paths, agents and sources.",
               RVA__INPUTS_COMMON},
    .tables = tables,
    .table_count = sizeof tables / sizeof *tables,
};
