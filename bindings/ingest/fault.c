/**
 * @file ingest/fault.c
 * Messages about foreign bytes.
 */
#include "fault.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Bytes of the UTF-8 character at `at`, or 0 when there is none that may be shown. */
static size_t character(const unsigned char *at, size_t left)
{
    if (at[0] < 0x80)
        return at[0] >= ' ' && at[0] != 0x7f;
    const size_t size = at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : 2;
    if (at[0] < 0xc2 || at[0] > 0xf4 || size > left)
        return 0;
    for (size_t i = 1; i < size; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    }
    return at[0] == 0xc2 && at[1] < 0xa0 ? 0 : size;
}

void ingest_quote(char *out, size_t room, const char *bytes, size_t length)
{
    const unsigned char *in = (const unsigned char *)bytes;
    size_t used = 0;
    size_t at = 0;
    while (at < length) {
        const size_t size = character(in + at, length - at);
        const size_t need = size ? size : 1;
        const bool is_last = at + need >= length;
        if (used + need + (is_last ? 1 : 4) > room)
            break;
        if (size)
            memcpy(out + used, in + at, size);
        else
            out[used] = '?';
        used += need;
        at += need;
    }
    if (at < length && room >= 4) {
        memcpy(out + used, "...", 3);
        used += 3;
    }
    out[used] = '\0';
}

rva_status ingest_fail(rva_error *err, rva_status status, const char *field, const char *format,
                       ...)
{
    if (err == NULL)
        return status;
    err->status = status;
    ingest_quote(err->field, sizeof err->field, field, strlen(field));

    va_list arguments;
    va_start(arguments, format);
    vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    return status;
}
