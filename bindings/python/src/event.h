/**
 * @file python/src/event.h
 * Events as dicts: in for recording, out of the feed.
 *
 * Which fields there are is the library's table (rva_field_at), never a list of ours.
 */
#ifndef RVP_EVENT_H
#define RVP_EVENT_H

#include <stdbool.h>

#include "error.h"

/** Room for texts, one after the other; a text never moves.  All zero is none. */
typedef struct rvp_texts {
    struct rvp_text_block *blocks; /**< the first is the one being filled */
    char *at;
    size_t left;
} rvp_texts;

/** One event on its way in; all zero is none. */
typedef struct rvp_event {
    rva_event event;
    rvp_texts texts;
    char first[512]; /**< room for the texts of most events */
} rvp_event;

/** Many events on their way in, and what became of them; all zero is none. */
typedef struct rvp_batch {
    rva_event *events;
    size_t *places; /**< of each event in what was given */
    size_t count;
    size_t room;
    struct rvp_refusal *refusals; /**< what could not even be read */
    size_t refusal_count;
    size_t refusal_room;
    rvp_texts texts;
    rva_record_summary summary;
    rva_rejections *rejections;
    bool is_taken;
} rvp_batch;

/** Makes ready what the other functions need; false with an exception. */
bool rvp_event_init(void);

/** Reads a dict; false with an exception. */
bool rvp_event_get(rvp_event *out, PyObject *dict);

/** Lets go of what an event held. */
void rvp_event_drop(rvp_event *event);

/** Reads a list or tuple of dicts; false with an exception.  Bad ones are kept as refusals. */
bool rvp_batch_get(rvp_batch *out, PyObject *sequence);

/** The same as an object of its own, for the calls that take lists of events. */
PyObject *rvp_batch_new(PyObject *sequence);

/** The batch of such an object, or NULL without an exception. */
rvp_batch *rvp_batch_of(PyObject *object);

/** Marks a batch as recorded, which it can be once; false with an exception. */
bool rvp_batch_take(rvp_batch *batch);

/** The outcome: ((accepted, duplicate, conflict, refused), [(index, outcome, error), ...]). */
PyObject *rvp_batch_result(const rvp_batch *batch);

/** Lets go of what a batch held. */
void rvp_batch_drop(rvp_batch *batch);

/** A change of the feed as a dict: seq, recorded_at and the fields of the event. */
PyObject *rvp_change_new(const rva_change *change);

#endif
