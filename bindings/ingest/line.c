/**
 * @file ingest/line.c
 * One line into one event.
 */
#include "line.h"

#include "fault.h"
#include "event_fields.h"

_Static_assert(sizeof(rva_event) / sizeof(int64_t) <= 64, "a bit for each field");

/* A line under way. */
typedef struct reading {
    rva_event *event;
    uint64_t seen; /* a bit for each field of the event */
    char *object;  /* text of its one object, not ended yet, or NULL */
    size_t object_length;
    rva_error *err;
    rva_status status;
} reading;

/* Drops the white space between the tokens of valid JSON, in place, and ends it with NUL. */
static void minify(char *text, size_t length)
{
    size_t used = 0;
    bool in_text = false;
    for (size_t at = 0; at < length; at++) {
        const char byte = text[at];
        if (!in_text && (byte == ' ' || byte == '\t'))
            continue;
        text[used++] = byte;
        if (in_text && byte == '\\')
            text[used++] = text[++at];
        else if (byte == '"')
            in_text = !in_text;
    }
    text[used] = '\0';
}

static bool set_member(void *context, const char *key, size_t key_length,
                       const ingest_json_value *value)
{
    reading *now = context;
    const rva_field *field = rva_field_find(key, key_length);
    if (field == NULL) {
        now->status = ingest_field_unknown(key, key_length, now->err);
        return false;
    }
    const uint64_t bit = UINT64_C(1) << (field->offset / sizeof(int64_t));
    if (now->seen & bit) {
        now->status = ingest_fail(now->err, RVA_INVALID, field->name,
                                  "is given twice: leave one of them out");
        return false;
    }
    now->seen |= bit;
    if (field->form == RVA_FIELD_OBJECT && value->type == INGEST_JSON_OBJECT) {
        now->object = value->text;
        now->object_length = value->length;
    }
    now->status = ingest_field_set(field, now->event, value, now->err);
    return now->status == RVA_OK;
}

/* The line is no JSON; says in which field when it is one. */
static rva_status broken(const ingest_json *json, const char *wrong, rva_error *err)
{
    size_t length;
    const char *key = ingest_json_key(json, &length);
    const rva_field *field = rva_field_find(key, length);
    return ingest_fail(err, RVA_INVALID, field ? field->name : "", "%s%s", field ? "" : "the line ",
                       wrong);
}

rva_status ingest_line_read(ingest_json *json, char *line, size_t length, rva_event *event,
                            rva_error *err)
{
    if (line[0] != '{')
        return ingest_fail(err, RVA_INVALID, "", "the line is not a JSON object: {\"type\": ...}");

    reading now = {event, 0, NULL, 0, err, RVA_OK};
    const char *wrong = ingest_json_visit(json, line, length, set_member, &now);
    if (wrong == NULL && event->type == RVA_ABSENT) {
        return ingest_fail(err, RVA_INVALID, "type", "is missing: one of %s",
                           rva_field_find("type", 4)->names);
    }
    if (wrong != NULL && wrong[0] != '\0')
        return broken(json, wrong, err);
    if (now.status == RVA_OK && now.object != NULL)
        minify(now.object, now.object_length);
    return now.status;
}
