/**
 * @file nyc_solar/ndjson.h
 * Events as lines of JSON, through the library's own table of fields.
 */
#ifndef SOLAR_NDJSON_H
#define SOLAR_NDJSON_H

#include <stdio.h>

#include <revanalytics/event.h>

/** Writes events, one a line; returns 0, or -1 when `file` takes no more. */
int solar_ndjson_write(FILE *file, const rva_event *events, size_t count);

#endif
