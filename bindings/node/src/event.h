/**
 * @file node/src/event.h
 * Events from the bytes that lib/pack.js writes, and what became of them.
 *
 * common/packed.h says what they are.  They are checked like any argument: a TypeError.
 */
#ifndef RVN_EVENT_H
#define RVN_EVENT_H

#include "call.h"

/** Events on their way in; their texts lie in the bytes. */
typedef struct rvn_events {
    rva_event *events;
    size_t count;
    rva_event first; /**< room for one */
} rvn_events;

/** Reads a Buffer; false with an exception. */
bool rvn_events_get(rvn_events *out, rvn_call *call, napi_value value);

/** Whether it is one event; false with a TypeError. */
bool rvn_events_one(const rvn_events *events, napi_env env);

/** [{accepted, corrected, ...}, [index, outcome, error, ...]]. */
napi_value rvn_recorded_new(napi_env env, const rva_record_summary *summary,
                            const rva_rejections *rejections);

/** [name, form, types, required, names], or null. */
napi_value rvn_field_new(napi_env env, const rva_field *field);

#endif
