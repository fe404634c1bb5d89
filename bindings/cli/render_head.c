/**
 * @file cli/render_head.c
 * The head of a report: what it covers, what it is compared with, under which conditions.
 */
#include <string.h>

#include "dates.h"
#include "render.h"

enum { INDENT = 2 };

/* Pieces of text that flow over lines. */
typedef struct flow {
    const rendering *of;
    size_t used; /* columns of the line so far */
} flow;

static void flow_put(flow *to, const char *between, const char *piece)
{
    const terminal *screen = to->of->screen;
    const size_t room = screen->width > INDENT ? (size_t)screen->width - INDENT : 1;
    const size_t columns = terminal_width_of(screen, between) + terminal_width_of(screen, piece);
    text shown = {0};
    if (to->used > 0 && to->used + columns <= (size_t)screen->width) {
        text_put(&shown, between);
        to->used += terminal_width_of(screen, between);
    } else {
        text_put(&shown, to->used > 0 ? "\n  " : "  ");
        to->used = INDENT;
    }
    to->used += terminal_fit(screen, &shown, piece, room);
    terminal_put(screen, to->of->to, STYLE_DIM, shown.bytes);
    text_free(&shown);
}

static void flow_end(flow *to)
{
    if (to->used > 0)
        text_put(to->of->to, "\n");
    to->used = 0;
}

/* Words that a line may break between. */
static void flow_words(flow *to, const char *words)
{
    while (*words != '\0') {
        text word = {0};
        const char *end = strchrnul(words, ' ');
        text_add(&word, words, (size_t)(end - words));
        flow_put(to, " ", word.bytes);
        text_free(&word);
        words = *end == ' ' ? end + 1 : end;
    }
}

/* What stands between two pieces. */
static const char *dot_of(const rendering *now, text *to)
{
    text_print(to, "  %s  ", terminal_symbol(now->screen, SYMBOL_DOT));
    return to->bytes;
}

void render_title(const rendering *now)
{
    char heading[HEADING_BYTES];
    char period[DATES_PERIOD_BYTES];
    text between = {0};
    const char *dot = dot_of(now, &between);
    column_heading(heading, now->info.report);
    terminal_put(now->screen, now->to, STYLE_TITLE, heading);

    flow to = {now, strlen(heading)};
    dates_show_period(now->store, now->info.from_at, now->info.to_at,
                      terminal_symbol(now->screen, SYMBOL_DASH), period);
    flow_put(&to, "  ", period);
    flow_put(&to, dot, now->info.time_zone);
    flow_put(&to, dot, now->info.currency);
    if (!now->info.complete) {
        char present[DATES_BYTES];
        text piece = {0};
        dates_show(now->store, now->info.now_at, present);
        text_print(&piece, "not over: as of %s", present);
        flow_put(&to, dot, piece.bytes);
        text_free(&piece);
    }
    flow_end(&to);
    text_free(&between);
}

static void put_compared(flow *to)
{
    const rva_report_info *info = &to->of->info;
    char period[DATES_PERIOD_BYTES];
    text piece = {0};
    if (info->previous_from_at == RVA_ABSENT) {
        flow_put(to, "", "compared with nothing");
        return;
    }
    if (info->previous_from_at == info->previous_to_at) {
        flow_put(to, "", "compared with an empty period: it has not begun");
        return;
    }
    dates_show_period(to->of->store, info->previous_from_at, info->previous_to_at,
                      terminal_symbol(to->of->screen, SYMBOL_DASH), period);
    text_print(&piece, "compared with %s", period);
    flow_put(to, "", piece.bytes);
    text_free(&piece);
}

static void put_condition(flow *to, const char *between, const rva_report_condition *condition)
{
    for (uint64_t i = 0; i < condition->value_count; i++) {
        text piece = {0};
        if (i == 0)
            text_print(&piece, "%s %s ", condition->dimension, condition->exclude ? "!=" : "=");
        text_put(&piece, condition->values[i]);
        if (i + 1 < condition->value_count)
            text_put(&piece, ",");
        flow_put(to, i == 0 ? between : " ", piece.bytes);
        text_free(&piece);
    }
}

void render_head(const rendering *now, const rva_report *report)
{
    flow to = {now, 0};
    text piece = {0};
    text between = {0};
    const char *dot = dot_of(now, &between);
    text_print(&piece, "mode %s", now->info.mode);
    render_title(now);
    put_compared(&to);
    flow_put(&to, dot, piece.bytes);
    for (size_t i = 0; i < rva_report_condition_count(report); i++) {
        const rva_report_condition condition = rva_report_condition_at(report, i);
        put_condition(&to, dot, &condition);
    }
    flow_end(&to);
    for (size_t i = 0; i < rva_report_warning_count(report); i++) {
        flow_put(&to, "", "warning:");
        flow_words(&to, rva_report_warning_at(report, i));
        flow_end(&to);
    }
    text_free(&piece);
    text_free(&between);
}

void render_mode(const rendering *now, const char *mode, const char *first)
{
    const bool is_restated = strcmp(mode, "restated") == 0;
    flow to = {now, 0};
    text note = {0};
    text_print(&note, "%s: returns count %s; above %s: %s", mode,
               is_restated ? "at their sale" : "when they happen", first,
               is_restated ? "when they happen" : "at their sale");
    flow_words(&to, note.bytes);
    flow_end(&to);
    text_free(&note);
}
