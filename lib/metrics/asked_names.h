/**
 * @file metrics/asked_names.h
 * Names in questions: found, or refused with the one that was meant.
 */
#ifndef RVA_METRICS_ASKED_NAMES_H
#define RVA_METRICS_ASKED_NAMES_H

#include "model/settings.h"

/**
 * Finds a dimension of the schema or an attribute of the settings.
 *
 * @param input  the input of the question, for the message
 * @return RVA_OK, or RVA_NOT_FOUND with the nearest name, else with all of them
 */
rva_status rva__find_dimension(const rva_settings *settings, const char *input, const char *name,
                               size_t size, int *out, rva_error *err);

/** Refuses what is neither a measure nor a metric that has cells, with the nearest that is. */
rva_status rva__refuse_measure(const char *name, size_t size, rva_error *err);

#endif
