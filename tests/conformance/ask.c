/**
 * @file conformance/ask.c
 * The cases through the shared library, as a program in C would ask them.
 *
 *     ask create STORE SETTINGS EVENTS
 *     ask report STORE NAME [KEY=VALUE ...]
 *
 * The keys are those of a query in cases.json; where is where=DIMENSION=VALUES or
 * where=DIMENSION!=VALUES, once for each.
 */
#include <ingest.h>
#include <revanalytics.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WHERE_MAX = 4 };

/* A query and the conditions it points to. */
typedef struct question {
    rva_query ask;
    rva_filter where[WHERE_MAX];
} question;

static const char *const modes[] = {"default", "booked", "restated", NULL};
static const char *const compares[] = {"default",       "same_time", "full", "previous_period",
                                       "previous_year", "none",      NULL};
static const char *const grains[] = {"default", "hour",    "day",  "week", "month",
                                     "none",    "quarter", "year", NULL};

static const char *const values[] = {"default", "expected", "flat", NULL};

static rva_status create(const char *path, const char *settings_path, const char *events,
                         rva_error *err)
{
    rva_store *store = NULL;
    rva_ingest_summary summary = {0};
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    rva_settings *settings = NULL;
    options.durability = RVA_EPHEMERAL;
    rva_status status = rva_settings_new(&settings, err);
    if (status == RVA_OK)
        status = rva_ingest_settings(settings_path, settings, err);
    if (status == RVA_OK)
        status = rva_store_create(path, settings, RVA_EPHEMERAL, err);
    if (status == RVA_OK)
        status = rva_store_open(path, &options, &store, err);
    if (status == RVA_OK)
        status = rva_ingest_file(store, events, NULL, &summary, err);
    rva_store_close(store);
    rva_settings_free(settings);
    if (status == RVA_OK && summary.events.accepted != summary.lines) {
        fprintf(stderr, "an event of %s was not accepted\n", events);
        exit(1);
    }
    return status;
}

/* An instant as RFC 3339 writes it, or a local day. */
static bool read_at(rva_store *store, const char *text, int64_t *out)
{
    if (strchr(text, 'T') != NULL)
        return rva_instant_parse(text, out, NULL) == RVA_OK;
    return rva_store_local_instant(store, text, out, NULL) == RVA_OK;
}

static bool read_name(const char *const *names, const char *text, int64_t *out)
{
    for (int64_t i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], text) == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

static bool add_condition(question *query, char *text)
{
    char *value = strchr(text, '=');
    if (value == NULL || value == text || query->ask.where_count == WHERE_MAX)
        return false;
    const bool excludes = value[-1] == '!';
    value[excludes ? -1 : 0] = '\0';
    query->where[query->ask.where_count++] = (rva_filter){text, value + 1, excludes};
    return true;
}

static bool add(rva_store *store, const char *key, char *value, question *query)
{
    rva_query *ask = &query->ask;
    if (strcmp(key, "from") == 0)
        return read_at(store, value, &ask->from_at);
    if (strcmp(key, "to") == 0)
        return read_at(store, value, &ask->to_at);
    if (strcmp(key, "now") == 0)
        return read_at(store, value, &ask->now_at);
    if (strcmp(key, "mode") == 0)
        return read_name(modes, value, &ask->mode);
    if (strcmp(key, "compare") == 0)
        return read_name(compares, value, &ask->compare);
    if (strcmp(key, "by") == 0)
        return read_name(grains, value, &ask->by);
    if (strcmp(key, "where") == 0)
        return add_condition(query, value);
    if (strcmp(key, "days") == 0)
        return (ask->days = atoll(value)) > 0;
    if (strcmp(key, "period") == 0)
        return (ask->period = value) != NULL;
    if (strcmp(key, "measures") == 0)
        return (ask->measures = value) != NULL;
    if (strcmp(key, "dimensions") == 0)
        return (ask->dimensions = value) != NULL;
    if (strcmp(key, "sort") == 0)
        return (ask->sort = value) != NULL;
    if (strcmp(key, "value") == 0)
        return read_name(values, value, &ask->value);
    if (strcmp(key, "limit") == 0)
        return (ask->limit = atoll(value)) > 0;
    return false;
}

static void read_question(rva_store *store, char **words, question *out)
{
    out->ask = (rva_query)RVA_QUERY_INIT;
    out->ask.where = out->where;
    for (; *words != NULL; words++) {
        char *value = strchr(*words, '=');
        if (value != NULL)
            *value++ = '\0';
        if (value == NULL || !add(store, *words, value, out)) {
            fprintf(stderr, "not understood: %s\n", *words);
            exit(2);
        }
    }
}

static rva_status print(const rva_report *report, rva_error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    const rva_status status = rva_report_write(report, RVA_FORMAT_JSON, &bytes, &size, err);
    if (status == RVA_OK && (fwrite(bytes, 1, size, stdout) != size || fflush(stdout) != 0)) {
        perror("ask");
        exit(1);
    }
    rva_free(bytes);
    return status;
}

static rva_status report(const char *path, const char *name, char **words, rva_error *err)
{
    question query;
    rva_store *store = NULL;
    rva_report *answer = NULL;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.read_only = 1;
    rva_status status = rva_store_open(path, &options, &store, err);
    if (status != RVA_OK)
        return status;
    read_question(store, words, &query);
    status = rva_report_run(store, name, &query.ask, &answer, err);
    if (status == RVA_OK)
        status = print(answer, err);
    rva_report_free(answer);
    rva_store_close(store);
    return status;
}

int main(int argc, char **argv)
{
    rva_error err = RVA_ERROR_INIT;
    rva_status status = RVA_OK;
    if (argc == 5 && strcmp(argv[1], "create") == 0) {
        status = create(argv[2], argv[3], argv[4], &err);
    } else if (argc >= 4 && strcmp(argv[1], "report") == 0) {
        status = report(argv[2], argv[3], argv + 4, &err);
    } else {
        fputs("usage: ask create STORE SETTINGS EVENTS\n"
              "       ask report STORE NAME [KEY=VALUE ...]\n",
              stderr);
        return 2;
    }
    if (status != RVA_OK)
        fprintf(stderr, "ask: %s\n", err.message);
    return status == RVA_OK ? 0 : 1;
}
