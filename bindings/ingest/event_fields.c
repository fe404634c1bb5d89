/**
 * @file ingest/event_fields.c
 * What JSON says, put into the fields of an event.
 */
#include "event_fields.h"

#include <stdlib.h>
#include <string.h>

#include <revanalytics/schema.h>

#include "fault.h"

enum { NAMES_BYTES = 160 /* room for the list of names in a message */ };

static const char *describe(const ingest_json_value *value)
{
    switch (value->type) {
    case INGEST_JSON_FLAG:
        return value->integer ? "true" : "false";
    case INGEST_JSON_INTEGER:
    case INGEST_JSON_REAL:
    case INGEST_JSON_HUGE:
        return "a number";
    case INGEST_JSON_TEXT:
        return "a text";
    case INGEST_JSON_OBJECT:
        return "an object";
    case INGEST_JSON_ARRAY:
        return "an array";
    default:
        return "null";
    }
}

static rva_status wrong_type(const rva_field *field, const ingest_json_value *value,
                             const char *right, rva_error *err)
{
    return ingest_fail(err, RVA_INVALID, field->name, "must be %s, not %s", right, describe(value));
}

static bool is_text(const ingest_json_value *value)
{
    return value->type == INGEST_JSON_TEXT;
}

static rva_status check_nul(const rva_field *field, const ingest_json_value *value, rva_error *err)
{
    if (memchr(value->text, '\0', value->length) == NULL)
        return RVA_OK;
    return ingest_fail(err, RVA_INVALID, field->name,
                       "has the character \\u0000, which no text may hold");
}

static rva_status set_text(const rva_field *field, const char **out, const ingest_json_value *value,
                           rva_error *err)
{
    if (!is_text(value))
        return wrong_type(field, value, "a text in quotes", err);
    *out = value->text;
    return check_nul(field, value, err);
}

static rva_status set_integer(const rva_field *field, int64_t *out, const ingest_json_value *value,
                              rva_error *err)
{
    char shown[INGEST_QUOTE_BYTES];
    switch (value->type) {
    case INGEST_JSON_INTEGER:
        if (value->integer == RVA_ABSENT)
            break;
        *out = value->integer;
        return RVA_OK;
    case INGEST_JSON_REAL:
        ingest_quote(shown, sizeof shown, value->text, value->length);
        return ingest_fail(err, RVA_INVALID, field->name,
                           "must be an integer written with digits only, not %s%s", shown,
                           strstr(field->name, "_minor") ? ": minor units, such as cents" : "");
    case INGEST_JSON_HUGE:
        break;
    default:
        return wrong_type(field, value, "an integer", err);
    }
    ingest_quote(shown, sizeof shown, value->text, value->length);
    return ingest_fail(err, RVA_INVALID, field->name, "is out of range: %s does not fit in 64 bits",
                       shown);
}

static rva_status set_real(const rva_field *field, double *out, const ingest_json_value *value,
                           rva_error *err)
{
    const bool is_number = value->type == INGEST_JSON_INTEGER || value->type == INGEST_JSON_REAL ||
                           value->type == INGEST_JSON_HUGE;
    if (!is_number)
        return wrong_type(field, value, "a number", err);
    *out = value->real;
    return RVA_OK;
}

static rva_status set_flag(const rva_field *field, int64_t *out, const ingest_json_value *value,
                           rva_error *err)
{
    if (value->type != INGEST_JSON_FLAG)
        return wrong_type(field, value, "true or false", err);
    *out = value->integer;
    return RVA_OK;
}

/* "enter|complete|skip" as "enter, complete, skip". */
static const char *list_names(const rva_field *field, char out[NAMES_BYTES])
{
    size_t used = 0;
    for (const char *at = field->names; *at != '\0' && used + 3 < NAMES_BYTES; at++) {
        out[used++] = *at == '|' ? ',' : *at;
        if (*at == '|')
            out[used++] = ' ';
    }
    out[used] = '\0';
    return out;
}

static rva_status set_name(const rva_field *field, int64_t *out, const ingest_json_value *value,
                           rva_error *err)
{
    if (!is_text(value))
        return wrong_type(field, value, "a text in quotes", err);
    *out = rva_field_name_find(field, value->text, value->length);
    if (*out >= 0)
        return RVA_OK;

    char shown[INGEST_QUOTE_BYTES];
    char names[NAMES_BYTES];
    ingest_quote(shown, sizeof shown, value->text, value->length);
    return ingest_fail(err, RVA_INVALID, field->name, "must be one of %s, not \"%s\"",
                       list_names(field, names), shown);
}

static rva_status set_instant(const rva_field *field, int64_t *out, const ingest_json_value *value,
                              rva_error *err)
{
    if (!is_text(value)) {
        return wrong_type(field, value, "an RFC 3339 text such as \"2026-03-01T14:03:22Z\"", err);
    }
    rva_error why = RVA_ERROR_INIT;
    rva_status status = check_nul(field, value, err);
    if (status == RVA_OK) {
        status = rva_instant_parse(value->text, out, &why);
        if (status != RVA_OK)
            ingest_fail(err, status, field->name, "%s", why.message);
    }
    return status;
}

static rva_status set_object(const rva_field *field, const char **out,
                             const ingest_json_value *value, rva_error *err)
{
    if (value->type != INGEST_JSON_OBJECT)
        return wrong_type(field, value, "a JSON object", err);
    *out = value->text;
    return RVA_OK;
}

rva_status ingest_field_set(const rva_field *field, rva_event *event,
                            const ingest_json_value *value, rva_error *err)
{
    if (value->type == INGEST_JSON_NULL)
        return RVA_OK;
    void *place = (char *)event + field->offset;
    switch (field->form) {
    case RVA_FIELD_TEXT:
        return set_text(field, place, value, err);
    case RVA_FIELD_INTEGER:
        return set_integer(field, place, value, err);
    case RVA_FIELD_REAL:
        return set_real(field, place, value, err);
    case RVA_FIELD_NAME:
        return set_name(field, place, value, err);
    case RVA_FIELD_FLAG:
        return set_flag(field, place, value, err);
    case RVA_FIELD_INSTANT:
        return set_instant(field, place, value, err);
    default:
        return set_object(field, place, value, err);
    }
}

static const char *field_name_at(size_t index, void *context)
{
    (void)context;
    const rva_field *field = rva_field_at(index);
    return field ? field->name : NULL;
}

rva_status ingest_field_unknown(const char *key, size_t length, rva_error *err)
{
    char shown[RVA_ERROR_FIELD_BYTES];
    ingest_quote(shown, sizeof shown, key, length);
    const char *name = rva_name_nearest(key, length, field_name_at, NULL);
    if (name != NULL) {
        return ingest_fail(err, RVA_INVALID, shown, "unknown field \"%s\": did you mean \"%s\"?",
                           shown, name);
    }
    return ingest_fail(err, RVA_INVALID, shown,
                       "unknown field \"%s\": free attributes have their place in \"tags\"", shown);
}
