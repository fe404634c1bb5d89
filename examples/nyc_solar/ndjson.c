/**
 * @file nyc_solar/ndjson.c
 * A line is built in memory, field by field in the order of the library's table.
 */
#include "ndjson.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { LINE_BYTES = 16384, DECIMALS = 6 };

/** A line that grows; what does not fit is cut, which no made event comes near. */
typedef struct line {
    char bytes[LINE_BYTES];
    size_t count;
} line;

static void put(line *out, const char *text, size_t count)
{
    if (count > LINE_BYTES - out->count)
        count = LINE_BYTES - out->count;
    memcpy(out->bytes + out->count, text, count);
    out->count += count;
}

static void put_char(line *out, char letter)
{
    put(out, &letter, 1);
}

static void put_string(line *out, const char *text)
{
    put_char(out, '"');
    for (; *text != '\0'; text++) {
        const size_t plain = strcspn(text, "\"\\");
        put(out, text, plain);
        text += plain;
        if (*text == '\0')
            break;
        put_char(out, '\\');
        put_char(out, *text);
    }
    put_char(out, '"');
}

static void put_integer(line *out, int64_t value)
{
    char digits[24];
    char *at = digits + sizeof digits;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        *--at = (char)('0' + left % 10);
        left /= 10;
    } while (left != 0);
    if (value < 0)
        *--at = '-';
    put(out, at, (size_t)(digits + sizeof digits - at));
}

/** At most six decimals, as many as the library keeps; never negative here. */
static void put_real(line *out, double value)
{
    const int64_t micro = (int64_t)llround(value * 1e6);
    put_integer(out, micro / 1000000);
    char decimals[DECIMALS + 1] = ".";
    int64_t left = micro % 1000000;
    size_t count = DECIMALS;
    if (left == 0)
        return;
    for (; left % 10 == 0; left /= 10)
        count--;
    for (size_t i = count; i > 0; i--, left /= 10)
        decimals[i] = (char)('0' + left % 10);
    put(out, decimals, count + 1);
}

/** Name number `index` of "a|b|c". */
static void put_name(line *out, const char *names, int64_t index)
{
    for (; index > 0 && names != NULL; index--) {
        names = strchr(names, '|');
        if (names != NULL)
            names++;
    }
    put_char(out, '"');
    if (names != NULL)
        put(out, names, strcspn(names, "|"));
    put_char(out, '"');
}

static bool is_there(const rva_field *field, const char *place)
{
    if (field->form == RVA_FIELD_TEXT || field->form == RVA_FIELD_OBJECT)
        return *(const char *const *)(const void *)place != NULL;
    if (field->form == RVA_FIELD_REAL)
        return !isnan(*(const double *)(const void *)place);
    return *(const int64_t *)(const void *)place != RVA_ABSENT;
}

static void put_value(line *out, const rva_field *field, const char *place)
{
    const void *value = place;
    char instant[RVA_INSTANT_BYTES];
    switch (field->form) {
    case RVA_FIELD_TEXT:
        put_string(out, *(const char *const *)value);
        break;
    case RVA_FIELD_OBJECT:
        put(out, *(const char *const *)value, strlen(*(const char *const *)value));
        break;
    case RVA_FIELD_REAL:
        put_real(out, *(const double *)value);
        break;
    case RVA_FIELD_NAME:
        put_name(out, field->names, *(const int64_t *)value);
        break;
    case RVA_FIELD_FLAG:
        put(out, *(const int64_t *)value ? "true" : "false", *(const int64_t *)value ? 4 : 5);
        break;
    case RVA_FIELD_INSTANT:
        rva_instant_format(*(const int64_t *)value, instant);
        put_string(out, instant);
        break;
    default:
        put_integer(out, *(const int64_t *)value);
    }
}

static void put_event(line *out, const rva_event *event)
{
    const rva_field *type = rva_field_find("type", strlen("type"));
    const char *name = rva_event_type_name(event->type);
    put(out, "{\"type\":", 8);
    put_string(out, name);
    for (size_t i = 0;; i++) {
        const rva_field *field = rva_field_at(i);
        if (field == NULL)
            break;
        if (field == type || (field->types >> event->type & 1) == 0)
            continue;
        const char *place = (const char *)event + field->offset;
        if (!is_there(field, place))
            continue;
        put(out, ",\"", 2);
        put(out, field->name, strlen(field->name));
        put(out, "\":", 2);
        put_value(out, field, place);
    }
    put(out, "}\n", 2);
}

int solar_ndjson_write(FILE *file, const rva_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        line out;
        out.count = 0;
        put_event(&out, &events[i]);
        if (fwrite(out.bytes, 1, out.count, file) != out.count)
            return -1;
    }
    return 0;
}
