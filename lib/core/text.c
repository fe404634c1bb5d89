/**
 * @file core/text.c
 * UTF-8 and numbers as text.
 *
 * Nothing here depends on the locale: reals are written from their decimal digits, and
 * read back without a decimal point ("649e-3"), which every locale understands.
 */
#include "core/text.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EACH_BYTE UINT64_C(0x0101010101010101)
#define TOP_BITS (0x80 * EACH_BYTE)

/** Whether none of eight ASCII bytes is below a space or DEL. */
static bool eight_are_printable(uint64_t word)
{
    const uint64_t without_del = word ^ (0x7f * EACH_BYTE);
    const uint64_t below_space = (word - 0x20 * EACH_BYTE) & ~word;
    const uint64_t del = (without_del - EACH_BYTE) & ~without_del;
    return ((below_space | del) & TOP_BITS) == 0;
}

static size_t skip_ascii(const uint8_t *at, size_t size, bool printable_only)
{
    size_t skipped = 0;
    for (; size - skipped >= 8; skipped += 8) {
        uint64_t word;
        memcpy(&word, at + skipped, sizeof(word));
        if ((word & TOP_BITS) != 0 || (printable_only && !eight_are_printable(word)))
            break;
    }
    return skipped;
}

static bool is_continuation(uint8_t byte)
{
    return (byte & 0xc0) == 0x80;
}

/** The length of the well-formed sequence of two bytes or more at `at`, or 0. */
static size_t sequence_bytes(const uint8_t *at, size_t left)
{
    const uint8_t lead = at[0];
    if (left < 2 || lead < 0xc2 || lead > 0xf4 || !is_continuation(at[1]))
        return 0;
    if (lead < 0xe0)
        return 2;
    if (left < 3 || !is_continuation(at[2]))
        return 0;
    if (lead < 0xf0) {
        const bool overlong = lead == 0xe0 && at[1] < 0xa0;
        const bool surrogate = lead == 0xed && at[1] >= 0xa0;
        return overlong || surrogate ? 0 : 3;
    }
    const bool overlong = lead == 0xf0 && at[1] < 0x90;
    const bool past_unicode = lead == 0xf4 && at[1] >= 0x90;
    return left < 4 || !is_continuation(at[3]) || overlong || past_unicode ? 0 : 4;
}

static bool is_control(const uint8_t *at)
{
    return at[0] < 0x20 || at[0] == 0x7f || (at[0] == 0xc2 && at[1] < 0xa0);
}

static bool check(const char *text, size_t size, bool controls_allowed)
{
    const uint8_t *at = (const uint8_t *)text;
    for (size_t left = size; left > 0;) {
        size_t step = skip_ascii(at, left, !controls_allowed);
        if (step == 0) {
            step = at[0] < 0x80 ? 1 : sequence_bytes(at, left);
            if (step == 0 || (!controls_allowed && is_control(at)))
                return false;
        }
        at += step;
        left -= step;
    }
    return true;
}

bool rva__text_is_clean(const char *text, size_t size)
{
    return check(text, size, false);
}

bool rva__text_is_utf8(const char *text, size_t size)
{
    return check(text, size, true);
}

/** Whether three bytes are a character from U+2000 on that shows nothing. */
static bool is_invisible(const uint8_t *at)
{
    if (at[0] == 0xef)
        return at[1] == 0xbb && at[2] == 0xbf; /* U+FEFF */
    if (at[0] != 0xe2)
        return false;
    const bool is_mark = at[1] == 0x80 && ((at[2] >= 0x8b && at[2] <= 0x8f) || /* U+200B-200F */
                                           (at[2] >= 0xa8 && at[2] <= 0xae));  /* U+2028-202E */
    return is_mark || (at[1] == 0x81 && at[2] >= 0xa0 && at[2] <= 0xa9);       /* U+2060-2069 */
}

bool rva__text_is_visible(const char *text, size_t size)
{
    const uint8_t *at = (const uint8_t *)text;
    for (size_t i = 0; i + 3 <= size; i++)
        if (is_invisible(at + i))
            return false;
    return true;
}

/** The bytes of the white space that the text begins with, or 0. */
static size_t space_bytes(const uint8_t *at, size_t left)
{
    if (left == 0 || at[0] == ' ' || (at[0] >= '\t' && at[0] <= '\r'))
        return left > 0;
    if (left >= 2 && at[0] == 0xc2 && (at[1] == 0x85 || at[1] == 0xa0))
        return 2;
    if (left < 3 || at[0] < 0xe1 || at[0] > 0xe3)
        return 0;
    const uint32_t three = (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
    const bool is_space = three == 0xe19a80 || (three >= 0xe28080 && three <= 0xe2808a) ||
                          three == 0xe280a8 || three == 0xe280a9 || three == 0xe280af ||
                          three == 0xe2819f || three == 0xe38080;
    return is_space ? 3 : 0;
}

const char *rva__text_trim(const char *text, size_t *size)
{
    enum { SPACE_BYTES_MAX = 3 };
    const uint8_t *at = (const uint8_t *)text;
    size_t left = *size;
    for (size_t step; (step = space_bytes(at, left)) > 0; left -= step)
        at += step;
    for (size_t step = 1; step <= SPACE_BYTES_MAX && step <= left;) {
        const bool is_space = space_bytes(at + left - step, step) == step;
        left -= is_space ? step : 0;
        step = is_space ? 1 : step + 1;
    }
    *size = left;
    return (const char *)at;
}

/** A positive number as `digits` times ten to the `exponent`. */
typedef struct decimal {
    uint64_t digits;
    int exponent;
} decimal;

/** Whole numbers below this are exact as doubles, and so is a quotient's dividend. */
#define EXACT_MAX 1e15

/** Finds what most figures are: a whole number, or one with a few decimals. */
static bool find_short(double value, decimal *out)
{
    static const double tens[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    for (int decimals = 0; decimals < (int)(sizeof(tens) / sizeof(tens[0])); decimals++) {
        const double scaled = value * tens[decimals];
        if (scaled >= EXACT_MAX)
            return false;
        const uint64_t digits = (uint64_t)(scaled + 0.5);
        if ((double)digits / tens[decimals] == value) {
            *out = (decimal){digits, -decimals};
            return true;
        }
    }
    return false;
}

static decimal round_to(double value, int digit_count)
{
    char text[64];
    snprintf(text, sizeof(text), "%.*e", digit_count - 1, value);

    decimal found = {0, 0};
    const char *at = text;
    for (; *at != 'e'; at++) {
        if (*at >= '0' && *at <= '9')
            found.digits = 10 * found.digits + (uint64_t)(*at - '0');
    }
    found.exponent = (int)strtol(at + 1, NULL, 10) - (digit_count - 1);
    return found;
}

static bool reads_back(decimal number, double value)
{
    char text[64];
    snprintf(text, sizeof(text), "%llue%d", (unsigned long long)number.digits, number.exponent);
    return strtod(text, NULL) == value;
}

static decimal find_shortest(double value)
{
    decimal found;
    if (find_short(value, &found))
        return found;

    /* Subnormal numbers have fewer than the 15 digits that all others can keep. */
    const int digits_sure = value < 0x1p-1022 ? 1 : 15;
    for (int digit_count = digits_sure; digit_count < 17; digit_count++) {
        found = round_to(value, digit_count);
        if (reads_back(found, value))
            return found;
        /* Below a power of two the reals lie closer, so the next digit up may do. */
        found.digits++;
        if (reads_back(found, value))
            return found;
    }
    return round_to(value, 17);
}

static size_t write_exponent(char *to, int exponent)
{
    to[0] = 'e';
    to[1] = exponent < 0 ? '-' : '+';
    const int size = abs(exponent);
    const int width = size < 100 ? 2 : 3;
    rva__text_digits(to + 2, (uint32_t)size, width);
    return (size_t)width + 2;
}

/** Writes "d.ddde-07". */
static size_t write_scientific(char *to, const char *digits, size_t count, int exponent)
{
    size_t length = 0;
    to[length++] = digits[0];
    if (count > 1) {
        to[length++] = '.';
        memcpy(to + length, digits + 1, count - 1);
        length += count - 1;
    }
    return length + write_exponent(to + length, exponent);
}

/** Writes "0.00ddd", "dd.dd" or "ddd00". */
static size_t write_plain(char *to, const char *digits, size_t count, int exponent)
{
    if (exponent < 0) {
        const size_t zeros = (size_t)-exponent - 1;
        memcpy(to, "0.", 2);
        memset(to + 2, '0', zeros);
        memcpy(to + 2 + zeros, digits, count);
        return 2 + zeros + count;
    }

    const size_t whole = (size_t)exponent + 1;
    if (count <= whole) {
        memcpy(to, digits, count);
        memset(to + count, '0', whole - count);
        return whole;
    }
    memcpy(to, digits, whole);
    to[whole] = '.';
    memcpy(to + whole + 1, digits + whole, count - whole);
    return count + 1;
}

size_t rva__text_real(double value, char out[RVA__REAL_BYTES])
{
    enum { PLAIN_FROM = -4, PLAIN_BELOW = 16, DIGITS_MAX = 20 };
    assert(isfinite(value));
    if (value == 0) {
        memcpy(out, "0", 2);
        return 1;
    }

    decimal number = find_shortest(fabs(value));
    for (; number.digits % 10 == 0; number.exponent++)
        number.digits /= 10;

    char digits[DIGITS_MAX];
    size_t count = 0;
    for (uint64_t rest = number.digits; rest > 0; rest /= 10)
        digits[DIGITS_MAX - ++count] = (char)('0' + rest % 10);
    const char *first = digits + DIGITS_MAX - count;

    size_t length = 0;
    if (value < 0)
        out[length++] = '-';
    const int exponent = number.exponent + (int)count - 1;
    if (exponent >= PLAIN_FROM && exponent < PLAIN_BELOW)
        length += write_plain(out + length, first, count, exponent);
    else
        length += write_scientific(out + length, first, count, exponent);
    out[length] = '\0';
    return length;
}

bool rva__text_integer(const char *text, size_t size, int64_t *out)
{
    const bool negative = size > 0 && text[0] == '-';
    size_t at = negative ? 1 : 0;
    if (at == size)
        return false;

    /* Counted downwards, where there is room for INT64_MIN. */
    int64_t value = 0;
    for (; at < size; at++) {
        const int digit = text[at] - '0';
        if (digit < 0 || digit > 9 || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, digit, &value))
            return false;
    }
    if (!negative && value == INT64_MIN)
        return false;
    *out = negative ? value : -value;
    return true;
}

void rva__text_list(char *list, size_t room, const char *name, bool last)
{
    static const char more[] = ", ...";
    const char *between = list[0] == '\0' ? "" : last ? " or " : ", ";
    const size_t used = strlen(list);
    const size_t size = strlen(between) + strlen(name);
    if (used >= 3 && strcmp(list + used - 3, "...") == 0)
        return;
    if (used + size + sizeof more <= room)
        snprintf(list + used, room - used, "%s%s", between, name);
    else if (used + sizeof more <= room)
        snprintf(list + used, room - used, "%s", more);
}
