/* The public headers for the bindings: what is wrapped is what they declare.
 *
 * Each language brings its typemaps (python/typemaps.i).  There is none for pointers in
 * general, so a new function that takes or gives something new stops the build until it has
 * one, or is listed below.
 */
%module(threads="1") swig

%{
#include <revanalytics.h>

#include "ingest.h"
%}

%include <stdint.i>
#define RVA_API
#define INT64_C(value) value##LL
#define __attribute__(x)

/* No objects with setters: structs cross as a whole. */
%rename("$ignore", %$isclass) "";
%rename("$ignore", %$isvariable) "";
%ignore RVA_STORE_OPTIONS_INIT;
%ignore RVA_QUERY_INIT;
%ignore RVA_ERROR_INIT;
%ignore RVA_INGEST_OPTIONS_INIT;
%ignore RVA_ABSENT;

/* Handles end themselves. */
%ignore rva_store_close;
%ignore rva_settings_free;
%ignore rva_snapshot_close;
%ignore rva_feed_close;
%ignore rva_records_close;
%ignore rva_report_free;
%ignore rva_rejections_free;
%ignore rva_free;

/* For C, which reads structs and rows; the typemaps use these. */
%ignore rva_event_init;
%ignore rva_rejections_count;
%ignore rva_rejections_at;
%ignore rva_report_get_info;
%ignore rva_report_condition_count;
%ignore rva_report_condition_at;
%ignore rva_report_warning_count;
%ignore rva_report_warning_at;
%ignore rva_report_table_count;
%ignore rva_report_table_at;
%ignore rva_report_table;
%ignore rva_report_kpi;
%ignore rva_table_name;
%ignore rva_table_mode;
%ignore rva_table_row_count;
%ignore rva_table_column_count;
%ignore rva_table_column_name;
%ignore rva_table_column_type;
%ignore rva_table_column_find;
%ignore rva_table_column_read;
%ignore rva_table_row_at;
%ignore rva_table_value;
/* Bindings are made from bindings/schema.json, which says the same. */
%ignore rva_report_schema_at;
%ignore rva_report_schema_table_at;
%ignore rva_table_schema_column_at;
%ignore rva_records_schema_at;
%ignore rva_metric_schema_at;
%ignore rva_metric_schema_clock;
%ignore rva_metric_schema_dimensions;
%ignore rva_export_format_at;
%ignore rva_field_find;
%ignore rva_field_name_find;
%ignore rva_name_nearest;

%include "typemaps.i"

%include <revanalytics/version.h>
%include <revanalytics/status.h>
%include <revanalytics/event.h>
%include <revanalytics/settings.h>
%include <revanalytics/store.h>
%include <revanalytics/table.h>
%include <revanalytics/report.h>
%include <revanalytics/records.h>
%include <revanalytics/feed.h>
%include "ingest.h"

%include "extras.i"
