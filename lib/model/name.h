/**
 * @file model/name.h
 * Ids and names: what they may hold, and saying so.
 */
#ifndef RVA_MODEL_NAME_H
#define RVA_MODEL_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include <revanalytics/status.h>

/** Whether a text stands for a missing or a folded value in reports. */
bool rva__name_is_reserved(const char *text);

/** Whether the bytes are three capital letters, as of a currency. */
bool rva__name_is_currency(const char *text);

/** Whether a text is the code of a currency that there is. */
bool rva__name_is_known_currency(const char *text);

/**
 * Checks a text of 1 to `bytes_max` bytes of UTF-8 without control characters.
 *
 * @param field  what it is, for the message
 * @return RVA_OK, or RVA_INVALID with the field named and what would be right
 */
rva_status rva__name_check(const char *field, const char *text, size_t bytes_max, rva_error *err);

/** The same for a name that reports show as a row: the reserved ones are refused. */
rva_status rva__name_check_value(const char *field, const char *text, size_t bytes_max,
                                 rva_error *err);

#endif
