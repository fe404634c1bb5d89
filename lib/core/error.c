/**
 * @file core/error.c
 * Describing a failure where it is first seen.
 *
 * A message is always one clean line of UTF-8, whatever bytes it quotes, because it ends
 * up in logs, terminals and the exceptions of other languages.
 */
#include "core/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"

enum { CHARACTER_BYTES_MAX = 4 };

const char *rva_status_text(rva_status status)
{
    switch (status) {
#define STATUS_TEXT(name, number, text)                                                            \
    case RVA_##name:                                                                               \
        return text;
        RVA_STATUS_MAP(STATUS_TEXT)
#undef STATUS_TEXT
    }
    return "no status of this library";
}

const char *rva_status_name(rva_status status)
{
    switch (status) {
#define STATUS_NAME(name, number, text)                                                            \
    case RVA_##name:                                                                               \
        return #name;
        RVA_STATUS_MAP(STATUS_NAME)
#undef STATUS_NAME
    }
    return "?";
}

const char *rva_version(void)
{
    return RVA_VERSION;
}

static size_t character_bytes(const char *at, size_t left)
{
    for (size_t size = 1; size <= CHARACTER_BYTES_MAX && size <= left; size++) {
        if (rva__text_is_clean(at, size))
            return size;
    }
    return 0;
}

static void clean(char *text)
{
    const size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        const size_t step = character_bytes(text + at, size - at);
        if (step == 0)
            text[at] = '?';
        at += step ? step : 1;
    }
}

static rva_status describe(rva_error *err, rva_status status, const char *field, const char *format,
                           va_list arguments)
{
    if (!err)
        return status;

    /* The arguments may be texts of `err` itself, so it is written last. */
    rva_error filled = RVA_ERROR_INIT;
    filled.status = status;
    snprintf(filled.field, sizeof(filled.field), "%s", field);
    if (vsnprintf(filled.message, sizeof(filled.message), format, arguments) < 0)
        snprintf(filled.message, sizeof(filled.message), "%s", rva_status_text(status));
    clean(filled.field);
    clean(filled.message);
    *err = filled;
    return status;
}

rva_status rva__fail(rva_error *err, rva_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    describe(err, status, "", format, arguments);
    va_end(arguments);
    return status;
}

rva_status rva__fail_field(rva_error *err, rva_status status, const char *field, const char *format,
                           ...)
{
    va_list arguments;
    va_start(arguments, format);
    describe(err, status, field ? field : "", format, arguments);
    va_end(arguments);
    return status;
}

rva_status rva__fail_memory(rva_error *err)
{
    return rva__fail(err, RVA_NO_MEMORY, "out of memory");
}

static rva_status errno_status(int number)
{
    switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return RVA_FULL;
    default:
        return RVA_IO;
    }
}

rva_status rva__fail_errno(rva_error *err, int number, const char *what)
{
    char room[128] = "";
#if defined(__GLIBC__) && defined(_GNU_SOURCE)
    const char *why = strerror_r(number, room, sizeof(room));
#else
    const char *why = strerror_r(number, room, sizeof(room)) == 0 ? room : "unknown error";
#endif
    return rva__fail(err, errno_status(number), "%s: %s", what, why);
}
