/**
 * @file model/fields.c
 * The fields of an event by number and by name.
 *
 * Importers look up every key of every line, so names are found by a hash without
 * collisions over the length and three letters.
 */
#include "model/fields.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

_Static_assert(RVA__FIELD_COUNT <= 64, "sets of fields are 64 bits wide");

static const rva_field fields[] = {
#define FIELD(T, number, name, form, allowed, required, names)                                     \
    [number] = {#name, RVA_FIELD_##form, offsetof(rva_event, name), (allowed), (required), names},
    RVA__FIELD_MAP(FIELD, 0)
#undef FIELD
};

static const uint8_t lengths[] = {
#define LENGTH(T, number, name, form, allowed, required, names) [number] = sizeof #name - 1,
    RVA__FIELD_MAP(LENGTH, 0)
#undef LENGTH
};

enum { SLOTS = 128 };

/* Number of the field plus one at the hash of its name; test_fields.c finds every name. */
static const uint8_t slots[SLOTS] = {
    // clang-format off
    11, 32, 0, 0, 42, 16, 26, 24, 0, 27, 0, 39, 18, 14, 0, 41, 0, 25, 35, 0, 0, 0, 38, 0,
    17, 6, 30, 0, 0, 0, 0, 0, 48, 0, 0, 0, 0, 28, 0, 0, 7, 0, 22, 0, 44, 0, 0, 0,
    0, 0, 0, 33, 0, 0, 20, 0, 0, 0, 0, 34, 10, 0, 46, 0, 0, 0, 0, 0, 3, 0, 0, 13,
    23, 45, 0, 0, 21, 0, 0, 0, 0, 15, 0, 0, 2, 0, 29, 0, 0, 8, 0, 0, 5, 43, 0, 0,
    47, 0, 40, 0, 0, 0, 0, 36, 0, 37, 0, 0, 0, 19, 0, 0, 0, 0, 0, 49, 1, 31, 4, 0,
    0, 9, 12, 0, 0, 0, 0, 0,
    // clang-format on
};

static size_t slot_of(const char *name, size_t length)
{
    const unsigned char *text = (const unsigned char *)name;
    return (length * 59 + text[0] * 62U + text[length / 2] * 8U + text[length - 1] * 48U) % SLOTS;
}

const rva_field *rva_field_at(size_t index)
{
    return index < RVA__FIELD_COUNT ? &fields[index] : NULL;
}

const rva_field *rva_field_find(const char *name, size_t length)
{
    if (name == NULL || length == 0)
        return NULL;
    const uint8_t number = slots[slot_of(name, length)];
    if (number == 0)
        return NULL;
    const rva_field *field = &fields[number - 1];
    const bool same = lengths[number - 1] == length && memcmp(field->name, name, length) == 0;
    return same ? field : NULL;
}

const char *rva__field_name_at(const rva_field *field, int64_t number, size_t *size)
{
    const char *at = field->names;
    *size = strcspn(at, "|");
    for (; number > 0 && at[*size] != '\0'; number--) {
        at += *size + 1;
        *size = strcspn(at, "|");
    }
    return number == 0 ? at : NULL;
}

int64_t rva_field_name_find(const rva_field *field, const char *name, size_t length)
{
    if (field == NULL || field->names == NULL || name == NULL || length == 0)
        return -1;
    int64_t number = 0;
    for (const char *at = field->names;; number++) {
        const char *end = strchrnul(at, '|');
        if ((size_t)(end - at) == length && memcmp(at, name, length) == 0)
            return number;
        if (*end == '\0')
            return -1;
        at = end + 1;
    }
}

void rva_event_init(rva_event *event, rva_event_type type, int64_t at)
{
    if (event == NULL)
        return;
    *event = (rva_event){.size = sizeof *event};
#define ABSENT_TEXT(field)
#define ABSENT_OBJECT(field)
#define ABSENT_INTEGER(field) event->field = RVA_ABSENT;
#define ABSENT_NAME(field) ABSENT_INTEGER(field)
#define ABSENT_FLAG(field) ABSENT_INTEGER(field)
#define ABSENT_INSTANT(field) ABSENT_INTEGER(field)
#define ABSENT_REAL(field) event->field = (double)NAN;
#define ABSENT(T, number, name, form, allowed, required, names) ABSENT_##form(name)
    RVA__FIELD_MAP(ABSENT, 0)
#undef ABSENT
    event->type = type;
    event->at = at;
}

const char *rva_event_type_name(int64_t type)
{
    static const char *const names[RVA__EVENT_TYPES] = {
        "conversation", "stage", "lead",   "offer", "feedback", "transaction",
        "end",          "cost",  "market", "erase", "note",     "void",
    };
    return type >= 0 && type < RVA__EVENT_TYPES ? names[type] : NULL;
}

int64_t rva_event_type_find(const char *name)
{
    return name ? rva_field_name_find(&fields[RVA__FIELD_type], name, strlen(name)) : -1;
}
