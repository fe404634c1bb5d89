/**
 * @file cli/render_notes.c
 * Notes: when, and the whole text below one another where it is long.
 */
#include <stdbool.h>

#include "dates.h"
#include "render.h"

enum { INDENT = 4, COLUMNS_MIN = 20 };

static bool fits(const terminal *screen, const char *words, size_t bytes, size_t columns)
{
    text line = {0};
    text_add(&line, words, bytes);
    const bool has_room = terminal_width_of(screen, line.bytes) <= columns;
    text_free(&line);
    return has_room;
}

/* How many bytes of a text go into one line: whole words, or what fits of one that is too long. */
static size_t line_bytes(const terminal *screen, const char *words, size_t columns)
{
    size_t longest = 0;
    size_t whole = 0;
    for (size_t end = 1;; end++) {
        if (((unsigned char)words[end] & 0xc0) == 0x80)
            continue; /* within a character */
        if (!fits(screen, words, end, columns))
            return whole > 0 ? whole : longest > 0 ? longest : end;
        longest = end;
        if (words[end] == '\0')
            return end;
        if (words[end] == ' ')
            whole = end;
    }
}

static void draw_text(const rendering *now, const char *words)
{
    const size_t width = (size_t)now->screen->width;
    const size_t columns = width > INDENT + COLUMNS_MIN ? width - INDENT : COLUMNS_MIN;
    while (*words != '\0') {
        text line = {0};
        const size_t bytes = line_bytes(now->screen, words, columns);
        text_add(&line, words, bytes);
        text_repeat(now->to, " ", INDENT);
        terminal_fit(now->screen, now->to, line.bytes, columns);
        text_put(now->to, "\n");
        text_free(&line);
        words += bytes + (words[bytes] == ' ');
    }
}

/* "2 Mar 2026 09:00 - 3 Mar 2026  n-1" */
static void draw_head(const rendering *now, const rva_table *table, size_t row)
{
    char from[DATES_BYTES];
    char to[DATES_BYTES];
    text head = {0};
    const rva_value until = column_value(table, row, "until_at");
    dates_show(now->store, column_value(table, row, "happened_at").integer, from);
    text_print(&head, "  %s", from);
    if (until.has) {
        dates_show(now->store, until.integer, to);
        text_print(&head, " %s %s", terminal_symbol(now->screen, SYMBOL_DASH), to);
    }
    terminal_put(now->screen, now->to, STYLE_STRONG, head.bytes);
    text_free(&head);
    text_put(now->to, "  ");
    terminal_fit(now->screen, now->to, column_value(table, row, "note").text, RVA_ID_BYTES_MAX);
    text_put(now->to, "\n");
}

void render_notes(const rendering *now, const rva_table *table)
{
    const size_t rows = rva_table_row_count(table);
    const size_t limit = render_row_limit(rows, now->rows_max);
    if (rows == 0)
        return;
    render_heading(now, rva_table_name(table));
    for (size_t row = 0; row < limit; row++) {
        draw_head(now, table, row);
        draw_text(now, column_value(table, row, "text").text);
    }
    render_left_out(now, limit, rows);
}
