/**
 * @file model/name.h
 * Ids and names: what they may hold, and saying so.
 */
#ifndef RVA_MODEL_NAME_H
#define RVA_MODEL_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include <revanalytics/status.h>

enum { RVA__NAME_BYTES = 129 };

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

/**
 * The same for a name that reports show as a row, without the white space at its ends.
 *
 * Nothing but white space passes: it counts as absent.  The names of rows that stand for no
 * value are refused, and characters that show nothing.
 */
rva_status rva__name_check_value(const char *field, const char *text, size_t bytes_max,
                                 rva_error *err);

/**
 * Takes a name that may not be absent: without the white space at its ends.
 *
 * @param out  receives it; it stays as it was when the name is refused
 */
rva_status rva__name_take(const char *field, const char *text, char out[RVA__NAME_BYTES],
                          rva_error *err);

/** Whether a name is nothing but white space, and so counts as absent. */
bool rva__name_is_blank(const char *text);

/**
 * A name without the white space at its ends, cut at 128 bytes.
 *
 * @param room  holds it when it is not the text as it is
 */
const char *rva__name_trimmed(const char *text, char room[RVA__NAME_BYTES]);

#endif
