/**
 * @file bindings/structs.h
 * The members of structs that bindings give and take as native objects.
 *
 * Made by bindings/generate.py; do not edit.
 */
#ifndef RVA_BINDINGS_STRUCTS_H
#define RVA_BINDINGS_STRUCTS_H

#include <revanalytics.h>

#include "ingest.h"

/** What a member holds. */
typedef enum rva_struct_form {
    RVA_STRUCT_INTEGER, /**< int64_t */
    RVA_STRUCT_INSTANT, /**< int64_t, microseconds UTC */
    RVA_STRUCT_TEXT,    /**< const char * */
    RVA_STRUCT_ERROR,   /**< rva_error */
    RVA_STRUCT_LETTERS, /**< char[], a text to be read */
} rva_struct_form;

/** One member; a NULL name ends a list. */
typedef struct rva_struct_field {
    const char *name;
    rva_struct_form form;
    size_t offset;
} rva_struct_field;

// clang-format off

static const rva_struct_field rva_store_options_fields[] = {
    {"durability", RVA_STRUCT_INTEGER, offsetof(rva_store_options, durability)},
    {"async_ms", RVA_STRUCT_INTEGER, offsetof(rva_store_options, async_ms)},
    {"read_only", RVA_STRUCT_INTEGER, offsetof(rva_store_options, read_only)},
    {"busy_timeout_ms", RVA_STRUCT_INTEGER, offsetof(rva_store_options, busy_timeout_ms)},
    {"map_mib_max", RVA_STRUCT_INTEGER, offsetof(rva_store_options, map_mib_max)},
    {"upgrade", RVA_STRUCT_INTEGER, offsetof(rva_store_options, upgrade)},
    {NULL, RVA_STRUCT_INTEGER, 0},
};

static const rva_struct_field rva_store_info_fields[] = {
    {"events", RVA_STRUCT_INTEGER, offsetof(rva_store_info, events)},
    {"documents", RVA_STRUCT_INTEGER, offsetof(rva_store_info, documents)},
    {"cells", RVA_STRUCT_INTEGER, offsetof(rva_store_info, cells)},
    {"fact_rows", RVA_STRUCT_INTEGER, offsetof(rva_store_info, fact_rows)},
    {"ids", RVA_STRUCT_INTEGER, offsetof(rva_store_info, ids)},
    {"dictionary", RVA_STRUCT_INTEGER, offsetof(rva_store_info, dictionary)},
    {"overflowed", RVA_STRUCT_INTEGER, offsetof(rva_store_info, overflowed)},
    {"first_at", RVA_STRUCT_INSTANT, offsetof(rva_store_info, first_at)},
    {"last_at", RVA_STRUCT_INSTANT, offsetof(rva_store_info, last_at)},
    {"data_bytes", RVA_STRUCT_INTEGER, offsetof(rva_store_info, data_bytes)},
    {"free_bytes", RVA_STRUCT_INTEGER, offsetof(rva_store_info, free_bytes)},
    {"map_bytes", RVA_STRUCT_INTEGER, offsetof(rva_store_info, map_bytes)},
    {"readers", RVA_STRUCT_INTEGER, offsetof(rva_store_info, readers)},
    {"format_major", RVA_STRUCT_INTEGER, offsetof(rva_store_info, format_major)},
    {"format_minor", RVA_STRUCT_INTEGER, offsetof(rva_store_info, format_minor)},
    {"ephemeral", RVA_STRUCT_INTEGER, offsetof(rva_store_info, ephemeral)},
    {"change", RVA_STRUCT_INTEGER, offsetof(rva_store_info, change)},
    {"crossed", RVA_STRUCT_INTEGER, offsetof(rva_store_info, crossed)},
    {"unannounced", RVA_STRUCT_INTEGER, offsetof(rva_store_info, unannounced)},
    {"erased", RVA_STRUCT_INTEGER, offsetof(rva_store_info, erased)},
    {NULL, RVA_STRUCT_INTEGER, 0},
};

static const rva_struct_field rva_verify_result_fields[] = {
    {"events", RVA_STRUCT_INTEGER, offsetof(rva_verify_result, events)},
    {"documents", RVA_STRUCT_INTEGER, offsetof(rva_verify_result, documents)},
    {"fact_rows", RVA_STRUCT_INTEGER, offsetof(rva_verify_result, fact_rows)},
    {"cells", RVA_STRUCT_INTEGER, offsetof(rva_verify_result, cells)},
    {"ids", RVA_STRUCT_INTEGER, offsetof(rva_verify_result, ids)},
    {"differences", RVA_STRUCT_INTEGER, offsetof(rva_verify_result, differences)},
    {"first", RVA_STRUCT_ERROR, offsetof(rva_verify_result, first)},
    {NULL, RVA_STRUCT_INTEGER, 0},
};

static const rva_struct_field rva_upgrade_result_fields[] = {
    {"upgraded", RVA_STRUCT_INTEGER, offsetof(rva_upgrade_result, upgraded)},
    {"events", RVA_STRUCT_INTEGER, offsetof(rva_upgrade_result, events)},
    {"lost", RVA_STRUCT_INTEGER, offsetof(rva_upgrade_result, lost)},
    {"made_by", RVA_STRUCT_LETTERS, offsetof(rva_upgrade_result, made_by)},
    {NULL, RVA_STRUCT_INTEGER, 0},
};

static const rva_struct_field rva_salvage_result_fields[] = {
    {"events", RVA_STRUCT_INTEGER, offsetof(rva_salvage_result, events)},
    {"missing", RVA_STRUCT_INTEGER, offsetof(rva_salvage_result, missing)},
    {"damaged_pages", RVA_STRUCT_INTEGER, offsetof(rva_salvage_result, damaged_pages)},
    {"settings_found", RVA_STRUCT_INTEGER, offsetof(rva_salvage_result, settings_found)},
    {NULL, RVA_STRUCT_INTEGER, 0},
};

static const rva_struct_field rva_record_summary_fields[] = {
    {"accepted", RVA_STRUCT_INTEGER, offsetof(rva_record_summary, accepted)},
    {"duplicate", RVA_STRUCT_INTEGER, offsetof(rva_record_summary, duplicate)},
    {"conflict", RVA_STRUCT_INTEGER, offsetof(rva_record_summary, conflict)},
    {"refused", RVA_STRUCT_INTEGER, offsetof(rva_record_summary, refused)},
    {"corrected", RVA_STRUCT_INTEGER, offsetof(rva_record_summary, corrected)},
    {"erased", RVA_STRUCT_INTEGER, offsetof(rva_record_summary, erased)},
    {NULL, RVA_STRUCT_INTEGER, 0},
};

static const rva_struct_field rva_erasure_fields[] = {
    {"outcome", RVA_STRUCT_INTEGER, offsetof(rva_erasure, outcome)},
    {"conversations", RVA_STRUCT_INTEGER, offsetof(rva_erasure, conversations)},
    {"leads", RVA_STRUCT_INTEGER, offsetof(rva_erasure, leads)},
    {"events", RVA_STRUCT_INTEGER, offsetof(rva_erasure, events)},
    {NULL, RVA_STRUCT_INTEGER, 0},
};

static const rva_struct_field rva_report_info_fields[] = {
    {"report", RVA_STRUCT_TEXT, offsetof(rva_report_info, report)},
    {"from_at", RVA_STRUCT_INSTANT, offsetof(rva_report_info, from_at)},
    {"to_at", RVA_STRUCT_INSTANT, offsetof(rva_report_info, to_at)},
    {"previous_from_at", RVA_STRUCT_INSTANT, offsetof(rva_report_info, previous_from_at)},
    {"previous_to_at", RVA_STRUCT_INSTANT, offsetof(rva_report_info, previous_to_at)},
    {"now_at", RVA_STRUCT_INSTANT, offsetof(rva_report_info, now_at)},
    {"mode", RVA_STRUCT_TEXT, offsetof(rva_report_info, mode)},
    {"time_zone", RVA_STRUCT_TEXT, offsetof(rva_report_info, time_zone)},
    {"currency", RVA_STRUCT_TEXT, offsetof(rva_report_info, currency)},
    {"complete", RVA_STRUCT_INTEGER, offsetof(rva_report_info, complete)},
    {NULL, RVA_STRUCT_INTEGER, 0},
};

static const rva_struct_field rva_query_fields[] = {
    {"from_at", RVA_STRUCT_INTEGER, offsetof(rva_query, from_at)},
    {"to_at", RVA_STRUCT_INTEGER, offsetof(rva_query, to_at)},
    {"days", RVA_STRUCT_INTEGER, offsetof(rva_query, days)},
    {"now_at", RVA_STRUCT_INTEGER, offsetof(rva_query, now_at)},
    {"mode", RVA_STRUCT_INTEGER, offsetof(rva_query, mode)},
    {"compare", RVA_STRUCT_INTEGER, offsetof(rva_query, compare)},
    {"by", RVA_STRUCT_INTEGER, offsetof(rva_query, by)},
    {"measures", RVA_STRUCT_TEXT, offsetof(rva_query, measures)},
    {"dimensions", RVA_STRUCT_TEXT, offsetof(rva_query, dimensions)},
    {"period", RVA_STRUCT_TEXT, offsetof(rva_query, period)},
    {"sort", RVA_STRUCT_TEXT, offsetof(rva_query, sort)},
    {"limit", RVA_STRUCT_INTEGER, offsetof(rva_query, limit)},
    {"value", RVA_STRUCT_INTEGER, offsetof(rva_query, value)},
    {NULL, RVA_STRUCT_INTEGER, 0},
};

static const rva_struct_field rva_ingest_options_fields[] = {
    {"dry_run", RVA_STRUCT_INTEGER, offsetof(rva_ingest_options, dry_run)},
    {"max_errors", RVA_STRUCT_INTEGER, offsetof(rva_ingest_options, max_errors)},
    {"batch_events", RVA_STRUCT_INTEGER, offsetof(rva_ingest_options, batch_events)},
    {NULL, RVA_STRUCT_INTEGER, 0},
};

static const rva_struct_field rva_ingest_summary_fields[] = {
    {"lines", RVA_STRUCT_INTEGER, offsetof(rva_ingest_summary, lines)},
    {"blank", RVA_STRUCT_INTEGER, offsetof(rva_ingest_summary, blank)},
    {"bytes", RVA_STRUCT_INTEGER, offsetof(rva_ingest_summary, bytes)},
    {"text_bytes", RVA_STRUCT_INTEGER, offsetof(rva_ingest_summary, text_bytes)},
    {"stopped", RVA_STRUCT_INTEGER, offsetof(rva_ingest_summary, stopped)},
    {NULL, RVA_STRUCT_INTEGER, 0},
};

// clang-format on

#endif
