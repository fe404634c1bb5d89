/**
 * @file common/batch.h
 * Events on their way in, and what became of them.
 */
#ifndef RVB_BATCH_H
#define RVB_BATCH_H

#include <revanalytics.h>
#include <stdbool.h>
#include <string.h>

/** An event without a field, not even its type. */
static inline void rvb_event_init(rva_event *event)
{
    rva_event_init(event, RVA_EVENT_CONVERSATION, RVA_ABSENT);
    event->type = RVA_ABSENT;
}

/** Room for texts, one after the other; a text never moves.  All zero is none. */
typedef struct rvb_texts {
    struct rvb_text_block *blocks; /**< the first is the one being filled */
    char *at;
    size_t left;
} rvb_texts;

/** Begins a new block with room for `size` bytes; false when memory ran out. */
bool rvb_texts_grow(rvb_texts *texts, size_t size);

/** A copy of a text of `size` bytes and a NUL; NULL when memory ran out. */
static inline const char *rvb_texts_copy(rvb_texts *texts, const char *text, size_t size)
{
    if (texts->left <= size && !rvb_texts_grow(texts, size + 1))
        return NULL;
    char *made = texts->at;
    memcpy(made, text, size);
    made[size] = '\0';
    texts->at += size + 1;
    texts->left -= size + 1;
    return made;
}

/** Frees all of them. */
void rvb_texts_drop(rvb_texts *texts);

/** Many events, and those that could not even be read; all zero is none. */
typedef struct rvb_batch {
    rva_event *events;
    size_t *places; /**< of each event in what was given */
    size_t count;
    struct rvb_refusal *refusals; /**< what could not be read, in order of place */
    size_t refusal_count;
    size_t refusal_room;
    rvb_texts texts;
    rva_record_summary summary; /**< as rva_record_many() fills it */
    rva_rejections *rejections;
    bool is_taken;
} rvb_batch;

/** Makes the room for all events at once; false when memory ran out. */
bool rvb_batch_reserve(rvb_batch *batch, size_t events);

/** Where the next event is to be read to. */
static inline rva_event *rvb_batch_next(const rvb_batch *batch)
{
    return &batch->events[batch->count];
}

/** The next event was read. */
static inline void rvb_batch_add(rvb_batch *batch, size_t place)
{
    batch->places[batch->count++] = place;
}

/** The next event could not be read; false when memory ran out. */
bool rvb_batch_refuse(rvb_batch *batch, size_t place, const rva_error *err);

/** How many were refused, read or not. */
int64_t rvb_batch_refused(const rvb_batch *batch);

/** What became of an event that was not accepted. */
typedef struct rvb_outcome {
    size_t place; /**< in what was given */
    int64_t outcome;
    const rva_error *error;
    size_t refusal, rejection; /**< how far the lists are read */
} rvb_outcome;

/** The next one in order of place; all zero is before the first.  False after the last. */
bool rvb_batch_outcome(const rvb_batch *batch, rvb_outcome *at);

/** Frees what a batch holds. */
void rvb_batch_drop(rvb_batch *batch);

#endif
