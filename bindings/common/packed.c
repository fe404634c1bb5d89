/**
 * @file common/packed.c
 * Events as bytes.
 */
#include "packed.h"

#include <string.h>

#include "batch.h"

enum { END = 255, COUNT_BYTES = 4, EVENT_BYTES_MIN = 1 };

typedef struct reader {
    const unsigned char *at;
    const unsigned char *end;
} reader;

static bool read_text(reader *from, const char **out)
{
    uint32_t size;
    if (from->end - from->at < 5)
        return false;
    memcpy(&size, from->at, sizeof size);
    from->at += sizeof size;
    if ((size_t)(from->end - from->at) <= size || from->at[size] != '\0')
        return false;
    *out = (const char *)from->at;
    from->at += size + 1;
    return strlen(*out) == size;
}

static bool read_number(reader *from, void *out)
{
    if (from->end - from->at < 8)
        return false;
    memcpy(out, from->at, 8);
    from->at += 8;
    return true;
}

static bool read_field(reader *from, size_t place, rva_event *event)
{
    const rva_field *field = rva_field_at(place);
    if (field == NULL)
        return false;
    void *at = (char *)event + field->offset;
    if (field->form == RVA_FIELD_TEXT || field->form == RVA_FIELD_OBJECT)
        return read_text(from, at);
    return read_number(from, at);
}

static bool read_event(reader *from, rva_event *event)
{
    while (from->at < from->end) {
        const size_t place = *from->at++;
        if (place == END)
            return event->type != RVA_ABSENT;
        if (!read_field(from, place, event))
            return false;
    }
    return false;
}

bool rvb_packed_count(const void *bytes, size_t size, size_t *count)
{
    uint32_t said;
    if (size < COUNT_BYTES)
        return false;
    memcpy(&said, bytes, sizeof said);
    *count = said;
    return said <= size / EVENT_BYTES_MIN;
}

bool rvb_packed_read(const void *bytes, size_t size, rva_event *events, size_t count)
{
    reader from = {(const unsigned char *)bytes + COUNT_BYTES, (const unsigned char *)bytes + size};
    rva_event empty;
    rvb_event_init(&empty);
    for (size_t i = 0; i < count; i++) {
        events[i] = empty;
        if (!read_event(&from, &events[i]))
            return false;
    }
    return true;
}
