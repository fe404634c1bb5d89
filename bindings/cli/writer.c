/**
 * @file cli/writer.c
 * Rows in the forms of an export.
 */
#include "writer.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <revanalytics/event.h>

/* The fewest digits that read back as the same number. */
static void put_real(text *to, double number)
{
    char shown[40];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(shown, sizeof shown, "%.*g", digits, number);
        if (strtod(shown, NULL) == number)
            break;
    }
    text_put(to, shown);
}

static void put_instant(text *to, int64_t at, const char *quote)
{
    char shown[RVA_INSTANT_BYTES];
    rva_instant_format(at, shown);
    text_print(to, "%s%s%s", quote, shown, quote);
}

static void put_json(text *to, const writer_value *value)
{
    switch (value->form) {
    case WRITER_TEXT:
        text_json(to, value->text);
        break;
    case WRITER_INTEGER:
        text_print(to, "%" PRId64, value->integer);
        break;
    case WRITER_REAL:
        put_real(to, value->real);
        break;
    case WRITER_FLAG:
        text_put(to, value->integer ? "true" : "false");
        break;
    case WRITER_INSTANT:
        put_instant(to, value->integer, "\"");
        break;
    case WRITER_OBJECT:
        text_put(to, value->text);
        break;
    default:
        text_put(to, "null");
    }
}

void writer_json(text *to, const char *const *names, const writer_value *values, size_t count)
{
    bool is_first = true;
    text_put(to, "{");
    for (size_t i = 0; i < count; i++) {
        if (values[i].form == WRITER_ABSENT)
            continue;
        text_put(to, is_first ? "" : ",");
        is_first = false;
        text_json(to, names[i]);
        text_put(to, ":");
        put_json(to, &values[i]);
    }
    text_put(to, "}");
}

/*
 * A spreadsheet takes a text that starts like a formula for one (CWE-1236), so such a text
 * gets an apostrophe before it, as in the reports.
 */
static void put_csv_text(text *to, const char *string)
{
    const bool is_formula = string[0] != '\0' && strchr("=+-@\t\r\n", string[0]) != NULL;
    const bool has_quotes = string[0] == '\0' || strpbrk(string, ",;\"\r\n\t ") != NULL;
    text_put(to, has_quotes ? "\"" : "");
    text_put(to, is_formula ? "'" : "");
    for (const char *at = string; *at != '\0'; at++)
        text_add(to, *at == '"' ? "\"\"" : at, *at == '"' ? 2 : 1);
    text_put(to, has_quotes ? "\"" : "");
}

static void put_csv(text *to, const writer_value *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        text_put(to, i ? "," : "");
        switch (values[i].form) {
        case WRITER_ABSENT:
            break;
        case WRITER_TEXT:
        case WRITER_OBJECT:
            put_csv_text(to, values[i].text);
            break;
        case WRITER_INSTANT:
            put_instant(to, values[i].integer, "");
            break;
        default:
            put_json(to, &values[i]);
        }
    }
    text_put(to, "\r\n");
}

/* `size` bytes of a number, the highest first, behind the byte that says what they are. */
static void put_bytes(text *to, unsigned char what, uint64_t number, size_t size)
{
    char bytes[9] = {(char)what};
    for (size_t i = 0; i < size; i++)
        bytes[1 + i] = (char)(number >> (8 * (size - 1 - i)));
    text_add(to, bytes, size + 1);
}

static void put_msgpack_text(text *to, const char *string)
{
    const size_t size = strlen(string);
    if (size < 32)
        put_bytes(to, (unsigned char)(0xa0 | size), 0, 0);
    else if (size < 256)
        put_bytes(to, 0xd9, size, 1);
    else
        put_bytes(to, size < 65536 ? 0xda : 0xdb, size, size < 65536 ? 2 : 4);
    text_add(to, string, size);
}

static void put_msgpack_integer(text *to, int64_t number)
{
    if (number >= 0 && number < 128)
        put_bytes(to, (unsigned char)number, 0, 0);
    else if (number < 0 && number >= -32)
        put_bytes(to, (unsigned char)(0xe0 | (number + 32)), 0, 0);
    else if (number >= INT32_MIN && number <= INT32_MAX)
        put_bytes(to, 0xd2, (uint64_t)number, 4);
    else
        put_bytes(to, 0xd3, (uint64_t)number, 8);
}

static void put_msgpack_value(text *to, const writer_value *value)
{
    char shown[RVA_INSTANT_BYTES];
    uint64_t bits;
    switch (value->form) {
    case WRITER_INTEGER:
        put_msgpack_integer(to, value->integer);
        break;
    case WRITER_REAL:
        memcpy(&bits, &value->real, sizeof bits);
        put_bytes(to, 0xcb, bits, 8);
        break;
    case WRITER_FLAG:
        put_bytes(to, value->integer ? 0xc3 : 0xc2, 0, 0);
        break;
    case WRITER_INSTANT:
        rva_instant_format(value->integer, shown);
        put_msgpack_text(to, shown);
        break;
    default:
        put_msgpack_text(to, value->text);
    }
}

static void put_msgpack(text *to, const char *const *names, const writer_value *values,
                        size_t count)
{
    size_t present = 0;
    for (size_t i = 0; i < count; i++)
        present += values[i].form != WRITER_ABSENT;
    if (present < 16)
        put_bytes(to, (unsigned char)(0x80 | present), 0, 0);
    else
        put_bytes(to, 0xde, present, 2);
    for (size_t i = 0; i < count; i++) {
        if (values[i].form == WRITER_ABSENT)
            continue;
        put_msgpack_text(to, names[i]);
        put_msgpack_value(to, &values[i]);
    }
}

writer writer_open(FILE *stream, writer_format format, const char *const *names, size_t count)
{
    writer to = {.stream = stream, .format = format, .count = count, .names = names};
    if (format == WRITER_JSON)
        fputs("[", stream);
    if (format == WRITER_CSV) {
        for (size_t i = 0; i < count; i++)
            fprintf(stream, "%s%s", i ? "," : "", names[i]);
        fputs("\r\n", stream);
    }
    return to;
}

void writer_row(writer *to, const writer_value *values)
{
    to->row.size = 0;
    switch (to->format) {
    case WRITER_CSV:
        put_csv(&to->row, values, to->count);
        break;
    case WRITER_MSGPACK:
        put_msgpack(&to->row, to->names, values, to->count);
        break;
    case WRITER_JSON:
        text_put(&to->row, to->rows ? ",\n" : "\n");
        writer_json(&to->row, to->names, values, to->count);
        break;
    default:
        writer_json(&to->row, to->names, values, to->count);
        text_put(&to->row, "\n");
    }
    fwrite(to->row.bytes, 1, to->row.size, to->stream);
    to->rows++;
}

void writer_close(writer *to)
{
    if (to->format == WRITER_JSON)
        fputs(to->rows ? "\n]\n" : "]\n", to->stream);
    text_free(&to->row);
}
