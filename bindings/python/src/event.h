/**
 * @file python/src/event.h
 * Events as dicts: in for recording, out of the feed.
 *
 * Which fields there are is the library's table (rva_field_at), never a list of ours.
 */
#ifndef RVP_EVENT_H
#define RVP_EVENT_H

#include <stdbool.h>

#include "common/batch.h"
#include "error.h"

/** One event on its way in; all zero is none. */
typedef struct rvp_event {
    rva_event event;
    rvb_texts texts;
    char first[512]; /**< room for the texts of most events */
} rvp_event;

/** Makes ready what the other functions need; false with an exception. */
bool rvp_event_init(void);

/** Reads a dict; false with an exception. */
bool rvp_event_get(rvp_event *out, PyObject *dict);

/** Lets go of what an event held. */
void rvp_event_drop(rvp_event *event);

/** Reads a list or tuple of dicts; false with an exception.  Bad ones are kept as refusals. */
bool rvp_batch_get(rvb_batch *out, PyObject *sequence);

/** The same as an object of its own, for the calls that take lists of events. */
PyObject *rvp_batch_new(PyObject *sequence);

/** The batch of such an object, or NULL without an exception. */
rvb_batch *rvp_batch_of(PyObject *object);

/** Marks a batch as recorded, which it can be once; false with an exception. */
bool rvp_batch_take(rvb_batch *batch);

/** The outcome: ({accepted, corrected, ...}, [(index, outcome, error), ...]). */
PyObject *rvp_batch_result(const rvb_batch *batch);

/** A change of the feed as a dict: seq, recorded_at and the fields of the event. */
PyObject *rvp_change_new(const rva_change *change);

#endif
