/**
 * @file cli/cmd_watch.c
 * revanalytics watch: a store as it changes; a dashboard on a terminal, lines elsewhere.
 */
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <revanalytics/feed.h>

#include "commands.h"
#include "complain.h"
#include "dashboard.h"
#include "events.h"

enum {
    WAIT_MS = 100,     /* how long a key can go unnoticed */
    REDRAW_MS = 300,   /* never redrawn sooner */
    REFRESH_MS = 5000, /* redrawn although nothing came: time passes, too */
};

static const cli_option options[] = {
    {"lines", NULL, "print changes as NDJSON, also on a terminal", false},
    {"cursor", "NAME", "remember the place in the store under this name", false},
    {"from-seq", "N", "start with event N of the log (with those to come)", false},
    {"count", "N", "leave after N changes", false},
    {"timeout", "SECONDS", "leave when nothing came for so long", false},
    {NULL, NULL, NULL, false},
};

/* A watch under way. */
typedef struct watching {
    const cli_arguments *arguments;
    rva_store *store;
    rva_feed *feed;
    int64_t count_max;
    int64_t timeout_s;
    int64_t count;
    int64_t last_ms; /* when something came last */
    rva_error err;
} watching;

static volatile sig_atomic_t is_over;

static void end_watch(int number)
{
    (void)number;
    is_over = 1;
}

static int64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_enough(const watching *now)
{
    return is_over || (now->count_max > 0 && now->count >= now->count_max) ||
           (now->timeout_s > 0 && clock_ms() - now->last_ms > now->timeout_s * 1000);
}

/* Takes all there is; `take` is given each change. */
static rva_status drain(watching *now, void (*take)(void *context, const rva_change *change),
                        void *context)
{
    rva_change change;
    rva_status status = RVA_OK;
    while (!is_enough(now)) {
        status = rva_feed_next(now->feed, &change, &now->err);
        if (status != RVA_OK)
            break;
        take(context, &change);
        now->count++;
        now->last_ms = clock_ms();
    }
    if (status != RVA_OK && status != RVA_NOT_FOUND)
        return status;
    return cli_has(now->arguments, "cursor") ? rva_feed_save(now->feed, &now->err) : RVA_OK;
}

/* Waits and drains, again and again; `rest` is called between, and may end it. */
static rva_status follow(watching *now, void (*take)(void *context, const rva_change *change),
                         bool (*rest)(void *context), void *context)
{
    for (;;) {
        rva_status status = drain(now, take, context);
        if (status != RVA_OK)
            return status;
        if (!rest(context) || is_enough(now))
            return RVA_OK;
        status = rva_feed_wait(now->feed, WAIT_MS, &now->err);
        if (status != RVA_OK && status != RVA_TIMEOUT)
            return status;
    }
}

/* Changes as lines. */
typedef struct lines {
    event_columns columns;
    text line;
} lines;

static void print_line(void *context, const rva_change *change)
{
    lines *to = context;
    writer_value values[EVENT_COLUMNS_MAX];
    char recorded[RVA_INSTANT_BYTES];
    rva_instant_format(change->recorded_at, recorded);
    event_row(&to->columns, change->event, values);
    to->line.size = 0;
    text_print(&to->line, "{\"seq\":%" PRId64 ",\"recorded_at\":\"%s\",\"event\":", change->seq,
               recorded);
    writer_json(&to->line, to->columns.names, values, to->columns.count);
    text_put(&to->line, "}\n");
    fwrite(to->line.bytes, 1, to->line.size, stdout);
}

static bool flush_lines(void *context)
{
    (void)context;
    return fflush(stdout) == 0;
}

static rva_status watch_lines(watching *now)
{
    static lines to;
    event_columns_open(&to.columns);
    const rva_status status = follow(now, print_line, flush_lines, &to);
    text_free(&to.line);
    return status;
}

/* The dashboard being shown. */
typedef struct showing {
    dashboard board;
    watching *watch;
    int64_t drawn_ms;
    int64_t drawn_seen;
    rva_status status;
} showing;

static void see(void *context, const rva_change *change)
{
    showing *now = context;
    dashboard_see(&now->board, change->event);
}

/* Puts the drawing on the screen, line by line, without more lines than it has. */
static void put_screen(const text *drawn, int height)
{
    text to = {0};
    int left = height - 1;
    text_put(&to, "\033[H");
    for (const char *at = drawn->bytes; *at != '\0' && left > 0; left--) {
        const char *end = strchrnul(at, '\n');
        text_add(&to, at, (size_t)(end - at));
        text_put(&to, "\033[K\n");
        at = *end == '\n' ? end + 1 : end;
    }
    text_put(&to, "\033[J");
    fwrite(to.bytes, 1, to.size, stdout);
    fflush(stdout);
    text_free(&to);
}

static bool key_ends(void)
{
    struct pollfd key = {.fd = STDIN_FILENO, .events = POLLIN};
    char byte;
    if (poll(&key, 1, 0) <= 0 || read(STDIN_FILENO, &byte, 1) != 1)
        return false;
    return byte == 'q' || byte == 'Q' || byte == '\003';
}

static bool redraw(void *context)
{
    showing *now = context;
    const int64_t at = clock_ms();
    const int64_t least = now->board.seen != now->drawn_seen ? REDRAW_MS : REFRESH_MS;
    if (key_ends())
        return false;
    if (now->drawn_ms != 0 && at - now->drawn_ms < least)
        return true;
    text drawn = {0};
    terminal_measure(&now->board.screen, STDOUT_FILENO);
    now->status = dashboard_draw(&now->board, &drawn, &now->watch->err);
    if (now->status == RVA_OK)
        put_screen(&drawn, now->board.screen.height);
    text_free(&drawn);
    now->drawn_ms = at;
    now->drawn_seen = now->board.seen;
    return now->status == RVA_OK;
}

static rva_status watch_dashboard(watching *now)
{
    static showing shown;
    struct termios before;
    shown = (showing){.board = {.path = now->arguments->positionals[0], .store = now->store},
                      .watch = now};
    shown.board.screen = terminal_of(STDOUT_FILENO, now->arguments);
    const bool has_keys = tcgetattr(STDIN_FILENO, &before) == 0;
    if (has_keys) {
        struct termios raw = before;
        raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
        tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    }
    fputs("\033[?1049h\033[?25l\033[2J", stdout);
    const rva_status status = follow(now, see, redraw, &shown);
    fputs("\033[?25h\033[?1049l", stdout);
    fflush(stdout);
    if (has_keys)
        tcsetattr(STDIN_FILENO, TCSANOW, &before);
    return status == RVA_OK ? shown.status : status;
}

static int watch(watching *now, int64_t from_seq)
{
    const cli_arguments *arguments = now->arguments;
    const struct sigaction over = {.sa_handler = end_watch};
    rva_status status =
        rva_feed_open(now->store, cli_get(arguments, "cursor"), from_seq, &now->feed, &now->err);
    if (status != RVA_OK)
        return cli_failed(arguments, &now->err);
    sigaction(SIGINT, &over, NULL);
    sigaction(SIGTERM, &over, NULL);
    now->last_ms = clock_ms();
    const bool is_shown = isatty(STDOUT_FILENO) && !cli_has(arguments, "lines");
    status = is_shown ? watch_dashboard(now) : watch_lines(now);
    rva_feed_close(now->feed);
    return status == RVA_OK ? CLI_DONE : cli_failed(arguments, &now->err);
}

static int run(const cli_arguments *arguments)
{
    int64_t from_seq;
    watching now = {.arguments = arguments, .err = RVA_ERROR_INIT};
    if (!cli_integer(arguments, "from-seq", 1, INT64_MAX, RVA_ABSENT, &from_seq) ||
        !cli_integer(arguments, "count", 1, INT64_MAX, 0, &now.count_max) ||
        !cli_integer(arguments, "timeout", 1, INT32_MAX, 0, &now.timeout_s))
        return CLI_USAGE;
    now.store = cli_open(arguments, !cli_has(arguments, "cursor"));
    if (now.store == NULL)
        return CLI_FAILED;
    const int code = watch(&now, from_seq);
    rva_store_close(now.store);
    return code;
}

const cli_command command_watch = {
    .name = "watch",
    .usage = "STORE [options]",
    .summary = "Show a store as it changes: a dashboard on a terminal, NDJSON elsewhere.",
    .details = "On a terminal q or Ctrl-C leaves.  Lines carry seq, recorded_at and event.\n",
    .positionals_min = 1,
    .positionals_max = 1,
    .options = options,
    .run = run,
};
