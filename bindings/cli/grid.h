/**
 * @file cli/grid.h
 * Rows and columns on a screen: aligned, and never wider than it.
 *
 * When there is too little room, bars go first when that is enough, else columns of the highest
 * rank; rank 0 stays, and the texts of the first columns are cut.  What goes is drawn in blocks
 * below (grid_wrap()) or is told to the caller: no column is lost in silence.
 */
#ifndef RVA_CLI_GRID_H
#define RVA_CLI_GRID_H

#include "terminal.h"

enum { GRID_COLUMNS_MAX = 256 };

/** Where a cell stands in its column. */
typedef enum align {
    ALIGN_LEFT = 0,
    ALIGN_RIGHT = 1,
    ALIGN_BAR = 2,
    ALIGN_TAIL = 3, /**< on the left, but of a text too long the end is shown */
} align;

/** A grid being filled, row after row. */
typedef struct grid grid;

/** An empty grid. */
grid *grid_new(const terminal *of);

/** Frees it. */
void grid_free(grid *of);

/** Adds a column, before any cell; further ones than GRID_COLUMNS_MAX are left out. */
void grid_column(grid *of, const char *heading, align where, int rank);

/** Adds the next cell. */
void grid_cell(grid *of, style how, const char *string);

/** Adds a bar of `share` (0..1) as the next cell. */
void grid_bar(grid *of, double share);

/** Adds a bar of three parts of `whole` as the next cell. */
void grid_parts(grid *of, const double parts[3], double whole);

/** Adds a row that is a heading of those below, after an empty line unless it is the first. */
void grid_heading(grid *of, const char *string);

/** Columns without room are drawn in blocks below, which begin with the same first texts. */
void grid_wrap(grid *of);

/**
 * Writes it, each line `indent` columns in.
 *
 * @param left_out  NULL, or where the headings of the columns are added that had no room, with
 *                  ", " between
 * @return how many columns had no room
 */
size_t grid_draw(const grid *of, text *to, size_t indent, text *left_out);

#endif
