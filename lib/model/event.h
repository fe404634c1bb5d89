/**
 * @file model/event.h
 * Checking events: which fields each type has, and what they may hold.
 */
#ifndef RVA_MODEL_EVENT_H
#define RVA_MODEL_EVENT_H

#include <math.h>
#include <stdbool.h>

#include <revanalytics/event.h>

#include "core/buffer.h"
#include "model/fields.h"

/** Real fields are kept as integers: millionths. */
#define RVA__MICRO 1000000

/** The first byte of an erased id in the log (store/ids.h); no id of an event begins with it. */
#define RVA__ID_ERASED '\x01'

/** Whether an id of the log is that of an erased person. */
static inline bool rva__id_is_erased(const char *id)
{
    return id[0] == RVA__ID_ERASED;
}

/** Whether an event of the log is one of an erased person. */
static inline bool rva__event_is_erased(const rva_event *event)
{
    const char *id = event->id ? event->id : event->conversation;
    return id && rva__id_is_erased(id);
}

/** The id of the conversation that an event names, or NULL. */
static inline const char *rva__event_conversation(const rva_event *event)
{
    return event->type == RVA_EVENT_CONVERSATION ? event->id : event->conversation;
}

/**
 * Checks an event on its own: type, required and allowed fields, lengths, UTF-8, ranges.
 *
 * A `currency` other than `currency` of the store is refused.  Names that are blank count as
 * absent.  Called for every event,
 * so it is fast: one pass over the fields.
 *
 * @return RVA_OK, or RVA_INVALID with the field named and what would be right
 */
rva_status rva__event_check(const rva_event *event, const char *currency, rva_error *err);

/** The fields an event carries: a bit for each, numbered as by rva_field_at(). */
uint64_t rva__event_fields(const rva_event *event);

/** A real field as millionths, ::RVA_ABSENT when absent; exact for up to 6 decimals. */
static inline int64_t rva__event_micro(double value)
{
    return isnan(value) ? RVA_ABSENT : (int64_t)llround(value * RVA__MICRO);
}

/**
 * Compares the content of two events of one type: every field but `correct`, absent
 * defaults (`order` 0, `delivered` 1, `randomised` 0, the store's currency) as if given.
 *
 * @return <0, 0, >0: an order over contents that does not depend on anything else
 */
int rva__event_compare(const rva_event *a, const rva_event *b);

/** Appends what rva__event_compare() compares: the same bytes for the same content. */
void rva__event_content(const rva_event *event, rva__buffer *to);

#endif
