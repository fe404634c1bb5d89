/**
 * @file cli/grid.c
 * Rows and columns on a screen.
 */
#include "grid.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bars.h"

enum {
    GAP = 2,
    BAR_WIDTH = 20,
    NAME_WIDTH = 28, /* the first columns are cut to this before others are left out */
    NAME_WIDTH_MIN = 8,
    BLOCKS_MAX = 4,
    HEADING = -1,
};

typedef struct cell {
    char *string; /* NULL of a bar */
    style how;
    double parts[3];
    double whole; /* below 0: a plain bar of parts[0] */
} cell;

typedef struct column {
    char *heading;
    align where;
    int rank;
} column;

struct grid {
    const terminal *screen;
    size_t column_count;
    column columns[GRID_COLUMNS_MAX];
    cell *cells; /* row by row; a heading is one cell alone in its row */
    size_t count;
    size_t room;
    size_t in_row; /* cells the row under way has */
    bool wraps;
};

/* How the columns of a block are laid out. */
typedef struct layout {
    size_t widths[GRID_COLUMNS_MAX]; /* 0 of one that is not in it */
} layout;

grid *grid_new(const terminal *screen)
{
    grid *of = text_memory(1, sizeof *of);
    of->screen = screen;
    return of;
}

void grid_free(grid *of)
{
    for (size_t i = 0; i < of->count; i++)
        free(of->cells[i].string);
    for (size_t i = 0; i < of->column_count; i++)
        free(of->columns[i].heading);
    free(of->cells);
    free(of);
}

static char *copy(const char *string)
{
    const size_t size = strlen(string) + 1;
    return memcpy(text_memory(size, 1), string, size);
}

void grid_column(grid *of, const char *heading, align where, int rank)
{
    if (of->column_count < GRID_COLUMNS_MAX)
        of->columns[of->column_count++] = (column){copy(heading), where, rank};
}

static void add(grid *of, cell next)
{
    if (of->count == of->room) {
        of->room = of->room ? of->room * 2 : 64;
        cell *cells = text_memory(of->room, sizeof *cells);
        if (of->count > 0)
            memcpy(cells, of->cells, of->count * sizeof *cells);
        free(of->cells);
        of->cells = cells;
    }
    of->cells[of->count++] = next;
}

static void add_in_row(grid *of, cell next)
{
    add(of, next);
    of->in_row = (of->in_row + 1) % of->column_count;
}

void grid_cell(grid *of, style how, const char *string)
{
    add_in_row(of, (cell){.string = copy(string), .how = how});
}

void grid_bar(grid *of, double share)
{
    add_in_row(of, (cell){.parts = {share, 0, 0}, .whole = -1});
}

void grid_parts(grid *of, const double parts[3], double whole)
{
    add_in_row(of, (cell){.parts = {parts[0], parts[1], parts[2]}, .whole = whole});
}

void grid_heading(grid *of, const char *string)
{
    while (of->in_row != 0)
        grid_cell(of, STYLE_PLAIN, "");
    add(of, (cell){.string = copy(string), .how = STYLE_HEAD, .whole = HEADING});
}

static bool is_heading(const cell *at)
{
    return at->string != NULL && at->whole < 0;
}

static size_t total(const grid *of, const layout *plan)
{
    size_t sum = 0;
    for (size_t i = 0; i < of->column_count; i++)
        sum += plan->widths[i] ? plan->widths[i] + (sum ? GAP : 0) : 0;
    return sum;
}

/* How many columns say what a row is about: the texts that it begins with. */
static size_t key_count(const grid *of)
{
    size_t keys = 1;
    while (keys < of->column_count &&
           (of->columns[keys].where == ALIGN_LEFT || of->columns[keys].where == ALIGN_TAIL))
        keys++;
    return keys;
}

/* Leaves out the column of the highest rank, the last of them; false when only 0 is left. */
static bool drop_one(const grid *of, layout *plan)
{
    size_t worst = of->column_count;
    for (size_t i = 0; i < of->column_count; i++) {
        if (plan->widths[i] == 0 || of->columns[i].rank == 0)
            continue;
        if (worst == of->column_count || of->columns[i].rank >= of->columns[worst].rank)
            worst = i;
    }
    if (worst == of->column_count)
        return false;
    plan->widths[worst] = 0;
    return true;
}

static void measure(const grid *of, layout *plan)
{
    for (size_t i = 0; i < of->column_count; i++)
        plan->widths[i] = terminal_width_of(of->screen, of->columns[i].heading);
    size_t place = 0;
    for (const cell *at = of->cells; at < of->cells + of->count; at++) {
        if (is_heading(at))
            continue;
        const size_t width = at->string ? terminal_width_of(of->screen, at->string) : BAR_WIDTH;
        if (width > plan->widths[place])
            plan->widths[place] = width;
        place = (place + 1) % of->column_count;
    }
}

/* Bars repeat figures, so they give way when all figures have room then. */
static void drop_bars(const grid *of, layout *plan, size_t room)
{
    layout without = *plan;
    for (size_t i = 0; i < of->column_count; i++)
        if (of->columns[i].where == ALIGN_BAR)
            without.widths[i] = 0;
    if (total(of, plan) > room && total(of, &without) <= room)
        *plan = without;
}

/*
 * Puts as many columns that are not drawn yet into a block as have room.  The first columns give
 * way down to NAME_WIDTH before others are left out; the first takes the room that is left then.
 */
static layout lay_out(const grid *of, size_t room, const bool *drawn)
{
    layout plan = {{0}};
    const size_t keys = key_count(of);
    if (of->count > 0)
        measure(of, &plan);
    for (size_t i = keys; i < of->column_count; i++)
        plan.widths[i] = drawn[i] ? 0 : plan.widths[i];
    const size_t wanted = plan.widths[0];
    for (size_t i = 0; i < keys && total(of, &plan) > room; i++)
        plan.widths[i] = plan.widths[i] > NAME_WIDTH ? NAME_WIDTH : plan.widths[i];
    drop_bars(of, &plan, room);
    while (total(of, &plan) > room && drop_one(of, &plan))
        ;
    const size_t used = total(of, &plan) - plan.widths[0];
    const size_t left = room > used + NAME_WIDTH_MIN ? room - used : NAME_WIDTH_MIN;
    plan.widths[0] = wanted < left ? wanted : left;
    return plan;
}

/* Adds a text in its place; what follows the last one of a line is left open. */
static void draw_text(const grid *of, text *to, const cell *at, align where, size_t width,
                      bool is_last)
{
    text fitted = {0};
    text_put(&fitted, "");
    const size_t used = (where == ALIGN_TAIL ? terminal_fit_end : terminal_fit)(of->screen, &fitted,
                                                                                at->string, width);
    if (where == ALIGN_RIGHT)
        text_repeat(to, " ", width - used);
    terminal_put(of->screen, to, at->how, fitted.bytes);
    if (where != ALIGN_RIGHT && !is_last)
        text_repeat(to, " ", width - used);
    text_free(&fitted);
}

static void draw_cell(const grid *of, text *to, const cell *at, align where, size_t width,
                      bool is_last)
{
    if (at->string != NULL)
        draw_text(of, to, at, where, width, is_last);
    else if (at->whole < 0)
        bar_draw(of->screen, to, at->parts[0], width);
    else
        bar_draw_parts(of->screen, to, at->parts, at->whole, width);
}

static void trim(text *to)
{
    while (to->size > 0 && to->bytes[to->size - 1] == ' ')
        to->size--;
    text_put(to, "\n");
}

static void draw_row(const grid *of, const layout *plan, text *to, const cell *row, size_t indent)
{
    size_t last = 0;
    for (size_t i = 0; i < of->column_count; i++)
        last = plan->widths[i] ? i : last;
    text_repeat(to, " ", indent);
    bool is_first = true;
    for (size_t i = 0; i < of->column_count; i++) {
        if (plan->widths[i] == 0)
            continue;
        if (!is_first)
            text_repeat(to, " ", GAP);
        is_first = false;
        draw_cell(of, to, &row[i], of->columns[i].where, plan->widths[i], i == last);
    }
    trim(to);
}

static void draw_headings(const grid *of, const layout *plan, text *to, size_t indent)
{
    cell row[GRID_COLUMNS_MAX];
    bool has_any = false;
    for (size_t i = 0; i < of->column_count; i++) {
        row[i] = (cell){.string = of->columns[i].heading, .how = STYLE_DIM};
        has_any = has_any || (plan->widths[i] > 0 && of->columns[i].heading[0] != '\0');
    }
    if (has_any)
        draw_row(of, plan, to, row, indent);
}

static void draw_block(const grid *of, const layout *plan, text *to, size_t indent)
{
    draw_headings(of, plan, to, indent);
    for (size_t i = 0; i < of->count;) {
        if (is_heading(&of->cells[i])) {
            text_put(to, i > 0 ? "\n" : "");
            text_repeat(to, " ", indent);
            terminal_put(of->screen, to, of->cells[i].how, of->cells[i].string);
            text_put(to, "\n");
            i++;
        } else if (i + of->column_count <= of->count) {
            draw_row(of, plan, to, &of->cells[i], indent);
            i += of->column_count;
        } else {
            break;
        }
    }
}

/* Marks what a block draws, and bars, which no other block draws; whether it draws more. */
static bool mark_drawn(const grid *of, const layout *plan, bool *drawn)
{
    bool draws = false;
    for (size_t i = 0; i < of->column_count; i++) {
        draws = draws || (plan->widths[i] > 0 && !drawn[i]);
        drawn[i] = drawn[i] || plan->widths[i] > 0 || of->columns[i].where == ALIGN_BAR;
    }
    return draws;
}

static size_t count_left_out(const grid *of, const bool *drawn, text *names)
{
    size_t count = 0;
    for (size_t i = 0; i < of->column_count && of->count > 0; i++) {
        if (drawn[i] || of->columns[i].heading[0] == '\0')
            continue;
        if (names != NULL)
            text_print(names, "%s%s", count > 0 ? ", " : "", of->columns[i].heading);
        count++;
    }
    return count;
}

void grid_wrap(grid *of)
{
    of->wraps = true;
}

size_t grid_draw(const grid *of, text *to, size_t indent, text *left_out)
{
    bool drawn[GRID_COLUMNS_MAX] = {false};
    size_t waiting = of->column_count;
    for (int block = 0; block < BLOCKS_MAX && waiting > 0; block++) {
        const layout plan = lay_out(of, (size_t)of->screen->width - indent, drawn);
        if (!mark_drawn(of, &plan, drawn))
            break;
        text_put(to, block > 0 ? "\n" : "");
        draw_block(of, &plan, to, indent);
        waiting = of->wraps ? count_left_out(of, drawn, NULL) : 0;
    }
    return count_left_out(of, drawn, left_out);
}
