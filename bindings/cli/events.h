/**
 * @file cli/events.h
 * Events as rows: a column for each field, named as in an event file.
 */
#ifndef RVA_CLI_EVENTS_H
#define RVA_CLI_EVENTS_H

#include <revanalytics/event.h>

#include "writer.h"

enum { EVENT_COLUMNS_MAX = 64, EVENT_NAME_BYTES = 40 };

/** The fields of events, looked up once. */
typedef struct event_columns {
    size_t count;
    const rva_field *fields[EVENT_COLUMNS_MAX];
    const char *names[EVENT_COLUMNS_MAX];
    char words[EVENT_COLUMNS_MAX][EVENT_NAME_BYTES]; /**< names of values of the last row */
} event_columns;

/** Looks up the fields. */
void event_columns_open(event_columns *of);

/** An event as a row; its texts live as long as the event's, or until the next call. */
void event_row(event_columns *of, const rva_event *event, writer_value values[EVENT_COLUMNS_MAX]);

#endif
