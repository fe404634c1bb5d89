/**
 * @file model/event_settings.h
 * Events by the settings: the names they give, and which of them are accepted.
 */
#ifndef RVA_MODEL_EVENT_SETTINGS_H
#define RVA_MODEL_EVENT_SETTINGS_H

#include <revanalytics/event.h>

#include "model/settings.h"

/** The text that an event gives for a dimension of the schema, or NULL. */
const char *rva__event_name(const rva_event *event, int dimension);

/**
 * Checks what the settings say of events: the earliest instant, values of attributes, strict
 * dimensions.
 *
 * The event must have passed rva__event_check().
 *
 * @return RVA_OK, or RVA_INVALID with the field named and what would be right
 */
rva_status rva__event_check_settings(const rva_event *event, const rva_settings *settings,
                                     rva_error *err);

/** Words to end a message with: of which unit a number is that is no instant; or "". */
const char *rva__instant_remedy(int64_t at);

#endif
