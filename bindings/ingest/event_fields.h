/**
 * @file ingest/event_fields.h
 * What JSON says, put into the fields of an event.
 */
#ifndef RVA_INGEST_EVENT_FIELDS_H
#define RVA_INGEST_EVENT_FIELDS_H

#include <revanalytics/event.h>

#include "json_reader.h"

/**
 * Puts a value into a field; null leaves it absent.
 *
 * The text of an object is not ended yet, since the parser still reads what is behind it.
 *
 * @return RVA_OK, or RVA_INVALID naming the field, what it got and what would be right
 */
rva_status ingest_field_set(const rva_field *field, rva_event *event,
                            const ingest_json_value *value, rva_error *err);

/** Refuses a key that no field has, with the nearest one there is. */
rva_status ingest_field_unknown(const char *key, size_t length, rva_error *err);

#endif
