/**
 * @file cli/terminal.h
 * Where output goes: how wide it is, whether it has colours and which characters.
 */
#ifndef RVA_CLI_TERMINAL_H
#define RVA_CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "command.h"
#include "text_builder.h"

/** How output may look. */
typedef struct terminal {
    bool is_terminal;
    bool has_colour;
    bool has_unicode;
    int width;  /**< columns */
    int height; /**< rows */
} terminal;

/** Meanings that are coloured alike. */
typedef enum style {
    STYLE_PLAIN = 0,
    STYLE_TITLE, /**< the name of a report */
    STYLE_HEAD,  /**< headings of columns and groups */
    STYLE_DIM,   /**< said aside */
    STYLE_STRONG,
    STYLE_GOOD,
    STYLE_BAD,
    STYLE_WARN,
    STYLE_BAR,
} style;

/** Characters that have an ASCII form. */
typedef enum symbol {
    SYMBOL_UP = 0,
    SYMBOL_DOWN,
    SYMBOL_SAME,
    SYMBOL_NONE, /**< no value */
    SYMBOL_DOT,
    SYMBOL_DASH, /**< from - to */
    SYMBOL_ELLIPSIS,
    SYMBOL_YES,
    SYMBOL_NO,
    SYMBOL_LINE,
    SYMBOL_LIVE,
} symbol;

/** Looks at file `descriptor`, the environment and the common options. */
terminal terminal_of(int descriptor, const cli_arguments *arguments);

/** Looks at its size again. */
void terminal_measure(terminal *of, int descriptor);

/** The character. */
const char *terminal_symbol(const terminal *of, symbol which);

/** Adds text in a style. */
void terminal_put(const terminal *of, text *to, style how, const char *string);

/** Columns a text takes on screen. */
size_t terminal_width_of(const terminal *of, const char *string);

/**
 * Adds foreign text so that it takes at most `columns`, without anything that could steer a
 * terminal.
 *
 * @return the columns it takes
 */
size_t terminal_fit(const terminal *of, text *to, const char *string, size_t columns);

/** The same, but of a text too long the end is shown. */
size_t terminal_fit_end(const terminal *of, text *to, const char *string, size_t columns);

#endif
