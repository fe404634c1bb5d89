/**
 * @file cli/query.c
 * Options into the question a report is asked.
 */
#include "query.h"

#include <stdio.h>
#include <string.h>

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

static int read_filters(const cli_arguments *arguments, query *out)
{
    const char *word;
    size_t count = 0;
    for (; (word = cli_nth(arguments, "where", count)) != NULL; count++) {
        const char *equals = strchr(word, '=');
        if (equals == NULL || equals == word)
            return cli_misused(arguments->command, "--where \"%s\" is not DIM=VALUE", word);
        if (count == RVA_FILTERS_MAX) {
            return cli_misused(arguments->command, "more than %d times --where",
                               (int)RVA_FILTERS_MAX);
        }
        char *name = out->dimensions[count];
        snprintf(name, sizeof out->dimensions[count], "%.*s", (int)(equals - word), word);
        if (!is_known(name, rva_dimension_name_at))
            return unknown(arguments, "where", name, rva_dimension_name_at);
        out->filters[count] = (rva_filter){name, equals + 1};
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

bool query_check(const cli_arguments *arguments, const rva_report_schema *report)
{
    static const struct {
        const char *option;
        rva_report_input input;
    } inputs[] = {
        {"from", RVA_INPUT_PERIOD},       {"to", RVA_INPUT_PERIOD},
        {"days", RVA_INPUT_PERIOD},       {"now", RVA_INPUT_NOW},
        {"mode", RVA_INPUT_MODE},         {"where", RVA_INPUT_WHERE},
        {"compare", RVA_INPUT_COMPARE},   {"by", RVA_INPUT_BY},
        {"measures", RVA_INPUT_MEASURES}, {"dimensions", RVA_INPUT_DIMENSIONS},
        {"sort", RVA_INPUT_SORT},         {"limit", RVA_INPUT_LIMIT},
    };
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        if (cli_has(arguments, inputs[i].option) && !(report->inputs & inputs[i].input)) {
            cli_misused(arguments->command, "%s takes no --%s", report->name, inputs[i].option);
            return false;
        }
    }
    return true;
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
    if (code == CLI_DONE)
        code = check_names(arguments, "dimensions", rva_dimension_name_at);
    ask->measures = cli_get(arguments, "measures");
    ask->dimensions = cli_get(arguments, "dimensions");
    ask->sort = cli_get(arguments, "sort");
    return code;
}
