/**
 * @file tests/given/given.c
 * What the tests of a store are given.
 */
#include "given.h"

#include <ftw.h>
#include <stdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/batch.h"
#include "record/cell_sums.h"
#include "store/id_index.h"

enum { REMOVE_DESCRIPTORS = 16 };

/** So that every test has both generations of ids, sums made by a helper, and documents kept. */
__attribute__((constructor)) static void lower_bounds(void)
{
    rva__id_recent_min = 4;
    rva__cell_sums_chunk = 2;
    rva__batch_long = 2;
}

static char root[GIVEN_PATH_BYTES / 2];

const char *given_place(const char *name)
{
    static char place[GIVEN_PATH_BYTES];
    const char *parent = getenv("TMPDIR");
    if (root[0] == '\0') {
        snprintf(root, sizeof root, "%s/rva-XXXXXX", parent ? parent : "/tmp");
        if (!mkdtemp(root)) {
            perror(root);
            exit(EXIT_FAILURE);
        }
    }
    snprintf(place, sizeof place, "%s/%.64s", root, name);
    return place;
}

static int remove_entry(const char *path, const struct stat *about, int kind, struct FTW *place)
{
    (void)about;
    (void)kind;
    (void)place;
    return remove(path);
}

void given_remove(const char *path)
{
    nftw(path, remove_entry, REMOVE_DESCRIPTORS, FTW_DEPTH | FTW_PHYS);
}

void given_end(void)
{
    if (root[0])
        given_remove(root);
    root[0] = '\0';
}

/** What gcov leaves behind, where it is in use. */
extern void __gcov_dump(void) __attribute__((weak));

_Noreturn void given_exit(int code)
{
    if (__gcov_dump)
        __gcov_dump();
    _exit(code);
}

void given_check(rva_status status, const rva_error *err, const char *what)
{
    if (status == RVA_OK)
        return;
    fprintf(stderr, "%s: %s: %s: %s\n", what, rva_status_name(status), err->field, err->message);
    exit(EXIT_FAILURE);
}

void given_create(const char *path)
{
    rva_error err = RVA_ERROR_INIT;
    given_check(rva_store_create(path, NULL, RVA_DURABLE, &err), &err, "rva_store_create");
}

rva_store *given_open_waiting(const char *path, int64_t busy_timeout_ms)
{
    rva_error err = RVA_ERROR_INIT;
    rva_store *store = NULL;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.busy_timeout_ms = busy_timeout_ms;
    given_check(rva_store_open(path, &options, &store, &err), &err, "rva_store_open");
    return store;
}

rva_store *given_open(const char *path)
{
    return given_open_waiting(path, 60000);
}

rva_store *given_store(const char *path)
{
    given_create(path);
    return given_open(path);
}

rva_store *given_store_without_targets(const char *path)
{
    rva_error err = RVA_ERROR_INIT;
    rva_settings *settings = NULL;
    const char *kpi;
    given_check(rva_settings_new(&settings, &err), &err, "rva_settings_new");
    while ((kpi = rva_settings_target_at(settings, 0, NULL)) != NULL)
        given_check(rva_settings_set_target(settings, kpi, (double)NAN, &err), &err, kpi);
    given_check(rva_store_create(path, settings, RVA_EPHEMERAL, &err), &err, "rva_store_create");
    rva_settings_free(settings);
    return given_open(path);
}

rva_event given_conversation(const char *id)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_CONVERSATION, GIVEN_AT);
    event.id = id;
    event.source = "google";
    event.zip = "11215";
    return event;
}

rva_event given_stage(const char *conversation, const char *stage, int64_t second)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_STAGE, GIVEN_AT + second * GIVEN_SECOND);
    event.conversation = conversation;
    event.stage = stage;
    event.action = RVA_ACTION_ENTER;
    return event;
}

rva_event given_lead(const char *id, const char *conversation)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_LEAD, GIVEN_AT + 60 * GIVEN_SECOND);
    event.id = id;
    event.conversation = conversation;
    event.tier = "premium";
    event.value_minor = 27500;
    return event;
}

rva_event given_offer(const char *id, const char *lead, const char *platform)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_OFFER, GIVEN_AT + 120 * GIVEN_SECOND);
    event.id = id;
    event.lead = lead;
    event.platform = platform;
    return event;
}

rva_event given_sale(const char *id, const char *lead, int64_t amount_minor)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_TRANSACTION, GIVEN_AT + 3600 * GIVEN_SECOND);
    event.id = id;
    event.lead = lead;
    event.kind = RVA_KIND_SALE;
    event.platform = "SolarReviews";
    event.amount_minor = amount_minor;
    return event;
}

rva_event given_erasure(const char *conversation)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_ERASE, RVA_ABSENT);
    event.conversation = conversation;
    return event;
}

void given_record(rva_store *store, const rva_event *event)
{
    rva_error err = RVA_ERROR_INIT;
    rva_outcome outcome = RVA_REFUSED;
    given_check(rva_record(store, event, &outcome, &err), &err, "rva_record");
    if (outcome == RVA_ACCEPTED || outcome == RVA_CORRECTED)
        return;
    fprintf(stderr, "rva_record: outcome %d for %s\n", (int)outcome, event->id ? event->id : "");
    exit(EXIT_FAILURE);
}

void given_history(rva_store *store, int number)
{
    char conversation[GIVEN_ID_BYTES], lead[GIVEN_ID_BYTES], offer[GIVEN_ID_BYTES];
    char sale[GIVEN_ID_BYTES];
    rva_error err = RVA_ERROR_INIT;
    rva_record_summary summary = {0};
    snprintf(conversation, sizeof conversation, "c-%d", number);
    snprintf(lead, sizeof lead, "l-%d", number);
    snprintf(offer, sizeof offer, "o-%d", number);
    snprintf(sale, sizeof sale, "t-%d", number);
    const rva_event events[] = {
        given_conversation(conversation),
        given_stage(conversation, "welcome", number % 50),
        given_lead(lead, conversation),
        given_offer(offer, lead, "SolarReviews"),
        given_sale(sale, lead, 100 + number % 50),
    };
    const size_t count = sizeof events / sizeof *events;
    given_check(rva_record_many(store, events, count, &summary, NULL, &err), &err,
                "rva_record_many");
    if (summary.accepted == (int64_t)count)
        return;
    fprintf(stderr, "rva_record_many: %d of %d accepted\n", (int)summary.accepted, (int)count);
    exit(EXIT_FAILURE);
}

static rva_query month(void)
{
    rva_query query = RVA_QUERY_INIT;
    query.from_at = GIVEN_AT - GIVEN_DAY / 2;
    query.to_at = query.from_at + 31 * GIVEN_DAY;
    query.now_at = query.to_at + GIVEN_DAY;
    return query;
}

int64_t given_gross(rva_store *store)
{
    rva_error err = RVA_ERROR_INIT;
    rva_query query = month();
    rva_report *report = NULL;
    query.measures = "revenue_gross_minor";
    query.by = RVA_GRAIN_NONE;
    given_check(rva_report_cube(store, &query, &report, &err), &err, "rva_report_cube");
    const rva_table *cells = rva_report_table(report, "cells");
    const int64_t column = rva_table_column_find(cells, "revenue_gross_minor");
    const int64_t gross =
        rva_table_row_count(cells) == 0 ? 0 : rva_table_value(cells, 0, (size_t)column).integer;
    rva_report_free(report);
    return gross;
}

void given_fit_query(const char *name, rva_query *query)
{
    const rva_report_schema *schema;
    size_t i = 0;
    while ((schema = rva_report_schema_at(i)) != NULL && strcmp(schema->name, name) != 0)
        i++;
    if (schema && !(schema->inputs & RVA_INPUT_PERIOD))
        query->from_at = query->to_at = RVA_ABSENT;
}

/** The table of texts that an erasure takes; it is the last one of its report. */
static const char reasons[] = ",\"reasons\":[";

/** One report as JSON, appended as far as it is figures. */
static rva_status append_report(rva_store *store, const char *name, FILE *to)
{
    rva_report *report = NULL;
    char *text = NULL;
    size_t size = 0;
    rva_query query = month();
    given_fit_query(name, &query);
    rva_status status = rva_report_run(store, name, &query, &report, NULL);
    if (status == RVA_OK)
        status = rva_report_write(report, RVA_FORMAT_JSON, &text, &size, NULL);
    const char *end = status == RVA_OK ? memmem(text, size, reasons, sizeof reasons - 1) : NULL;
    if (status == RVA_OK)
        fwrite(text, 1, end ? (size_t)(end - text) : size, to);
    rva_free(text);
    rva_report_free(report);
    return status;
}

char *given_try_figures(rva_store *store, rva_status *status)
{
    char *figures = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&figures, &size);
    const char *name;
    *status = RVA_OK;
    for (size_t i = 0; *status == RVA_OK && (name = rva_report_name_at(i)) != NULL; i++)
        *status = append_report(store, name, to);
    fclose(to);
    if (*status == RVA_OK)
        return figures;
    free(figures);
    return NULL;
}

char *given_figures(rva_store *store)
{
    rva_status status;
    const rva_error err = RVA_ERROR_INIT;
    char *figures = given_try_figures(store, &status);
    given_check(status, &err, "rva_report_run");
    return figures;
}

int64_t given_events(rva_store *store)
{
    rva_store_info info = {0};
    rva_error err = RVA_ERROR_INIT;
    given_check(rva_store_get_info(store, &info, &err), &err, "rva_store_get_info");
    return info.events;
}

int64_t given_differences(rva_store *store, rva_verify_level level)
{
    rva_verify_result result = {0};
    rva_error err = RVA_ERROR_INIT;
    if (rva_store_verify(store, level, &result, NULL, NULL, &err) != RVA_OK) {
        fprintf(stderr, "rva_store_verify: %s\n", err.message);
        return -1;
    }
    if (result.differences > 0)
        fprintf(stderr, "verify: %s\n", result.first.message);
    return result.differences;
}

long given_number(const char *name, long otherwise)
{
    const char *text = getenv(name);
    return text && text[0] ? strtol(text, NULL, 10) : otherwise;
}
