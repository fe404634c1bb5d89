/**
 * @file cli/render_trends.c
 * Figures over time: a line of days, and buckets with bars.
 */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bars.h"
#include "render.h"

enum { LABEL_WIDTH = 14, AFTER_WIDTH = 34 };

/* How many rows a mark stands for: several where the screen is narrower than the table. */
static size_t rows_of_mark(const rendering *now, const rva_table *table)
{
    const int width = now->screen->width - LABEL_WIDTH - AFTER_WIDTH;
    const size_t room = width > 10 ? (size_t)width : 10;
    return (rva_table_row_count(table) + room - 1) / room;
}

/* Values of a column, those of `step` rows summed. */
static size_t gather(const rva_table *table, const char *name, size_t step, double **values)
{
    const size_t rows = rva_table_row_count(table);
    const size_t count = step ? (rows + step - 1) / step : 0;
    *values = text_memory(count, sizeof **values);
    for (size_t row = 0; row < rows; row++)
        (*values)[row / step] += column_value(table, row, name).real;
    return count;
}

static size_t best_row(const rva_table *table, const char *name)
{
    size_t best = 0;
    for (size_t row = 1; row < rva_table_row_count(table); row++) {
        if (column_value(table, row, name).real > column_value(table, best, name).real)
            best = row;
    }
    return best;
}

static void draw_line(const rendering *now, const rva_table *table, const char *name, unit what)
{
    char heading[HEADING_BYTES];
    char figure[FORMAT_BYTES];
    double *values;
    const size_t count = gather(table, name, rows_of_mark(now, table), &values);
    column_heading(heading, name);
    if (strcmp(name, "revenue_net_minor") == 0)
        strcpy(heading, "Net revenue");
    text_print(now->to, "  %-*s", LABEL_WIDTH - 2, heading);
    sparkline_draw(now->screen, now->to, values, count);

    const size_t best = best_row(table, name);
    const rva_value most = column_value(table, best, name);
    const rva_value day = column_value(table, best, "day");
    column_show(figure, now->screen, now->info.currency, what, &most);
    text note = {0};
    if (most.has && most.real > 0)
        text_print(&note, "  most %s on %s", figure, day.has ? day.text : "");
    else
        text_put(&note, "  none");
    terminal_put(now->screen, now->to, STYLE_DIM, note.bytes);
    text_put(now->to, "\n");
    text_free(&note);
    free(values);
}

/* The figures of days that are drawn as a line of marks. */
static const struct {
    const char *name;
    unit unit;
} lines[] = {
    {"revenue_net_minor", UNIT_MONEY},
    {"leads", UNIT_COUNT},
    {"offers", UNIT_COUNT},
    {"accepted", UNIT_COUNT},
};

enum { LINES = sizeof lines / sizeof *lines };

/* Whether a column is drawn as a line, or names the days. */
static bool is_drawn(const char *name)
{
    bool drawn = strcmp(name, "day") == 0 || strcmp(name, "day_at") == 0;
    for (size_t i = 0; i < LINES; i++)
        drawn = drawn || strcmp(name, lines[i].name) == 0;
    return drawn;
}

static void say_what_is_not_drawn(const rendering *now, const rva_table *table)
{
    text names = {0};
    size_t count = 0;
    for (size_t i = 0; i < rva_table_column_count(table); i++) {
        const column_look look = column_look_at(table, i);
        if (!is_drawn(rva_table_column_name(table, i)))
            text_print(&names, "%s%s", count++ > 0 ? ", " : "", look.heading);
    }
    render_unshown(now, count, names.bytes);
    text_free(&names);
}

void render_days(const rendering *now, const rva_table *table)
{
    if (rva_table_row_count(table) == 0)
        return;
    render_heading(now, rva_table_name(table));
    for (size_t i = 0; i < LINES; i++) {
        if (rva_table_column_find(table, lines[i].name) >= 0)
            draw_line(now, table, lines[i].name, lines[i].unit);
    }
    const size_t step = rows_of_mark(now, table);
    text mark = {0};
    text_print(&mark, "  a mark is %zu days\n", step);
    if (step > 1)
        terminal_put(now->screen, now->to, STYLE_DIM, mark.bytes);
    text_free(&mark);
    say_what_is_not_drawn(now, table);
}

/* The columns of a series beside its label and its bar. */
static const struct {
    const char *name;
    const char *heading;
    unit unit;
    int rank;
} series[] = {
    {"revenue_net_minor", "Net revenue", UNIT_MONEY, 0},
    {"revenue_gross_minor", "Gross", UNIT_MONEY, 7},
    {"returns_minor", "Returns", UNIT_MONEY, 6},
    {"leads", "Leads", UNIT_COUNT, 1},
    {"sales", "Sales", UNIT_COUNT, 5},
    {"conversations", "Conversations", UNIT_COUNT, 4},
    {"revenue_per_lead_minor", "Per lead", UNIT_MONEY, 3},
};

enum { SERIES = sizeof series / sizeof *series };

static double greatest(const rva_table *table, const char *name)
{
    double most = 0;
    for (size_t row = 0; row < rva_table_row_count(table); row++) {
        const rva_value value = column_value(table, row, name);
        most = value.has && value.real > most ? value.real : most;
    }
    return most;
}

static void add_bucket(const rendering *now, grid *into, const rva_table *table, size_t row,
                       double most)
{
    char shown[FORMAT_BYTES];
    const rva_value label = column_value(table, row, "bucket");
    const bool is_partial = column_value(table, row, "partial").integer == 1;
    const rva_value net = column_value(table, row, "revenue_net_minor");
    grid_cell(into, is_partial ? STYLE_DIM : STYLE_PLAIN, label.has ? label.text : "");
    grid_bar(into, most > 0 && net.has ? net.real / most : 0);
    for (size_t i = 0; i < SERIES; i++) {
        const rva_value value = column_value(table, row, series[i].name);
        column_show(shown, now->screen, now->info.currency, series[i].unit, &value);
        const bool is_nothing = !value.has || value.real == 0;
        grid_cell(into, is_nothing ? STYLE_DIM : STYLE_PLAIN, shown);
    }
    grid_cell(into, STYLE_DIM, is_partial ? "not over" : "");
}

void render_series(const rendering *now, const rva_table *table)
{
    const size_t rows = rva_table_row_count(table);
    const size_t limit = render_row_limit(rows, now->buckets_max);
    const double most = greatest(table, "revenue_net_minor");
    render_heading(now, rva_table_name(table));
    grid *into = grid_new(now->screen);
    grid_column(into, "", ALIGN_LEFT, 0);
    grid_column(into, "", ALIGN_BAR, 2);
    for (size_t i = 0; i < SERIES; i++)
        grid_column(into, series[i].heading, ALIGN_RIGHT, series[i].rank);
    grid_column(into, "", ALIGN_LEFT, 8);
    /* Of too many, the latest are shown. */
    for (size_t row = rows - limit; row < rows; row++)
        add_bucket(now, into, table, row, most);
    render_grid(now, into, limit);
    render_left_out(now, limit, rows);
}

void render_hours(const rendering *now, const rva_table *table)
{
    rendering whole = *now;
    whole.rows_max = now->buckets_max;
    render_table(&whole, table);
}
