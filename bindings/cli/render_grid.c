/**
 * @file cli/render_grid.c
 * A grid, and lines that say what is not in it: no column is lost in silence.
 */
#include "render.h"

enum { WRAPPED_ROWS_MAX = 15 }; /* blocks of more rows would stand too far apart */

/* "  ... 2 columns (Gross, Returns) not shown: --format csv has all", the names if they fit. */
static void say(const rendering *now, size_t count, const char *what, const char *names,
                const char *tail)
{
    text start = {0};
    text line = {0};
    text_print(&start, "  %s %zu %s%s", terminal_symbol(now->screen, SYMBOL_ELLIPSIS), count, what,
               count == 1 ? "" : "s");
    text_print(&line, "%s (%s)%s", start.bytes, names, tail);
    if (terminal_width_of(now->screen, line.bytes) > (size_t)now->screen->width) {
        text_free(&line);
        text_print(&line, "%s%s", start.bytes, tail);
    }
    terminal_put(now->screen, now->to, STYLE_DIM, line.bytes);
    text_put(now->to, "\n");
    text_free(&start);
    text_free(&line);
}

void render_unshown(const rendering *now, size_t count, const char *names)
{
    if (count > 0)
        say(now, count, "column", names, " not shown: --format csv has all");
}

void render_empty(const rendering *now, size_t count, const char *what, const char *names)
{
    if (count > 0)
        say(now, count, what, names, count == 1 ? " has no value" : " have no value");
}

void render_grid(const rendering *now, grid *drawn, size_t rows)
{
    text names = {0};
    if (rows > 0 && rows <= WRAPPED_ROWS_MAX)
        grid_wrap(drawn);
    const size_t count = grid_draw(drawn, now->to, 2, &names);
    render_unshown(now, count, names.bytes);
    text_free(&names);
    grid_free(drawn);
}
