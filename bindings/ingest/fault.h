/**
 * @file ingest/fault.h
 * Saying what is wrong with foreign bytes, without letting them into a terminal.
 */
#ifndef RVA_INGEST_FAULT_H
#define RVA_INGEST_FAULT_H

#include <stddef.h>

#include <revanalytics/status.h>

enum { INGEST_QUOTE_BYTES = 48 /**< room for quoted bytes, with the NUL */ };

/**
 * Fills `err` when there is one; the field is copied as ingest_quote() would.
 *
 * @return `status`, so that a failing function can return the call
 */
__attribute__((format(printf, 4, 5))) rva_status
ingest_fail(rva_error *err, rva_status status, const char *field, const char *format, ...);

/**
 * Copies bytes so that they fit and can be shown: control characters and broken UTF-8 become
 * "?", and what is cut off ends in "...".
 */
void ingest_quote(char *out, size_t room, const char *bytes, size_t length);

#endif
