/**
 * @file cli/render_funnel.c
 * Stages as a funnel: of those who entered, who completed, who dropped out, and the rest.
 */
#include <stdio.h>
#include <string.h>

#include "render.h"

static int64_t count_at(const rva_table *table, size_t row, const char *name)
{
    const rva_value value = column_value(table, row, name);
    return value.has ? value.integer : 0;
}

static void add_count(grid *into, style how, int64_t count)
{
    char shown[FORMAT_BYTES];
    format_count(shown, count);
    grid_cell(into, count == 0 ? STYLE_DIM : how, shown);
}

static void add_figure(const rendering *now, grid *into, const rva_table *table, size_t row,
                       const char *name, unit what)
{
    char shown[FORMAT_BYTES];
    const rva_value value = column_value(table, row, name);
    column_show(shown, now->screen, now->info.currency, what, &value);
    grid_cell(into, value.has ? STYLE_PLAIN : STYLE_DIM, shown);
}

static void add_stage(const rendering *now, grid *into, const rva_table *table, size_t row,
                      double widest)
{
    const rva_value name = column_value(table, row, "stage");
    const int64_t entered = count_at(table, row, "entered");
    const int64_t completed = count_at(table, row, "completed");
    const int64_t dropped = count_at(table, row, "dropped");
    const double parts[3] = {(double)completed, (double)dropped,
                             (double)(entered - completed - dropped)};
    grid_cell(into, STYLE_PLAIN, name.has ? name.text : "");
    grid_parts(into, parts, widest);
    add_count(into, STYLE_PLAIN, entered);
    add_count(into, STYLE_GOOD, completed);
    add_figure(now, into, table, row, "completion_of_entered", UNIT_RATE);
    add_figure(now, into, table, row, "completion_of_total", UNIT_RATE);
    add_count(into, STYLE_BAD, dropped);
    add_figure(now, into, table, row, "drop_of_entered", UNIT_RATE);
    add_figure(now, into, table, row, "drop_of_total", UNIT_RATE);
    add_count(into, STYLE_PLAIN, count_at(table, row, "skipped"));
    add_count(into, STYLE_PLAIN, count_at(table, row, "disqualified"));
    add_count(into, STYLE_PLAIN, count_at(table, row, "open"));
    add_count(into, STYLE_PLAIN, count_at(table, row, "passed"));
    add_count(into, STYLE_PLAIN, count_at(table, row, "visits"));
    add_figure(now, into, table, row, "minutes_mean", UNIT_MINUTES);
    add_figure(now, into, table, row, "minutes_p50", UNIT_MINUTES);
    add_figure(now, into, table, row, "minutes_p90", UNIT_MINUTES);
    add_figure(now, into, table, row, "minutes_p95", UNIT_MINUTES);
}

static void add_stage_columns(grid *into)
{
    static const struct {
        const char *heading;
        align where;
        int rank;
    } columns[] = {
        {"", ALIGN_LEFT, 0},
        {"", ALIGN_BAR, 2},
        {"Entered", ALIGN_RIGHT, 1},
        {"Completed", ALIGN_RIGHT, 1},
        {"compl. of entered", ALIGN_RIGHT, 3},
        {"compl. of all", ALIGN_RIGHT, 6},
        {"Dropped", ALIGN_RIGHT, 1},
        {"drop of entered", ALIGN_RIGHT, 7},
        {"drop of all", ALIGN_RIGHT, 7},
        {"Skipped", ALIGN_RIGHT, 9},
        {"Disqualified", ALIGN_RIGHT, 9},
        {"Open", ALIGN_RIGHT, 9},
        {"Passed", ALIGN_RIGHT, 10},
        {"Visits", ALIGN_RIGHT, 10},
        {"Mean", ALIGN_RIGHT, 11},
        {"Median", ALIGN_RIGHT, 11},
        {"90 %", ALIGN_RIGHT, 11},
        {"95 %", ALIGN_RIGHT, 11},
    };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        grid_column(into, columns[i].heading, columns[i].where, columns[i].rank);
}

void render_stages(const rendering *now, const rva_table *table)
{
    double widest = 1;
    const size_t rows = rva_table_row_count(table);
    for (size_t row = 0; row < rows; row++) {
        const double entered = (double)count_at(table, row, "entered");
        widest = entered > widest ? entered : widest;
    }
    render_heading(now, rva_table_name(table));
    grid *into = grid_new(now->screen);
    add_stage_columns(into);
    for (size_t row = 0; row < rows; row++)
        add_stage(now, into, table, row, widest);
    render_grid(now, into, rows);
}

static const char *position_text(const char *position)
{
    if (strcmp(position, "in_stage") == 0)
        return "within it";
    if (strcmp(position, "after_stage") == 0)
        return "after it";
    return "before the first stage";
}

void render_drop_offs(const rendering *now, const rva_table *table)
{
    const size_t rows = rva_table_row_count(table);
    render_heading(now, rva_table_name(table));
    if (rows == 0) {
        terminal_put(now->screen, now->to, STYLE_DIM, "  nothing in this period\n");
        return;
    }
    grid *into = grid_new(now->screen);
    grid_column(into, "", ALIGN_LEFT, 0);
    grid_column(into, "", ALIGN_LEFT, 1);
    grid_column(into, "Conversations", ALIGN_RIGHT, 0);
    grid_column(into, "", ALIGN_BAR, 4);
    grid_column(into, "Of all", ALIGN_RIGHT, 2);
    grid_column(into, "Of lost", ALIGN_RIGHT, 3);
    for (size_t row = 0; row < rows; row++) {
        const rva_value stage = column_value(table, row, "stage");
        const rva_value position = column_value(table, row, "position");
        const rva_value share = column_value(table, row, "of_lost");
        grid_cell(into, STYLE_PLAIN, stage.has ? stage.text : "");
        grid_cell(into, STYLE_DIM, position.has ? position_text(position.text) : "");
        add_count(into, STYLE_PLAIN, count_at(table, row, "conversations"));
        grid_bar(into, share.has ? share.real : 0);
        add_figure(now, into, table, row, "of_total", UNIT_RATE);
        add_figure(now, into, table, row, "of_lost", UNIT_RATE);
    }
    render_grid(now, into, rows);
}
