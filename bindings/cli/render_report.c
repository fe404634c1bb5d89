/**
 * @file cli/render_report.c
 * A report as text: a title, then each table in the form that suits it.
 */
#include <string.h>

#include "dates.h"
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

void render_title(const rendering *now)
{
    const char *dot = terminal_symbol(now->screen, SYMBOL_DOT);
    char heading[HEADING_BYTES];
    char period[DATES_PERIOD_BYTES];
    column_heading(heading, now->info.report);
    terminal_put(now->screen, now->to, STYLE_TITLE, heading);

    dates_show_period(now->store, now->info.from_at, now->info.to_at,
                      terminal_symbol(now->screen, SYMBOL_DASH), period);
    text line = {0};
    text_print(&line, "%s  %s  %s  %s  %s", period, dot, now->info.time_zone, dot,
               now->info.currency);
    if (!now->info.complete) {
        char present[DATES_BYTES];
        dates_show(now->store, now->info.now_at, present);
        text_print(&line, "  %s  not over: as of %s", dot, present);
    }
    const size_t columns = strlen(heading) + 2 + terminal_width_of(now->screen, line.bytes);
    text_put(now->to, columns > (size_t)now->screen->width ? "\n" : "  ");
    terminal_put(now->screen, now->to, STYLE_DIM, line.bytes);
    text_put(now->to, "\n");
    text_free(&line);
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
    render_title(now);
    for (size_t i = 0; i < rva_report_table_count(report); i++)
        draw_table(now, rva_report_table_at(report, i));
}
