/**
 * @file cli/bars.h
 * Bars and sparklines out of characters.
 */
#ifndef RVA_CLI_BARS_H
#define RVA_CLI_BARS_H

#include "terminal.h"

/** Adds a bar of `share` (0..1) of `width` columns, filled up with spaces. */
void bar_draw(const terminal *of, text *to, double share, size_t width);

/** Adds a bar of three parts, such as completed, dropped and the rest, out of `whole`. */
void bar_draw_parts(const terminal *of, text *to, const double parts[3], double whole,
                    size_t width);

/** Adds one character a value, from the least above zero to the greatest; NaN is a space. */
void sparkline_draw(const terminal *of, text *to, const double *values, size_t count);

#endif
