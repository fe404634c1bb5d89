/**
 * @file export/export.h
 * Reports as bytes: one definition a format, behind rva_report_write().
 *
 * Each appends to a buffer and is as good as the buffer is not failed.  The same report
 * gives the same bytes on every machine and in every locale.
 */
#ifndef RVA_EXPORT_EXPORT_H
#define RVA_EXPORT_EXPORT_H

#include <revanalytics/schema.h>
#include <revanalytics/table.h>

#include "core/buffer.h"
#include "export/list.h"

/** A format: what writes a report in it. */
typedef struct rva__export_definition {
    rva_export_format format; /**< first */
    /** Appends the report. */
    void (*write)(const rva_report *report, rva__buffer *to);
} rva__export_definition;

#define RVA__X(name) extern const rva__export_definition rva__export_format_##name;
RVA__EXPORT_MAP(RVA__X)
#undef RVA__X

#endif
