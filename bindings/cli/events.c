/**
 * @file cli/events.c
 * Events as rows.
 */
#include "events.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void event_columns_open(event_columns *of)
{
    const rva_field *field;
    of->count = 0;
    while ((field = rva_field_at(of->count)) != NULL && of->count < EVENT_COLUMNS_MAX) {
        of->fields[of->count] = field;
        of->names[of->count++] = field->name;
    }
}

/* Word number `number` of "a|b|c", or NULL. */
static const char *word_of(const char *names, int64_t number, char out[EVENT_NAME_BYTES])
{
    for (; number > 0; number--) {
        names = strchr(names, '|');
        if (names == NULL)
            return NULL;
        names++;
    }
    snprintf(out, EVENT_NAME_BYTES, "%.*s", (int)strcspn(names, "|"), names);
    return out;
}

static writer_value text_value(writer_form form, const char *string)
{
    return (writer_value){.form = string ? form : WRITER_ABSENT, .text = string};
}

static writer_value integer_value(writer_form form, int64_t number)
{
    return (writer_value){.form = number == RVA_ABSENT ? WRITER_ABSENT : form, .integer = number};
}

static writer_value value_of(const rva_field *field, const rva_event *event,
                             char word[EVENT_NAME_BYTES])
{
    const char *place = (const char *)event + field->offset;
    const char *string;
    int64_t number;
    double real;
    memcpy(&string, place, sizeof string);
    memcpy(&number, place, sizeof number);
    memcpy(&real, place, sizeof real);
    switch (field->form) {
    case RVA_FIELD_TEXT:
        return text_value(WRITER_TEXT, string);
    case RVA_FIELD_OBJECT:
        return text_value(WRITER_OBJECT, string);
    case RVA_FIELD_NAME:
        return text_value(WRITER_TEXT, number < 0 ? NULL : word_of(field->names, number, word));
    case RVA_FIELD_FLAG:
        return integer_value(WRITER_FLAG, number);
    case RVA_FIELD_INSTANT:
        return integer_value(WRITER_INSTANT, number);
    case RVA_FIELD_REAL:
        return (writer_value){.form = isnan(real) ? WRITER_ABSENT : WRITER_REAL, .real = real};
    default:
        return integer_value(WRITER_INTEGER, number);
    }
}

void event_row(event_columns *of, const rva_event *event, writer_value values[EVENT_COLUMNS_MAX])
{
    for (size_t i = 0; i < of->count; i++)
        values[i] = value_of(of->fields[i], event, of->words[i]);
}
