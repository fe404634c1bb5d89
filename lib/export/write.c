/**
 * @file export/write.c
 * Reports as bytes, in the form asked for.
 */
#include "export/write.h"

#include <stdio.h>

#include "core/alloc.h"
#include "core/error.h"
#include "core/text.h"
#include "export/export.h"

enum { INTEGER_DIGITS = 20 };

void rva__export_put_instant(rva__buffer *to, int64_t at)
{
    char text[RVA_INSTANT_BYTES];
    rva_instant_format(at, text);
    rva__buffer_put(to, text, strlen(text));
}

void rva__export_put_integer(rva__buffer *to, int64_t value)
{
    char text[INTEGER_DIGITS + 1];
    size_t at = sizeof text;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        text[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (value < 0)
        text[--at] = '-';
    rva__buffer_put(to, text + at, sizeof text - at);
}

void rva__export_put_real(rva__buffer *to, double value)
{
    char text[RVA__REAL_BYTES];
    rva__buffer_put(to, text, rva__text_real(value, text));
}

static const rva__export_definition *const formats[] = {
#define RVA__X(name) &rva__export_format_##name,
    RVA__EXPORT_MAP(RVA__X)
#undef RVA__X
};

enum { FORMATS = sizeof formats / sizeof *formats };

const rva_export_format *rva_export_format_at(size_t index)
{
    return index < FORMATS ? &formats[index]->format : NULL;
}

static rva_status fail_format(rva_format format, rva_error *err)
{
    char names[RVA_ERROR_MESSAGE_BYTES] = "";
    for (size_t i = 0; i < FORMATS; i++) {
        char name[32];
        snprintf(name, sizeof name, "%zu %s", i, formats[i]->format.name);
        rva__text_list(names, sizeof names, name, i + 1 == FORMATS);
    }
    return rva__fail_field(err, RVA_INVALID, "format", "no format %d; there are %s", (int)format,
                           names);
}

rva_status rva_report_write(const rva_report *report, rva_format format, char **out, size_t *size,
                            rva_error *err)
{
    if (report == NULL || out == NULL || size == NULL)
        return rva__fail(err, RVA_INVALID, "the report, out or size is NULL");
    if ((unsigned)format >= FORMATS)
        return fail_format(format, err);

    rva__buffer bytes = {0};
    formats[format]->write(report, &bytes);
    rva__buffer_put_byte(&bytes, 0);
    if (bytes.failed) {
        rva__buffer_free(&bytes);
        return rva__fail_memory(err);
    }
    *out = (char *)bytes.data;
    *size = bytes.size - 1;
    return RVA_OK;
}

void rva_free(void *bytes)
{
    rva__alloc_free(bytes);
}
