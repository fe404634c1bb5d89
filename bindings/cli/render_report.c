/**
 * @file cli/render_report.c
 * A report as text: its head, then each table in the form that suits it.
 */
#include <string.h>

#include "render.h"

/* Tables that have a form of their own. */
static const struct {
    const char *report;
    const char *table;
    void (*draw)(const rendering *now, const rva_table *table);
} forms[] = {
    {"conversation_analytics", "stages", render_stages},
    {"conversation_analytics", "drop_offs", render_drop_offs},
    {"executive_summary", "days", render_days},
    {"real_time_dashboard", "comparison", render_comparison},
    {"real_time_dashboard", "hours", render_hours},
    {"real_time_dashboard", "alerts", render_alerts},
    {"performance_targets", "targets", render_table},
    {"platform_performance", "days", render_days},
    {"revenue_trends", "series", render_series},
    {"revenue_trends", "notes", render_notes},
};

/* Headings that say more than the table's name. */
static const struct {
    const char *table;
    const char *heading;
} headings[] = {
    {"drop_offs", "Where conversations stopped"},
    {"paths", "Paths"},
    {"run_rate", "Run rate"},
    {"cells", "Cells"},
};

void render_heading(const rendering *now, const char *name)
{
    char heading[HEADING_BYTES];
    column_heading(heading, name);
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        if (strcmp(headings[i].table, name) == 0) {
            text_put(now->to, "\n");
            terminal_put(now->screen, now->to, STYLE_HEAD, headings[i].heading);
            text_put(now->to, "\n");
            return;
        }
    }
    text_put(now->to, "\n");
    terminal_put(now->screen, now->to, STYLE_HEAD, heading);
    text_put(now->to, "\n");
}

size_t render_row_limit(size_t rows, size_t most)
{
    return most > 0 && rows > most ? most : rows;
}

void render_left_out(const rendering *now, size_t shown, size_t rows)
{
    if (shown == rows)
        return;
    text note = {0};
    text_print(&note, "  %s %zu more rows: --rows 0 shows all",
               terminal_symbol(now->screen, SYMBOL_ELLIPSIS), rows - shown);
    terminal_put(now->screen, now->to, STYLE_DIM, note.bytes);
    text_put(now->to, "\n");
    text_free(&note);
}

static void draw_table(const rendering *now, const rva_table *table)
{
    const char *name = rva_table_name(table);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (strcmp(forms[i].table, name) == 0 && strcmp(forms[i].report, now->info.report) == 0) {
            forms[i].draw(now, table);
            return;
        }
    }
    const bool has_kpis =
        rva_table_column_find(table, "kpi") >= 0 && rva_table_column_find(table, "unit") >= 0;
    if (has_kpis)
        render_kpis(now, table);
    else
        render_table(now, table);
}

void render_report(rendering *now, const rva_report *report)
{
    now->info = rva_report_get_info(report);
    const char *first = NULL;
    render_head(now, report);
    for (size_t i = 0; i < rva_report_table_count(report); i++) {
        const rva_table *table = rva_report_table_at(report, i);
        const char *mode = rva_table_mode(table);
        draw_table(now, table);
        if (mode != NULL && first != NULL && strcmp(mode, first) != 0)
            render_mode(now, mode, first);
        first = first ? first : mode;
    }
}
