/**
 * @file cli/bars.c
 * Bars and sparklines out of characters.
 */
#include "bars.h"

#include <math.h>

enum { EIGHTHS = 8 };

static size_t whole_part(double columns, size_t width)
{
    if (!(columns > 0))
        return 0;
    return columns >= (double)width ? width : (size_t)columns;
}

void bar_draw(const terminal *of, text *to, double share, size_t width)
{
    static const char *const parts[EIGHTHS] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    text bar = {0};
    text_put(&bar, "");
    size_t used;
    if (of->has_unicode) {
        const size_t eighths = whole_part(share * (double)(width * EIGHTHS) + 0.5, width * EIGHTHS);
        used = eighths / EIGHTHS;
        text_repeat(&bar, "█", used);
        if (eighths % EIGHTHS != 0) {
            text_put(&bar, parts[eighths % EIGHTHS]);
            used++;
        }
    } else {
        used = whole_part(share * (double)width + 0.5, width);
        text_repeat(&bar, "#", used);
    }
    terminal_put(of, to, STYLE_BAR, bar.bytes);
    text_repeat(to, " ", width - used);
    text_free(&bar);
}

static void put_times(const terminal *of, text *to, style how, const char *what, size_t times)
{
    text run = {0};
    text_put(&run, "");
    text_repeat(&run, what, times);
    terminal_put(of, to, how, run.bytes);
    text_free(&run);
}

void bar_draw_parts(const terminal *of, text *to, const double parts[3], double whole, size_t width)
{
    static const style styles[] = {STYLE_GOOD, STYLE_BAD, STYLE_DIM};
    static const char *const unicode[] = {"█", "▒", "░"};
    static const char *const ascii[] = {"#", "x", "."};
    double sum = 0;
    size_t used = 0;
    for (int i = 0; i < 3 && whole > 0; i++) {
        sum += parts[i];
        const size_t end = whole_part(sum / whole * (double)width + 0.5, width);
        if (end > used) {
            put_times(of, to, styles[i], of->has_unicode ? unicode[i] : ascii[i], end - used);
            used = end;
        }
    }
    text_repeat(to, " ", width - used);
}

void sparkline_draw(const terminal *of, text *to, const double *values, size_t count)
{
    static const char *const unicode[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const ascii[] = {"_", ".", ",", "-", "=", "+", "*", "#"};
    double most = 0;
    for (size_t i = 0; i < count; i++)
        most = values[i] > most ? values[i] : most;

    text line = {0};
    text_put(&line, "");
    for (size_t i = 0; i < count; i++) {
        const double share = most > 0 ? values[i] / most : 0;
        const size_t level = whole_part(share * (EIGHTHS - 1) + 0.5, EIGHTHS - 1);
        text_put(&line, isnan(values[i]) ? " " : of->has_unicode ? unicode[level] : ascii[level]);
    }
    terminal_put(of, to, STYLE_BAR, line.bytes);
    text_free(&line);
}
