/**
 * @file cli/dashboard.c
 * What `revanalytics watch` shows: today beside the last 30 days, the funnel, the days, and
 * the last events.  All reports see one snapshot.
 */
#include "dashboard.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "render.h"

enum { LONG_DAYS = 30 };

/* The reports a drawing needs. */
typedef struct reports {
    rva_report *today;
    rva_report *month;
    rva_report *stages;
} reports;

void dashboard_see(dashboard *of, const rva_event *event)
{
    char *line = of->latest[of->seen++ % DASHBOARD_LATEST];
    char at[RVA_INSTANT_BYTES];
    const char *subject = event->conversation ? event->conversation
                          : event->lead       ? event->lead
                          : event->id         ? event->id
                                              : "";
    const char *object = event->stage      ? event->stage
                         : event->platform ? event->platform
                         : event->source   ? event->source
                         : event->zip      ? event->zip
                                           : "";
    if (event->at == RVA_ABSENT)
        at[0] = '\0';
    else
        rva_instant_format(event->at, at);
    snprintf(line, DASHBOARD_LINE_BYTES, "%-20.20s %-12s %-40.40s %.60s", at,
             rva_event_type_name(event->type), subject, object);
}

static rva_status run_all(const dashboard *of, reports *out, rva_error *err)
{
    rva_query ask = RVA_QUERY_INIT;
    rva_status status = rva_snapshot_open(of->store, &ask.snapshot, err);
    if (status != RVA_OK)
        return status;
    ask.days = 1;
    status = rva_report_run(of->store, "executive_summary", &ask, &out->today, err);
    ask.days = LONG_DAYS;
    if (status == RVA_OK)
        status = rva_report_run(of->store, "executive_summary", &ask, &out->month, err);
    if (status == RVA_OK)
        status = rva_report_run(of->store, "conversation_analytics", &ask, &out->stages, err);
    rva_snapshot_close(ask.snapshot);
    return status;
}

/* The KPIs that are shown, with the unit of their figures. */
static const struct {
    const char *kpi;
    const char *label;
    unit unit;
} shown[] = {
    {"revenue_net", "Net revenue", UNIT_MONEY},
    {"revenue_per_lead", "Revenue per lead", UNIT_MONEY},
    {"leads_qualified", "Leads qualified", UNIT_COUNT},
    {"leads_payable", "Leads payable", UNIT_COUNT},
    {"conversations", "Conversations", UNIT_COUNT},
    {"qualified_rate", "Qualified rate", UNIT_RATE},
};

static bool find_row(const rva_table *table, const char *kpi, size_t *row)
{
    for (*row = 0; *row < rva_table_row_count(table); (*row)++) {
        const rva_value name = column_value(table, *row, "kpi");
        if (name.has && strcmp(name.text, kpi) == 0)
            return true;
    }
    return false;
}

static void add_figures(const dashboard *of, grid *into, const rva_report *report, size_t which)
{
    const rva_table *table = rva_report_table(report, "kpis");
    const rva_report_info info = rva_report_get_info(report);
    char figure[FORMAT_BYTES];
    char change[2 * FORMAT_BYTES] = "";
    size_t row;
    rva_value value = {0};
    rva_value moved = {0};
    if (find_row(table, shown[which].kpi, &row)) {
        value = column_value(table, row, "value");
        moved = column_value(table, row, "change");
        if (shown[which].unit == UNIT_COUNT && value.has)
            value.integer = llround(value.real);
    }
    column_show(figure, &of->screen, info.currency, shown[which].unit, &value);
    grid_cell(into, STYLE_STRONG, figure);
    if (moved.has) {
        const symbol arrow = moved.real > 0   ? SYMBOL_UP
                             : moved.real < 0 ? SYMBOL_DOWN
                                              : SYMBOL_SAME;
        format_rate(figure, fabs(moved.real));
        snprintf(change, sizeof change, "%s %s", terminal_symbol(&of->screen, arrow), figure);
    }
    grid_cell(into, moved.real < 0 ? STYLE_BAD : STYLE_GOOD, change);
}

static void draw_figures(const dashboard *of, text *to, const reports *from)
{
    grid *into = grid_new(&of->screen);
    grid_column(into, "", ALIGN_LEFT, 0);
    grid_column(into, "Today", ALIGN_RIGHT, 0);
    grid_column(into, "Than yesterday", ALIGN_RIGHT, 2);
    grid_column(into, "30 days", ALIGN_RIGHT, 1);
    grid_column(into, "Than before", ALIGN_RIGHT, 3);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        grid_cell(into, STYLE_PLAIN, shown[i].label);
        add_figures(of, into, from->today, i);
        add_figures(of, into, from->month, i);
    }
    grid_draw(into, to, 2, NULL);
    grid_free(into);
}

static void draw_latest(const dashboard *of, text *to)
{
    text_put(to, "\n");
    terminal_put(&of->screen, to, STYLE_HEAD, "Latest");
    text_put(to, "\n");
    for (int64_t i = 0; i < DASHBOARD_LATEST && i < of->seen; i++) {
        const char *line = of->latest[(of->seen - 1 - i) % DASHBOARD_LATEST];
        text_put(to, "  ");
        terminal_fit(&of->screen, to, line, (size_t)of->screen.width - 3);
        text_put(to, "\n");
    }
    if (of->seen == 0)
        terminal_put(&of->screen, to, STYLE_DIM, "  waiting for events\n");
}

static void draw_all(const dashboard *of, text *to, const reports *from)
{
    rendering now = {.screen = &of->screen, .to = to, .store = of->store};
    now.info = rva_report_get_info(from->month);
    terminal_put(&of->screen, to, STYLE_TITLE, "revanalytics");
    text_put(to, "  ");
    terminal_fit(&of->screen, to, of->path, (size_t)of->screen.width / 2);
    text_put(to, "  ");
    terminal_put(&of->screen, to, STYLE_GOOD, terminal_symbol(&of->screen, SYMBOL_LIVE));
    terminal_put(&of->screen, to, STYLE_DIM, " live   q leaves\n\n");
    draw_figures(of, to, from);
    const rva_table *stages = rva_report_table(from->stages, "stages");
    if (rva_table_row_count(stages) > 0)
        render_stages(&now, stages);
    render_days(&now, rva_report_table(from->month, "days"));
    draw_latest(of, to);
}

rva_status dashboard_draw(const dashboard *of, text *to, rva_error *err)
{
    reports from = {0};
    const rva_status status = run_all(of, &from, err);
    if (status == RVA_OK)
        draw_all(of, to, &from);
    rva_report_free(from.today);
    rva_report_free(from.month);
    rva_report_free(from.stages);
    return status;
}
