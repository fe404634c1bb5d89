/**
 * @file cli/progress.c
 * A bar on standard error while something long goes on.
 */
#include "progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "bars.h"
#include "readable.h"

enum { BAR_WIDTH = 24 };

#define REDRAW_SECONDS 0.1

static double clock_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

progress progress_start(const cli_arguments *arguments, const char *label, bool has_bytes)
{
    progress of = {
        .screen = terminal_of(STDERR_FILENO, arguments),
        .label = label,
        .has_bytes = has_bytes,
        .started = clock_seconds(),
    };
    of.is_shown = of.screen.is_terminal && !cli_has(arguments, "quiet");
    return of;
}

double progress_seconds(const progress *of)
{
    return clock_seconds() - of->started;
}

static void put_amount(text *to, bool has_bytes, double amount)
{
    char shown[FORMAT_BYTES];
    if (has_bytes)
        format_bytes(shown, (int64_t)amount);
    else
        format_count(shown, (int64_t)amount);
    text_put(to, shown);
}

static void put_time(text *to, double seconds)
{
    const int64_t whole = (int64_t)(seconds + 0.5);
    text_print(to, "%d:%02d", (int)(whole / 60), (int)(whole % 60));
}

static void draw(progress *of, int64_t done, int64_t total)
{
    const double seconds = progress_seconds(of);
    const double rate = seconds > 0 ? (double)done / seconds : 0;
    text line = {0};
    text_print(&line, "\r\033[K%s ", of->label);
    if (total > 0) {
        bar_draw(&of->screen, &line, (double)done / (double)total, BAR_WIDTH);
        text_print(&line, " %3d %%  ", (int)((double)done * 100 / (double)total));
    }
    put_amount(&line, of->has_bytes, (double)done);
    text_put(&line, "  ");
    put_amount(&line, of->has_bytes, rate);
    text_put(&line, "/s  ");
    if (total > 0 && rate > 0 && seconds > 0.5) {
        text_put(&line, "left ");
        put_time(&line, (double)(total - done) / rate);
    }
    fwrite(line.bytes, 1, line.size, stderr);
    fflush(stderr);
    text_free(&line);
    of->is_drawn = true;
}

int progress_tell(int64_t done, int64_t total, void *context)
{
    progress *of = context;
    const double now = clock_seconds();
    if (of->is_shown && now - of->drawn >= REDRAW_SECONDS) {
        draw(of, done, total);
        of->drawn = now;
    }
    return 0;
}

void progress_wipe(progress *of)
{
    if (of->is_drawn)
        fputs("\r\033[K", stderr);
    of->is_drawn = false;
    of->drawn = 0;
}
