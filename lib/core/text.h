/**
 * @file core/text.h
 * UTF-8 and numbers as text, the same in every locale.
 */
#ifndef RVA_CORE_TEXT_H
#define RVA_CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RVA__REAL_BYTES = 32 };

/** Whether the bytes are well-formed UTF-8 (RFC 3629) without control characters. */
bool rva__text_is_clean(const char *text, size_t size);

/** Whether the bytes are well-formed UTF-8; control characters are allowed. */
bool rva__text_is_utf8(const char *text, size_t size);

/**
 * Whether it holds none of the characters that show nothing and make two texts of one: zero
 * width ones, marks of direction, line separators, the byte order mark.
 *
 * The bytes must be well-formed UTF-8.
 */
bool rva__text_is_visible(const char *text, size_t size);

/** A text without the white space (Unicode's White_Space) at its ends; `size` in and out. */
const char *rva__text_trim(const char *text, size_t *size);

/**
 * Writes a real with the fewest digits that read back as the same number, with a point
 * in every locale: "0.649", "28450", "1e-07".  Not for NaN or infinities.
 *
 * @return the length
 */
size_t rva__text_real(double value, char out[RVA__REAL_BYTES]);

/** Writes a number below 100 as two digits. */
static inline void rva__text_two(char *to, uint32_t value)
{
    to[0] = (char)('0' + value / 10);
    to[1] = (char)('0' + value % 10);
}

/** Writes the last `width` decimal digits of a number, with zeros in front. */
static inline void rva__text_digits(char *to, uint32_t value, int width)
{
    for (int i = width - 1; i >= 0; i--, value /= 10)
        to[i] = (char)('0' + value % 10);
}

/**
 * Appends a name to a list in words: "day, week or month"; "..." once there is no more room.
 *
 * @param list  of `room` bytes, "" at first
 * @param last  whether it is the last name
 */
void rva__text_list(char *list, size_t room, const char *name, bool last);

/** Reads a whole decimal int64 ("-12"); false for anything else. */
bool rva__text_integer(const char *text, size_t size, int64_t *out);

#endif
