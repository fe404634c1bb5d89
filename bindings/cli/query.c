/**
 * @file cli/query.c
 * Options into the question a report is asked.
 */
#include "query.h"

#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "complain.h"
#include "dates.h"
#include "names.h"

static int read_instant(const cli_arguments *arguments, rva_store *store, const char *option,
                        int64_t *out)
{
    const char *word = cli_get(arguments, option);
    rva_error err = RVA_ERROR_INIT;
    if (word == NULL || dates_read(store, word, out, &err) == RVA_OK)
        return CLI_DONE;
    cli_misused(arguments->command, "--%s \"%s\": %s", option, word, err.message);
    return CLI_USAGE;
}

static bool is_known(const char *name, const char *(*at)(size_t index))
{
    const char *known;
    for (size_t i = 0; (known = at(i)) != NULL; i++) {
        if (strcmp(known, name) == 0)
            return true;
    }
    return false;
}

static int unknown(const cli_arguments *arguments, const char *option, const char *name,
                   const char *(*at)(size_t index))
{
    const char *near = cli_nearest(name, at);
    if (near == NULL)
        return cli_misused(arguments->command, "--%s: there is no \"%s\"", option, name);
    return cli_misused(arguments->command, "--%s: there is no \"%s\": did you mean \"%s\"?", option,
                       name, near);
}

/* Takes "platform=A,B" or "platform!=A,B"; the library reads the list. */
static int read_filter(const cli_arguments *arguments, const char *word, char name[NAME_BYTES],
                       rva_filter *out)
{
    const char *equals = strchr(word, '=');
    const bool excludes = equals != NULL && equals > word && equals[-1] == '!';
    const char *end = excludes ? equals - 1 : equals;
    if (end == NULL || end == word)
        return cli_misused(arguments->command, "--where \"%s\" is not DIM=VALUES or DIM!=VALUES",
                           word);
    snprintf(name, NAME_BYTES, "%.*s", (int)(end - word), word);
    *out = (rva_filter){name, equals + 1, excludes};
    return CLI_DONE;
}

static int read_filters(const cli_arguments *arguments, query *out)
{
    const char *word;
    size_t count = 0;
    for (; (word = cli_nth(arguments, "where", count)) != NULL; count++) {
        if (count == RVA_FILTERS_MAX) {
            return cli_misused(arguments->command, "more than %d times --where",
                               (int)RVA_FILTERS_MAX);
        }
        const int code = read_filter(arguments, word, out->dimensions[count], &out->filters[count]);
        if (code != CLI_DONE)
            return code;
    }
    out->ask.where = count ? out->filters : NULL;
    out->ask.where_count = count;
    return CLI_DONE;
}

/* Checks each of "a,b,c". */
static int check_names(const cli_arguments *arguments, const char *option,
                       const char *(*at)(size_t index))
{
    const char *list = cli_get(arguments, option);
    while (list != NULL && *list != '\0') {
        char name[64];
        const char *end = strchrnul(list, ',');
        snprintf(name, sizeof name, "%.*s", (int)(end - list), list);
        if (!is_known(name, at))
            return unknown(arguments, option, name, at);
        list = *end == ',' ? end + 1 : end;
    }
    return CLI_DONE;
}

bool query_takes(const cli_arguments *arguments, const char *what, const char *taken)
{
    static const cli_option options[] = {QUERY_OPTIONS};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const char *name = options[i].name;
        if (cli_has(arguments, name) && (taken == NULL || strcmp(name, taken) != 0)) {
            cli_misused(arguments->command, "%s takes no --%s", what, name);
            return false;
        }
    }
    return true;
}

int query_failed(const cli_arguments *arguments, rva_status status, const rva_error *err)
{
    if ((status == RVA_INVALID || status == RVA_NOT_FOUND) && err->field[0] != '\0')
        return cli_misused(arguments->command, "--%s: %s", err->field, err->message);
    return cli_failed(arguments, err);
}

void query_warn(const cli_arguments *arguments, const rva_report *report)
{
    for (size_t i = 0; i < rva_report_warning_count(report); i++)
        complain(arguments->command->name, "warning: %s", rva_report_warning_at(report, i));
}

int query_read(const cli_arguments *arguments, rva_store *store, query *out)
{
    *out = (query){.ask = RVA_QUERY_INIT};
    rva_query *ask = &out->ask;
    if (!cli_integer(arguments, "days", 1, RVA_DAYS_MAX, 0, &ask->days) ||
        !cli_choice(arguments, "mode", "default|booked|restated", 0, &ask->mode) ||
        !cli_choice(arguments, "compare",
                    "default|same_time|full|previous_period|previous_year|none", 0,
                    &ask->compare) ||
        !cli_choice(arguments, "by", "default|hour|day|week|month|none|quarter|year", 0,
                    &ask->by) ||
        !cli_choice(arguments, "value", "default|expected|flat", 0, &ask->value) ||
        !cli_integer(arguments, "limit", 0, INT64_MAX, 0, &ask->limit))
        return CLI_USAGE;
    int code = read_instant(arguments, store, "from", &ask->from_at);
    if (code == CLI_DONE)
        code = read_instant(arguments, store, "to", &ask->to_at);
    if (code == CLI_DONE)
        code = read_instant(arguments, store, "now", &ask->now_at);
    if (code == CLI_DONE)
        code = read_filters(arguments, out);
    if (code == CLI_DONE)
        code = check_names(arguments, "measures", names_measure_at);
    ask->period = cli_get(arguments, "period");
    ask->measures = cli_get(arguments, "measures");
    ask->dimensions = cli_get(arguments, "dimensions");
    ask->sort = cli_get(arguments, "sort");
    return code;
}
