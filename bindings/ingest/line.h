/**
 * @file ingest/line.h
 * One line into one event.
 */
#ifndef RVA_INGEST_LINE_H
#define RVA_INGEST_LINE_H

#include <revanalytics/event.h>

#include "json_reader.h"

/**
 * Reads an event; what the types require and allow is checked when it is recorded.
 *
 * @param line   changed; the texts of the event stand in it afterwards
 * @param event  has every field absent; undefined on failure
 * @return RVA_OK, or RVA_INVALID with the field and the remedy
 */
rva_status ingest_line_read(ingest_json *json, char *line, size_t length, rva_event *event,
                            rva_error *err);

#endif
