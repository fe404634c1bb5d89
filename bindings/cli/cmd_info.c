/**
 * @file cli/cmd_info.c
 * revanalytics info: a store in figures.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "dates.h"
#include "readable.h"

static const cli_option options[] = {
    {"format", "FORM", "text or json", false},
    {NULL, NULL, NULL, false},
};

/* The figures by name, as they stand in the struct. */
static const struct {
    const char *name;
    size_t offset;
    enum { COUNT, BYTES, INSTANT } form;
} figures[] = {
#define FIGURE(name, form)                                                                         \
    {                                                                                              \
#name, offsetof(rva_store_info, name), form                                                \
    }
    FIGURE(events, COUNT),      FIGURE(documents, COUNT),    FIGURE(cells, COUNT),
    FIGURE(fact_rows, COUNT),   FIGURE(ids, COUNT),          FIGURE(dictionary, COUNT),
    FIGURE(overflowed, COUNT),  FIGURE(first_at, INSTANT),   FIGURE(last_at, INSTANT),
    FIGURE(data_bytes, BYTES),  FIGURE(free_bytes, BYTES),   FIGURE(map_bytes, BYTES),
    FIGURE(readers, COUNT),     FIGURE(format_major, COUNT), FIGURE(format_minor, COUNT),
    FIGURE(ephemeral, COUNT),   FIGURE(change, COUNT),       FIGURE(crossed, COUNT),
    FIGURE(unannounced, COUNT), FIGURE(erased, COUNT),
#undef FIGURE
};

enum { FIGURES = sizeof figures / sizeof *figures };

static int64_t figure_of(const rva_store_info *info, size_t index)
{
    int64_t figure;
    memcpy(&figure, (const char *)info + figures[index].offset, sizeof figure);
    return figure;
}

static void put_json(const rva_store_info *info)
{
    for (size_t i = 0; i < FIGURES; i++) {
        const int64_t figure = figure_of(info, i);
        char instant[RVA_INSTANT_BYTES];
        printf("%s\"%s\":", i ? "," : "{", figures[i].name);
        if (figure == RVA_ABSENT) {
            printf("null");
        } else if (figures[i].form == INSTANT) {
            rva_instant_format(figure, instant);
            printf("\"%s\"", instant);
        } else {
            printf("%" PRId64, figure);
        }
    }
    printf("}\n");
}

static void put_text(const cli_arguments *arguments, rva_store *store, const rva_store_info *info)
{
    const terminal screen = terminal_of(STDOUT_FILENO, arguments);
    for (size_t i = 0; i < FIGURES; i++) {
        const int64_t figure = figure_of(info, i);
        char shown[FORMAT_BYTES];
        if (figure == RVA_ABSENT)
            snprintf(shown, sizeof shown, "%s", terminal_symbol(&screen, SYMBOL_NONE));
        else if (figures[i].form == INSTANT)
            dates_show(store, figure, shown);
        else if (figures[i].form == BYTES)
            format_bytes(shown, figure);
        else
            format_count(shown, figure);
        printf("%-14s %20s\n", figures[i].name, shown);
    }
    if (info->events > 0) {
        printf("%-14s %20.1f\n", "bytes/event",
               (double)(info->data_bytes - info->free_bytes) / (double)info->events);
    }
}

static int run(const cli_arguments *arguments)
{
    int64_t format;
    rva_store_info info = {0};
    rva_error err = RVA_ERROR_INIT;
    if (!cli_choice(arguments, "format", "text|json", 0, &format))
        return CLI_USAGE;
    rva_store *store = cli_open(arguments, true);
    if (store == NULL)
        return CLI_FAILED;
    const rva_status status = rva_store_get_info(store, &info, &err);
    if (status == RVA_OK && format == 1)
        put_json(&info);
    else if (status == RVA_OK)
        put_text(arguments, store, &info);
    rva_store_close(store);
    return status == RVA_OK ? CLI_DONE : cli_failed(arguments, &err);
}

const cli_command command_info = {
    .name = "info",
    .usage = "STORE [options]",
    .summary = "Show how much a store holds.",
    .positionals_min = 1,
    .positionals_max = 1,
    .options = options,
    .run = run,
};
