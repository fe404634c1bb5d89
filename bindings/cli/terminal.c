/**
 * @file cli/terminal.c
 * Where output goes.
 */
#include "terminal.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

enum { WIDTH_DEFAULT = 100, WIDTH_MIN = 40, WIDTH_MAX = 400, HEIGHT_DEFAULT = 40 };

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0';
}

/* Where the locale says nothing at all, as in a container, UTF-8 is what terminals take. */
static bool find_unicode(void)
{
    const bool has_locale = is_set("LC_ALL") || is_set("LC_CTYPE") || is_set("LANG");
    if (setlocale(LC_CTYPE, has_locale ? "" : "C.UTF-8") == NULL)
        return false;
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static bool find_colour(const terminal *of, const cli_arguments *arguments)
{
    const char *when = cli_get(arguments, "color");
    if (cli_has(arguments, "no-color") || (when != NULL && strcmp(when, "never") == 0))
        return false;
    if (when != NULL && strcmp(when, "always") == 0)
        return true;
    const char *kind = getenv("TERM");
    const bool is_dumb = kind == NULL || strcmp(kind, "dumb") == 0;
    return of->is_terminal && !is_dumb && !is_set("NO_COLOR");
}

void terminal_measure(terminal *of, int descriptor)
{
    struct winsize size = {0};
    const char *columns = getenv("COLUMNS");
    int width = columns ? atoi(columns) : 0;
    of->height = HEIGHT_DEFAULT;
    if (of->is_terminal && ioctl(descriptor, TIOCGWINSZ, &size) == 0) {
        if (size.ws_col > 0)
            width = size.ws_col;
        if (size.ws_row > 0)
            of->height = size.ws_row;
    }
    if (width <= 0)
        width = WIDTH_DEFAULT;
    of->width = width < WIDTH_MIN ? WIDTH_MIN : width > WIDTH_MAX ? WIDTH_MAX : width;
}

terminal terminal_of(int descriptor, const cli_arguments *arguments)
{
    terminal of = {.is_terminal = isatty(descriptor) == 1};
    of.has_colour = find_colour(&of, arguments);
    of.has_unicode = !cli_has(arguments, "ascii") && find_unicode();
    terminal_measure(&of, descriptor);
    return of;
}

const char *terminal_symbol(const terminal *of, symbol which)
{
    static const char *const unicode[] = {"▲", "▼", "=", "–", "·", "–", "…", "✓", "✗", "─", "●"};
    static const char *const ascii[] = {"^", "v", "=", "-", "|", "-", "...", "ok", "!!", "-", "*"};
    return of->has_unicode ? unicode[which] : ascii[which];
}

void terminal_put(const terminal *of, text *to, style how, const char *string)
{
    static const char *const codes[] = {"", "1;36", "1;34", "2", "1", "32", "31", "33", "36"};
    if (!of->has_colour || how == STYLE_PLAIN || string[0] == '\0') {
        text_put(to, string);
        return;
    }
    text_print(to, "\033[%sm%s\033[0m", codes[how], string);
}

/* One character: its bytes, and columns or -1 when it must not be shown as it is. */
static int step(const terminal *of, const char *at, size_t *bytes)
{
    const unsigned char first = (unsigned char)*at;
    *bytes = 1;
    if (first < 0x80)
        return first >= ' ' && first != 0x7f ? 1 : -1;
    if (!of->has_unicode)
        return -1;
    wchar_t wide;
    mbstate_t state = {0};
    const size_t size = mbrtowc(&wide, at, strlen(at), &state);
    if (size == 0 || size > 4)
        return -1;
    *bytes = size;
    return wcwidth(wide);
}

size_t terminal_width_of(const terminal *of, const char *string)
{
    size_t columns = 0;
    size_t bytes;
    for (const char *at = string; *at != '\0'; at += bytes) {
        const int width = step(of, at, &bytes);
        columns += width < 0 ? 1 : (size_t)width;
    }
    return columns;
}

size_t terminal_fit(const terminal *of, text *to, const char *string, size_t columns)
{
    const char *ellipsis = terminal_symbol(of, SYMBOL_ELLIPSIS);
    const size_t mark = of->has_unicode ? 1 : 3;
    const bool is_cut = terminal_width_of(of, string) > columns;
    const size_t room = is_cut && columns >= mark ? columns - mark : columns;
    size_t used = 0;
    size_t bytes;
    for (const char *at = string; *at != '\0'; at += bytes) {
        const int width = step(of, at, &bytes);
        const size_t taken = width < 0 ? 1 : (size_t)width;
        if (used + taken > room)
            break;
        if (width < 0)
            text_put(to, "?");
        else
            text_add(to, at, bytes);
        used += taken;
    }
    if (is_cut && columns >= mark) {
        text_put(to, ellipsis);
        used += mark;
    }
    return used;
}

size_t terminal_fit_end(const terminal *of, text *to, const char *string, size_t columns)
{
    const size_t mark = of->has_unicode ? 1 : 3;
    size_t width = terminal_width_of(of, string);
    size_t bytes;
    if (width <= columns || columns < mark)
        return terminal_fit(of, to, string, columns);
    while (width > columns - mark) {
        const int passed = step(of, string, &bytes);
        width -= passed < 0 ? 1 : (size_t)passed;
        string += bytes;
    }
    text_put(to, terminal_symbol(of, SYMBOL_ELLIPSIS));
    return mark + terminal_fit(of, to, string, columns - mark);
}
