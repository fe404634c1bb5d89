/**
 * @file oracle/engine.c
 * The library under test, through its public headers only.
 */
#include "engine.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH_MAX = 17, NAMES_BYTES = 1024, REMOVE_DESCRIPTORS = 16 };

static bool passed(const char *call, rva_status status, const rva_error *err,
                   oracle_failure *failure)
{
    if (status == RVA_OK)
        return true;
    return oracle_fail(failure, "%s returned %s, field \"%s\": %s", call, rva_status_name(status),
                       err->field, err->message);
}

static rva_status fill_settings(const reference_settings *from, rva_settings *to, rva_error *err)
{
    char hours[32];
    snprintf(hours, sizeof hours, "%lld", (long long)from->idle_timeout_hours);
    rva_status status = rva_settings_set(to, "time_zone", from->time_zone, err);
    if (status == RVA_OK)
        status = rva_settings_set(to, "idle_timeout_hours", hours, err);
    if (status == RVA_OK)
        status = rva_settings_set(to, "earliest_at", "1970-01-01", err);
    rva_settings_clear_stages(to);
    for (size_t i = 0; i < from->stage_count && status == RVA_OK; i++)
        status = rva_settings_add_stage(to, from->stages[i], 1, err);
    for (size_t i = 0; i < REFERENCE_ZONES && status == RVA_OK; i++)
        status = rva_settings_set_zone(to, reference_zones[i][0], reference_zones[i][1], err);
    return status;
}

/* Aliases and attributes. */
static rva_status fill_names(rva_settings *to, rva_error *err)
{
    rva_status status = RVA_OK;
    for (size_t i = 0; i < MEANING_ATTRIBUTES && status == RVA_OK; i++)
        status = rva_settings_add_attribute(to, meaning_attributes[i], err);
    for (size_t i = 0; i < MEANING_ALIASES && status == RVA_OK; i++)
        status = rva_settings_set_alias(to, reference_dimension_name(meaning_aliases[i].dimension),
                                        meaning_aliases[i].spelling, meaning_aliases[i].name, err);
    return status;
}

static bool open_store(oracle_engine *engine, oracle_failure *failure)
{
    rva_error err = RVA_ERROR_INIT;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.durability = RVA_EPHEMERAL;
    const rva_status status = rva_store_open(engine->path, &options, &engine->store, &err);
    return passed("rva_store_open", status, &err, failure);
}

bool engine_create(oracle_engine *engine, const reference_settings *settings,
                   oracle_failure *failure)
{
    const char *folder = getenv("TMPDIR");
    rva_error err = RVA_ERROR_INIT;
    rva_settings *made = NULL;
    engine->store = NULL;
    snprintf(engine->root, sizeof engine->root, "%.200s/rva-oracle-XXXXXX",
             folder ? folder : "/tmp");
    if (!mkdtemp(engine->root)) {
        engine->root[0] = '\0';
        return oracle_fail(failure, "no temporary directory");
    }
    snprintf(engine->path, sizeof engine->path, "%s/store", engine->root);

    rva_status status = rva_settings_new(&made, &err);
    if (status == RVA_OK)
        status = fill_settings(settings, made, &err);
    if (status == RVA_OK && !settings->is_told_later)
        status = fill_names(made, &err);
    if (status == RVA_OK)
        status = rva_store_create(engine->path, made, RVA_EPHEMERAL, &err);
    rva_settings_free(made);
    return passed("rva_store_create", status, &err, failure) && open_store(engine, failure);
}

bool engine_reopen(oracle_engine *engine, oracle_failure *failure)
{
    rva_store_close(engine->store);
    engine->store = NULL;
    return open_store(engine, failure);
}

static bool record_one(oracle_engine *engine, const rva_event *event, bool *kept,
                       oracle_failure *failure)
{
    rva_error err = RVA_ERROR_INIT;
    const rva_status status = rva_record(engine->store, event, NULL, &err);
    if (kept)
        *kept = status != RVA_ERASED;
    return status == RVA_CONFLICT || (kept && status == RVA_ERASED) ||
           passed("rva_record", status, &err, failure);
}

static bool record_batch(oracle_engine *engine, const rva_event *events, size_t count, bool *kept,
                         oracle_failure *failure)
{
    rva_error err = RVA_ERROR_INIT;
    rva_record_summary summary = {0};
    rva_rejections *rejections = NULL;
    const rva_status status =
        rva_record_many(engine->store, events, count, &summary, &rejections, &err);
    bool good = passed("rva_record_many", status, &err, failure);
    for (size_t i = 0; kept && i < count; i++)
        kept[i] = true;
    for (size_t i = 0; good && i < rva_rejections_count(rejections); i++) {
        const rva_rejection *rejection = rva_rejections_at(rejections, i);
        if (kept && rejection->outcome == RVA_OF_ERASED)
            kept[rejection->index] = false;
        else if (rejection->outcome != RVA_CONFLICTING)
            good = oracle_fail(failure, "rva_record_many refused an event: %s",
                               rejection->error.message);
    }
    const int64_t sum = summary.accepted + summary.corrected + summary.duplicate +
                        summary.conflict + summary.refused + summary.erased;
    if (good && sum != (int64_t)count)
        good = oracle_fail(failure, "rva_record_many counted %lld outcomes of %zu events",
                           (long long)sum, count);
    rva_rejections_free(rejections);
    return good;
}

bool engine_record(oracle_engine *engine, const rva_event *events, size_t count,
                   oracle_random *random, bool *kept, oracle_failure *failure)
{
    const bool singly = random_chance(random, 40);
    for (size_t i = 0; i < count;) {
        size_t size = singly ? 1 : 1 + random_below(random, BATCH_MAX);
        size = size < count - i ? size : count - i;
        bool *room = kept ? kept + i : NULL;
        if (singly ? !record_one(engine, &events[i], room, failure)
                   : !record_batch(engine, &events[i], size, room, failure))
            return false;
        i += size;
    }
    return true;
}

static void append_name(char *names, const char *name)
{
    const size_t used = strlen(names);
    snprintf(names + used, NAMES_BYTES - used, "%s%s", used ? "," : "", name);
}

static bool read_measures(const reference_query *query, const rva_table *table, size_t index,
                          reference_row *row, oracle_failure *failure)
{
    for (int measure = 0; measure < RVA__MEASURE_COUNT; measure++) {
        if (!reference_asked(query, measure))
            continue;
        const char *name = reference_measure_names[measure];
        const int64_t column = rva_table_column_find(table, name);
        const bool answers = reference_answers(query, measure);
        if (column < 0 && answers)
            return oracle_fail(failure, "table cells has no column %s", name);
        if (column < 0)
            continue;
        const rva_value value = rva_table_value(table, index, (size_t)column);
        if ((value.has != 0) != answers)
            return oracle_fail(failure, "row %zu: %s has %s value", index, name,
                               value.has ? "a" : "no");
        row->measures[measure] = value.has ? value.integer : 0;
    }
    return true;
}

static const char *copy_text(rva_value value, oracle_memory *memory)
{
    return oracle_printf(memory, "%s", value.text ? value.text : "(NULL)");
}

static bool read_row(const reference_query *query, const rva_table *table, size_t index,
                     reference_rows *rows, oracle_failure *failure)
{
    reference_row *row = &rows->items[rows->count++];
    size_t column = 0;
    if (query->by != RVA_GRAIN_NONE) {
        const rva_value label = rva_table_value(table, index, 1);
        row->bucket_at = rva_table_value(table, index, 0).integer;
        snprintf(row->bucket, sizeof row->bucket, "%s", label.text ? label.text : "(NULL)");
        column = 2;
    }
    for (size_t i = 0; i < query->dim_count; i++, column++) {
        const char *name = rva_table_column_name(table, column);
        const char *wanted = reference_dimension_name(query->dims[i]);
        if (!name || strcmp(name, wanted) != 0)
            return oracle_fail(failure, "column %zu is %s, not %s", column, name ? name : "(NULL)",
                               wanted);
        row->values[i] = copy_text(rva_table_value(table, index, column), &rows->memory);
    }
    return read_measures(query, table, index, row, failure);
}

static bool read_cells(const reference_query *query, const rva_report *report, reference_rows *out,
                       oracle_failure *failure)
{
    const rva_table *table = rva_report_table(report, "cells");
    if (!table)
        return oracle_fail(failure, "the report has no table cells");
    const size_t count = rva_table_row_count(table);
    out->items = oracle_take(&out->memory, (count + 1) * sizeof *out->items);
    for (size_t i = 0; i < count; i++)
        if (!read_row(query, table, i, out, failure))
            return false;
    return true;
}

bool engine_cells(oracle_engine *engine, const reference_query *query, reference_rows *out,
                  oracle_failure *failure)
{
    char dims[NAMES_BYTES] = "";
    char measures[NAMES_BYTES] = "";
    char values[2][NAMES_BYTES];
    rva_filter where[2];
    for (size_t i = 0; i < query->dim_count; i++)
        append_name(dims, reference_dimension_name(query->dims[i]));
    for (size_t i = 0; i < query->measure_count; i++)
        append_name(measures, reference_measure_names[query->measures[i]]);
    for (size_t i = 0; i < query->where_count; i++) {
        snprintf(values[i], sizeof values[i], "%s", query->where_value[i]);
        if (query->where_other[i])
            append_name(values[i], query->where_other[i]);
        where[i] = (rva_filter){reference_dimension_name(query->where[i]), values[i],
                                query->where_excludes[i]};
    }

    rva_query asked = RVA_QUERY_INIT;
    asked.from_at = query->from_at;
    asked.to_at = query->to_at;
    asked.now_at = query->now_at;
    asked.by = query->by;
    asked.dimensions = query->dim_count ? dims : NULL;
    asked.measures = query->measure_count ? measures : NULL;
    asked.where = query->where_count ? where : NULL;
    asked.where_count = query->where_count;
    rva_error err = RVA_ERROR_INIT;
    rva_report *report = NULL;
    const rva_status status = rva_report_cube(engine->store, &asked, &report, &err);
    *out = (reference_rows){NULL, 0, {NULL}};
    if (reference_refuses(query)) {
        rva_report_free(report);
        return status == RVA_INVALID ||
               oracle_fail(failure, "the cube answers what has not all dimensions");
    }
    const bool good =
        passed("rva_report_cube", status, &err, failure) && read_cells(query, report, out, failure);
    rva_report_free(report);
    if (!good)
        reference_rows_free(out);
    return good;
}

bool engine_report(oracle_engine *engine, const char *name, int64_t from_at, int64_t to_at,
                   int64_t now_at, char **out, oracle_failure *failure)
{
    rva_query query = RVA_QUERY_INIT;
    query.from_at = from_at;
    query.to_at = to_at;
    query.now_at = now_at;
    rva_error err = RVA_ERROR_INIT;
    rva_report *report = NULL;
    size_t size = 0;
    *out = NULL;
    rva_status status = rva_report_run(engine->store, name, &query, &report, &err);
    if (status == RVA_OK)
        status = rva_report_write(report, RVA_FORMAT_JSON, out, &size, &err);
    rva_report_free(report);
    return passed(name, status, &err, failure);
}

bool engine_verify(oracle_engine *engine, oracle_failure *failure)
{
    rva_error err = RVA_ERROR_INIT;
    rva_verify_result result;
    memset(&result, 0, sizeof result);
    const rva_status status =
        rva_store_verify(engine->store, RVA_VERIFY_FULL, &result, NULL, NULL, &err);
    if (!passed("rva_store_verify", status, &err, failure))
        return false;
    if (result.differences != 0)
        return oracle_fail(failure, "verify found %lld differences, the first: %s",
                           (long long)result.differences, result.first.message);
    return true;
}

bool engine_tell_names(oracle_engine *engine, oracle_failure *failure)
{
    rva_error err = RVA_ERROR_INIT;
    rva_settings *settings = NULL;
    rva_status status = rva_store_settings(engine->store, &settings, &err);
    if (status == RVA_OK)
        status = fill_names(settings, &err);
    if (status == RVA_OK)
        status = rva_store_change_settings(engine->store, settings, NULL, NULL, &err);
    rva_settings_free(settings);
    return passed("rva_store_change_settings", status, &err, failure);
}

bool engine_rebuild(oracle_engine *engine, oracle_failure *failure)
{
    rva_error err = RVA_ERROR_INIT;
    int64_t lost = 0;
    const rva_status status = rva_store_rebuild(engine->store, &lost, NULL, NULL, &err);
    if (!passed("rva_store_rebuild", status, &err, failure))
        return false;
    return lost == 0 || oracle_fail(failure, "rebuild lost %lld blocks", (long long)lost);
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info;
    (void)kind;
    (void)place;
    return remove(path);
}

void engine_remove(oracle_engine *engine)
{
    rva_store_close(engine->store);
    engine->store = NULL;
    if (engine->root[0])
        nftw(engine->root, remove_entry, REMOVE_DESCRIPTORS, FTW_DEPTH | FTW_PHYS);
    engine->root[0] = '\0';
}
