/**
 * @file model/tags.c
 * A reader of JSON (RFC 8259) that knows what it needs: the members of one object.
 */
#include "model/tags.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/text.h"
#include "model/name.h"

enum { DEPTH_MAX = 64, DIGITS_MAX = 400, EXPONENT_MAX = 10000, NUMBER_BYTES = DIGITS_MAX + 32 };

/** What a value is, as far as attributes are concerned. */
typedef enum kind {
    KIND_TEXT, /**< a text, or what is written as one: a number, true, false */
    KIND_NONE, /**< null, a list, an object */
} kind;

/** A text being read. */
typedef struct reader {
    const char *at;
    const char *end;
    int depth;
    char text[RVA_TAGS_BYTES_MAX + 1]; /**< of the last string or number */
    size_t size;
} reader;

static bool take_value(reader *from, kind *out);

static void skip_space(reader *from)
{
    while (from->at < from->end && strchr(" \t\r\n", *from->at) != NULL && *from->at != '\0')
        from->at++;
}

static bool take(reader *from, char wanted)
{
    if (from->at == from->end || *from->at != wanted)
        return false;
    from->at++;
    return true;
}

static void put_utf8(reader *to, uint32_t code)
{
    char *at = to->text + to->size;
    if (code < 0x80) {
        at[0] = (char)code;
        to->size += 1;
    } else if (code < 0x800) {
        at[0] = (char)(0xc0 | code >> 6);
        at[1] = (char)(0x80 | (code & 0x3f));
        to->size += 2;
    } else if (code < 0x10000) {
        at[0] = (char)(0xe0 | code >> 12);
        at[1] = (char)(0x80 | (code >> 6 & 0x3f));
        at[2] = (char)(0x80 | (code & 0x3f));
        to->size += 3;
    } else {
        at[0] = (char)(0xf0 | code >> 18);
        at[1] = (char)(0x80 | (code >> 12 & 0x3f));
        at[2] = (char)(0x80 | (code >> 6 & 0x3f));
        at[3] = (char)(0x80 | (code & 0x3f));
        to->size += 4;
    }
}

static bool take_hex(reader *from, uint32_t *out)
{
    static const char digits[] = "0123456789abcdef";
    *out = 0;
    for (int i = 0; i < 4; i++) {
        if (from->at == from->end)
            return false;
        const char digit =
            *from->at >= 'A' && *from->at <= 'F' ? (char)(*from->at + 'a' - 'A') : *from->at;
        const char *found = digit != '\0' ? strchr(digits, digit) : NULL;
        if (found == NULL)
            return false;
        *out = *out << 4 | (uint32_t)(found - digits);
        from->at++;
    }
    return true;
}

/** What follows "\u": one of four digits, or a pair of them. */
static bool take_code(reader *from)
{
    uint32_t code, low;
    if (!take_hex(from, &code) || (code >= 0xdc00 && code <= 0xdfff))
        return false;
    if (code >= 0xd800 && code <= 0xdbff) {
        if (!take(from, '\\') || !take(from, 'u') || !take_hex(from, &low) || low < 0xdc00 ||
            low > 0xdfff)
            return false;
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    put_utf8(from, code);
    return true;
}

static bool take_escape(reader *from)
{
    static const char escapes[] = "\"\\/bfnrt";
    static const char meant[] = "\"\\/\b\f\n\r\t";
    if (take(from, 'u'))
        return take_code(from);
    const char *found =
        from->at < from->end && *from->at != '\0' ? strchr(escapes, *from->at) : NULL;
    if (found == NULL)
        return false;
    from->text[from->size++] = meant[found - escapes];
    from->at++;
    return true;
}

static bool take_string(reader *from)
{
    from->size = 0;
    if (!take(from, '"'))
        return false;
    while (from->at < from->end && *from->at != '"') {
        if (take(from, '\\')) {
            if (!take_escape(from))
                return false;
        } else if ((unsigned char)*from->at < 0x20) {
            return false;
        } else {
            from->text[from->size++] = *from->at++;
        }
    }
    from->text[from->size] = '\0';
    return take(from, '"');
}

/** Takes digits, without the point between them; how many. */
static int take_digits(reader *from, char digits[NUMBER_BYTES], size_t *count)
{
    int taken = 0;
    for (; from->at < from->end && *from->at >= '0' && *from->at <= '9'; from->at++, taken++)
        if (*count < DIGITS_MAX)
            digits[(*count)++] = *from->at;
    return taken;
}

static bool take_exponent(reader *from, int *out)
{
    char digits[NUMBER_BYTES];
    size_t count = 0;
    int64_t value = 0;
    from->at++;
    const bool is_negative = take(from, '-');
    if (!is_negative)
        (void)take(from, '+');
    if (take_digits(from, digits, &count) == 0)
        return false;
    if (!rva__text_integer(digits, count, &value) || value > EXPONENT_MAX)
        value = EXPONENT_MAX;
    *out = (int)(is_negative ? -value : value);
    return true;
}

/** Writes a number in its shortest form; one that no double holds is no text. */
static void write_number(reader *to, const char *digits, size_t count, int exponent)
{
    char text[NUMBER_BYTES + 16];
    int64_t whole;
    if (exponent == 0 && rva__text_integer(digits, count, &whole)) {
        to->size = (size_t)snprintf(to->text, sizeof to->text, "%lld", (long long)whole);
        return;
    }
    snprintf(text, sizeof text, "%.*se%d", (int)count, digits, exponent);
    const double value = strtod(text, NULL); /* without a point: the same in every locale */
    to->size = isfinite(value) ? rva__text_real(value, to->text) : 0;
    to->text[to->size] = '\0';
}

static bool take_number(reader *from)
{
    char digits[NUMBER_BYTES];
    size_t count = 0;
    int exponent = 0;
    int shift = 0;
    if (take(from, '-'))
        digits[count++] = '-';
    const bool begins_with_zero = from->at < from->end && *from->at == '0';
    const int whole = take_digits(from, digits, &count);
    if (whole == 0 || (begins_with_zero && whole > 1))
        return false;
    if (take(from, '.')) {
        shift = take_digits(from, digits, &count);
        if (shift == 0)
            return false;
    }
    const bool has_exponent = from->at < from->end && (*from->at == 'e' || *from->at == 'E');
    if (has_exponent && !take_exponent(from, &exponent))
        return false;
    write_number(from, digits, count, has_exponent || shift > 0 ? exponent - shift : 0);
    return true;
}

static bool take_word(reader *from, const char *word)
{
    const size_t size = strlen(word);
    if ((size_t)(from->end - from->at) < size || memcmp(from->at, word, size) != 0)
        return false;
    from->at += size;
    from->size = size;
    memcpy(from->text, word, size + 1);
    return true;
}

/** The members of a list or an object, which begin and end with these. */
static bool take_members(reader *from, char end)
{
    kind ignored;
    from->at++;
    skip_space(from);
    if (take(from, end))
        return true;
    do {
        skip_space(from);
        if (end == '}') {
            if (!take_string(from))
                return false;
            skip_space(from);
            if (!take(from, ':'))
                return false;
        }
        if (!take_value(from, &ignored))
            return false;
        skip_space(from);
    } while (take(from, ','));
    return take(from, end);
}

static bool take_nested(reader *from, char end)
{
    if (from->depth == DEPTH_MAX)
        return false;
    from->depth++;
    const bool taken = take_members(from, end);
    from->depth--;
    return taken;
}

static bool take_value(reader *from, kind *out)
{
    skip_space(from);
    const char first = from->at < from->end ? *from->at : '\0';
    *out = first == '{' || first == '[' || first == 'n' ? KIND_NONE : KIND_TEXT;
    switch (first) {
    case '{':
        return take_nested(from, '}');
    case '[':
        return take_nested(from, ']');
    case '"':
        return take_string(from);
    case 't':
        return take_word(from, "true");
    case 'f':
        return take_word(from, "false");
    case 'n':
        return take_word(from, "null");
    default:
        return take_number(from);
    }
}

static bool begin(reader *from, const char *tags)
{
    const size_t size = strnlen(tags, RVA_TAGS_BYTES_MAX + 1);
    from->at = tags;
    from->end = tags + size;
    from->depth = 0;
    from->size = 0;
    return size <= RVA_TAGS_BYTES_MAX;
}

bool rva__tags_are_object(const char *tags)
{
    reader from;
    kind ignored;
    if (!begin(&from, tags) || tags[0] != '{' || !take_value(&from, &ignored))
        return false;
    return from.at == from.end;
}

/** Gives an attribute the value that was just read. */
static rva_status set_value(const reader *from, const char *name, kind is,
                            char out[RVA__NAME_BYTES], rva_error *err)
{
    size_t size = from->size;
    const char *text = rva__text_trim(from->text, &size);
    out[0] = '\0';
    if (is == KIND_NONE || size == 0 || size >= RVA__NAME_BYTES)
        return RVA_OK;
    memcpy(out, text, size);
    out[size] = '\0';
    rva_error why = RVA_ERROR_INIT;
    if (memchr(out, '\0', size) == NULL &&
        rva__name_check_value(name, out, RVA_ID_BYTES_MAX, &why) == RVA_OK)
        return RVA_OK;
    out[0] = '\0';
    return rva__fail_field(err, RVA_INVALID, "tags",
                           "field \"tags\": \"%s\" is an attribute; its value may not hold a "
                           "control character or one that shows nothing, nor be the name of a row",
                           name);
}

/** Reads one member, and keeps its value if it is an attribute. */
static rva_status take_member(reader *from, const rva_settings *settings, rva__attributes *out,
                              bool *taken, rva_error *err)
{
    kind is;
    int found = -1;
    skip_space(from);
    *taken = take_string(from);
    for (size_t i = 0; *taken && i < settings->attribute_count; i++)
        if (strcmp(settings->attributes[i], from->text) == 0 && strlen(from->text) == from->size)
            found = (int)i;
    skip_space(from);
    *taken = *taken && take(from, ':') && take_value(from, &is);
    skip_space(from);
    return *taken && found >= 0
               ? set_value(from, settings->attributes[found], is, out->values[found], err)
               : RVA_OK;
}

rva_status rva__attributes_read(const rva_settings *settings, const char *tags,
                                rva__attributes *out, rva_error *err)
{
    reader from;
    bool taken = true;
    rva_status status = RVA_OK;
    for (int i = 0; i < RVA__ATTRIBUTES_MAX; i++)
        out->values[i][0] = '\0';
    if (!begin(&from, tags) || !take(&from, '{'))
        return RVA_OK;
    do {
        const rva_status read = take_member(&from, settings, out, &taken, err);
        status = status == RVA_OK ? read : status;
    } while (taken && take(&from, ','));
    return status;
}

static char *put_text(char *to, const char *text)
{
    *to++ = '"';
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            *to++ = '\\';
        *to++ = *text;
    }
    *to++ = '"';
    return to;
}

bool rva__attributes_write(const rva_settings *settings, const rva__attributes *attributes,
                           char out[RVA__ATTRIBUTES_BYTES])
{
    char *to = out;
    for (size_t i = 0; i < settings->attribute_count; i++) {
        if (attributes->values[i][0] == '\0')
            continue;
        *to = to == out ? '{' : ',';
        to = put_text(to + 1, settings->attributes[i]);
        *to++ = ':';
        to = put_text(to, attributes->values[i]);
    }
    memcpy(to, "}", 2);
    return to != out;
}
