/**
 * @file cli/names.c
 * Lists of names.
 */
#include "names.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <revanalytics/records.h>

static bool is_measure(const char *name)
{
    const char *measure;
    for (size_t i = 0; (measure = rva_measure_name_at(i)) != NULL; i++) {
        if (strcmp(measure, name) == 0)
            return true;
    }
    return false;
}

const char *names_metric_at(size_t index)
{
    const rva_metric_schema *metric;
    for (size_t i = 0; (metric = rva_metric_schema_at(i)) != NULL; i++) {
        if (metric->in_cube && !is_measure(metric->name) && index-- == 0)
            return metric->name;
    }
    return NULL;
}

const char *names_measure_at(size_t index)
{
    size_t measures = 0;
    while (rva_measure_name_at(measures) != NULL)
        measures++;
    return index < measures ? rva_measure_name_at(index) : names_metric_at(index - measures);
}

const char *names_records_at(size_t index)
{
    const rva_table_schema *table = rva_records_schema_at(index);
    return table ? table->name : NULL;
}

const char *names_format_at(size_t index)
{
    const rva_export_format *format = rva_export_format_at(index);
    return format ? format->name : NULL;
}

const rva_report_schema *names_report(const char *name)
{
    const rva_report_schema *report;
    size_t i = 0;
    while ((report = rva_report_schema_at(i)) != NULL && strcmp(report->name, name) != 0)
        i++;
    return report;
}

const char *names_joined(char out[NAMES_BYTES], const char *first, const char *between,
                         const char *(*at)(size_t index))
{
    const char *name;
    size_t used = (size_t)snprintf(out, NAMES_BYTES, "%s", first ? first : "");
    for (size_t i = 0; (name = at(i)) != NULL && used < NAMES_BYTES; i++)
        used += (size_t)snprintf(out + used, NAMES_BYTES - used, "%s%s", used ? between : "", name);
    return out;
}
