/**
 * @file export/write.c
 * Reports as bytes, in the form asked for.
 */
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

rva_status rva_report_write(const rva_report *report, rva_format format, char **out, size_t *size,
                            rva_error *err)
{
    static void (*const writers[])(const rva_report *, rva__buffer *) = {
        [RVA_FORMAT_JSON] = rva__export_json,
        [RVA_FORMAT_CSV] = rva__export_csv,
        [RVA_FORMAT_NDJSON] = rva__export_ndjson,
        [RVA_FORMAT_MSGPACK] = rva__export_msgpack,
    };
    if (report == NULL || out == NULL || size == NULL)
        return rva__fail(err, RVA_INVALID, "the report, out or size is NULL");
    if ((unsigned)format >= sizeof writers / sizeof writers[0])
        return rva__fail_field(err, RVA_INVALID, "format",
                               "no format %d; there are 0 JSON, 1 CSV, 2 NDJSON and 3 MessagePack",
                               (int)format);

    rva__buffer bytes = {0};
    writers[format](report, &bytes);
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
