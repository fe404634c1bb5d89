/**
 * @file cli/render_table.c
 * Any table: its columns by type and name, texts on the left, figures on the right.
 */
#include <string.h>

#include "render.h"

/* The columns of a table that are shown, and the headings of those without any value. */
typedef struct looks {
    size_t count;
    column_look looks[GRID_COLUMNS_MAX / 2];
    size_t empty_count;
    text empty;
} looks;

static bool is_empty(const rva_table *table, size_t column)
{
    for (size_t row = 0; row < rva_table_row_count(table); row++) {
        if (rva_table_value(table, row, column).has)
            return false;
    }
    return true;
}

/* Columns without any value are noise to people; the first always stays. */
static void choose(const rva_table *table, looks *out)
{
    out->count = rva_table_column_count(table);
    if (out->count > GRID_COLUMNS_MAX / 2)
        out->count = GRID_COLUMNS_MAX / 2;
    for (size_t i = 0; i < out->count; i++) {
        out->looks[i] = column_look_at(table, i);
        if (i == 0 || out->looks[i].is_hidden || !is_empty(table, i))
            continue;
        out->looks[i].is_hidden = true;
        text_print(&out->empty, "%s%s", out->empty_count++ > 0 ? ", " : "", out->looks[i].heading);
    }
}

static void add_columns(grid *into, const looks *shown)
{
    for (size_t i = 0; i < shown->count; i++) {
        const column_look *look = &shown->looks[i];
        if (look->is_hidden)
            continue;
        grid_column(into, look->heading, look->align, look->rank);
        if (look->has_bar)
            grid_column(into, "", ALIGN_BAR, 6);
    }
}

static void add_value(const rendering *now, grid *into, const column_look *look,
                      const rva_table *table, size_t row, size_t column)
{
    char shown[FORMAT_BYTES]; /* longer than a heading */
    const rva_value value = rva_table_value(table, row, column);
    if (look->unit == UNIT_TEXT && value.has) {
        const bool is_stand_in = value.text[0] == '(';
        if (strcmp(rva_table_column_name(table, column), "metric") == 0) {
            column_heading(shown, value.text);
            grid_cell(into, STYLE_PLAIN, shown);
            return;
        }
        grid_cell(into, is_stand_in ? STYLE_DIM : STYLE_PLAIN, value.text);
        return;
    }
    if (look->is_interval) {
        const rva_value upper = rva_table_value(table, row, column + 1);
        column_show_interval(shown, now->screen, &value, &upper);
        grid_cell(into, STYLE_DIM, shown);
        return;
    }
    column_show(shown, now->screen, now->info.currency, column_unit_of_row(table, row, look),
                &value);
    grid_cell(into, value.has ? STYLE_PLAIN : STYLE_DIM, shown);
    if (look->has_bar)
        grid_bar(into, value.has ? value.real : 0);
}

void render_table(const rendering *now, const rva_table *table)
{
    const size_t rows = rva_table_row_count(table);
    const size_t limit = render_row_limit(rows, now->rows_max);
    render_heading(now, rva_table_name(table));
    if (rows == 0) {
        terminal_put(now->screen, now->to, STYLE_DIM, "  nothing in this period\n");
        return;
    }
    looks shown = {.count = 0};
    choose(table, &shown);
    grid *into = grid_new(now->screen);
    add_columns(into, &shown);
    for (size_t row = 0; row < limit; row++) {
        for (size_t i = 0; i < shown.count; i++) {
            if (!shown.looks[i].is_hidden)
                add_value(now, into, &shown.looks[i], table, row, i);
        }
    }
    render_grid(now, into, limit);
    render_unshown(now, rva_table_column_count(table) - shown.count, "the last ones");
    render_empty(now, shown.empty_count, "column", shown.empty.bytes);
    render_left_out(now, limit, rows);
    text_free(&shown.empty);
}
