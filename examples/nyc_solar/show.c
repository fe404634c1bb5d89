/**
 * @file nyc_solar/show.c
 * The command prints better than we would here; without it the tables are enough.
 */
#include "demo.h"

#include <ftw.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SOLAR_COMMAND
#define SOLAR_COMMAND ""
#endif

enum { ROWS_MAX = 40, CELL_WIDTH = 16 };

extern char **environ;

/** The `revanalytics` command, or NULL when it is not there. */
static const char *command_path(void)
{
    const char *path = getenv("REVANALYTICS_COMMAND");
    if (path == NULL || *path == '\0')
        path = SOLAR_COMMAND;
    return access(path, X_OK) == 0 ? path : NULL;
}

static int run(const char *command, char *const arguments[])
{
    pid_t child;
    int status = 0;
    fflush(stdout);
    if (posix_spawn(&child, command, NULL, NULL, arguments, environ) != 0)
        return -1;
    if (waitpid(child, &status, 0) != child)
        return -1;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

static int ask_command(const char *command, const char *path, const solar_question *question)
{
    char now[RVA_INSTANT_BYTES];
    char days[24];
    rva_instant_format(question->now_at, now);
    snprintf(days, sizeof days, "%" PRId64, question->days);
    const char *arguments[] = {command,          "report", path,
                               question->report, "--now",  now,
                               "--days",         days,     question->by ? "--by" : NULL,
                               question->by,     NULL};
    char *copies[sizeof arguments / sizeof *arguments] = {NULL};
    int result = 0;
    for (size_t i = 0; arguments[i] != NULL; i++) {
        copies[i] = strdup(arguments[i]);
        if (copies[i] == NULL)
            result = -1;
    }
    if (result == 0)
        result = run(command, copies);
    for (size_t i = 0; copies[i] != NULL; i++)
        free(copies[i]);
    return result;
}

static void print_value(const rva_value *value)
{
    char instant[RVA_INSTANT_BYTES];
    if (!value->has) {
        printf(" %*s", CELL_WIDTH, "-");
    } else if (value->type == RVA_COLUMN_TEXT) {
        printf(" %*s", CELL_WIDTH, value->text);
    } else if (value->type == RVA_COLUMN_REAL) {
        printf(" %*.4f", CELL_WIDTH, value->real);
    } else if (value->type == RVA_COLUMN_INSTANT) {
        rva_instant_format(value->integer, instant);
        printf(" %*s", CELL_WIDTH, instant);
    } else {
        printf(" %*" PRId64, CELL_WIDTH, value->integer);
    }
}

static void print_table(const rva_table *table)
{
    const size_t columns = rva_table_column_count(table);
    printf("\n%s\n", rva_table_name(table));
    for (size_t column = 0; column < columns; column++)
        printf(" %*s", CELL_WIDTH, rva_table_column_name(table, column));
    printf("\n");
    for (size_t row = 0; row < rva_table_row_count(table) && row < ROWS_MAX; row++) {
        for (size_t column = 0; column < columns; column++) {
            const rva_value value = rva_table_value(table, row, column);
            print_value(&value);
        }
        printf("\n");
    }
}

static int64_t grain_of(const char *by)
{
    return by != NULL && strcmp(by, "week") == 0 ? RVA_GRAIN_WEEK : RVA_GRAIN_DEFAULT;
}

static int ask_library(rva_store *store, const solar_question *question)
{
    rva_query query = RVA_QUERY_INIT;
    rva_report *report = NULL;
    rva_error err = RVA_ERROR_INIT;
    query.days = question->days;
    query.now_at = question->now_at;
    query.by = grain_of(question->by);
    if (rva_report_run(store, question->report, &query, &report, &err) != RVA_OK) {
        fprintf(stderr, "no report %s: %s\n", question->report, err.message);
        return -1;
    }
    for (size_t i = 0; i < rva_report_table_count(report); i++)
        print_table(rva_report_table_at(report, i));
    rva_report_free(report);
    return 0;
}

int solar_show(rva_store *store, const char *path, const solar_question *question)
{
    const char *command = command_path();
    printf("\n== %s ==\n", question->title);
    if (command != NULL)
        return ask_command(command, path, question);
    return ask_library(store, question);
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info;
    (void)kind;
    (void)walk;
    return remove(path);
}

void solar_remove(const char *path)
{
    nftw(path, remove_entry, 8, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}
