/**
 * @file ingest/settings.c
 * A settings file into settings, through their setters, so that they check it.
 */
#include <stdlib.h>
#include <string.h>

#include <revanalytics/event.h>

#include "fault.h"
#include "ingest.h"
#include "json_reader.h"
#include "input.h"

enum { NAME_BYTES = RVA_ID_BYTES_MAX + 2 /* one more than allowed, so that the setter refuses */ };

/* The keys of one object so far, each ends in NUL. */
typedef struct key_set {
    char *keys;
    size_t size;
} key_set;

/* A settings file under way. */
typedef struct setting {
    rva_settings *settings;
    rva_error *err;
    rva_status status;
    const char *key; /* of the list or map being read */
    key_set *seen;   /* keys of the object being read */
    char stage[NAME_BYTES];
    int required;
    char dimension[NAME_BYTES]; /* of which something is said */
} setting;

/* How the value of one key is read. */
typedef struct entry {
    const char *key;
    ingest_json_type type; /* a list, a map or a text; a number may stand for a text */
    const char *what;
    ingest_json_fn visit; /* of each member of a list or a map */
    void (*clear)(rva_settings *settings);
} entry;

static bool passed(setting *now, rva_status status)
{
    now->status = status;
    return status == RVA_OK;
}

static bool wrong(setting *now, const char *what)
{
    return passed(now, ingest_fail(now->err, RVA_INVALID, now->key, "must be %s", what));
}

static const char *copy(char out[NAME_BYTES], const char *text, size_t length)
{
    const size_t kept = length < NAME_BYTES - 1 ? length : NAME_BYTES - 1;
    memcpy(out, text, kept);
    out[kept] = '\0';
    return out;
}

static bool is_key(const char *key, size_t length, const char *name)
{
    return strlen(name) == length && memcmp(key, name, length) == 0;
}

static bool is_text(const ingest_json_value *value)
{
    return value->type == INGEST_JSON_TEXT && strlen(value->text) == value->length;
}

static bool is_number(const ingest_json_value *value)
{
    return value->type == INGEST_JSON_INTEGER || value->type == INGEST_JSON_REAL;
}

/* Whether a key of the object is new; one that is given twice is refused. */
static bool is_first(setting *now, const char *key, size_t length)
{
    key_set *seen = now->seen;
    for (size_t at = 0; at < seen->size; at += strlen(seen->keys + at) + 1)
        if (is_key(key, length, seen->keys + at))
            return passed(now, ingest_fail(now->err, RVA_INVALID, now->key,
                                           "\"%.*s\" is given twice: leave one of them out",
                                           (int)(length < NAME_BYTES ? length : NAME_BYTES), key));
    char *keys = realloc(seen->keys, seen->size + length + 1);
    if (keys == NULL)
        return passed(now, ingest_fail(now->err, RVA_NO_MEMORY, now->key, "out of memory"));
    memcpy(keys + seen->size, key, length);
    keys[seen->size + length] = '\0';
    seen->keys = keys;
    seen->size += length + 1;
    return true;
}

/* Visits the members of a nested value in a copy: the outer one is still being read. */
static bool visit_nested(setting *now, const ingest_json_value *value, ingest_json_fn visit)
{
    key_set seen = {0};
    key_set *const outer = now->seen;
    now->seen = &seen;
    ingest_json *json = ingest_json_new(value->length);
    char *text = calloc(1, value->length + INGEST_JSON_PADDING);
    if (json == NULL || text == NULL) {
        passed(now, ingest_fail(now->err, RVA_NO_MEMORY, now->key, "out of memory"));
    } else {
        memcpy(text, value->text, value->length);
        const char *what = ingest_json_visit(json, text, value->length, visit, now);
        if (what != NULL && what[0] != '\0')
            passed(now, ingest_fail(now->err, RVA_INVALID, now->key, "%s", what));
    }
    ingest_json_free(json);
    free(text);
    free(seen.keys);
    now->seen = outer;
    return now->status == RVA_OK;
}

static bool read_stage_member(void *context, const char *key, size_t length,
                              const ingest_json_value *value)
{
    setting *now = context;
    if (!is_first(now, key, length))
        return false;
    if (is_key(key, length, "name") && is_text(value)) {
        copy(now->stage, value->text, value->length);
        return true;
    }
    if (is_key(key, length, "required") && value->type == INGEST_JSON_FLAG) {
        now->required = (int)value->integer;
        return true;
    }
    return wrong(now, "names, or objects of \"name\" and \"required\" (true or false)");
}

static bool read_stage(void *context, const char *key, size_t length,
                       const ingest_json_value *value)
{
    (void)key;
    (void)length;
    setting *now = context;
    now->stage[0] = '\0';
    now->required = 1;
    if (is_text(value))
        copy(now->stage, value->text, value->length);
    else if (value->type != INGEST_JSON_OBJECT)
        return wrong(now, "names, or objects of \"name\" and \"required\" (true or false)");
    else if (!visit_nested(now, value, read_stage_member))
        return false;
    return passed(now, rva_settings_add_stage(now->settings, now->stage, now->required, now->err));
}

static bool read_tier(void *context, const char *key, size_t length, const ingest_json_value *value)
{
    (void)key;
    (void)length;
    setting *now = context;
    if (!is_text(value))
        return wrong(now, "a list of names, best first");
    return passed(now, rva_settings_add_tier(now->settings, value->text, now->err));
}

static bool read_target(void *context, const char *key, size_t length,
                        const ingest_json_value *value)
{
    setting *now = context;
    char name[NAME_BYTES];
    if (!is_first(now, key, length))
        return false;
    if (!is_number(value))
        return wrong(now, "numbers by KPI: rates as 0..1, money in minor units");
    copy(name, key, length);
    return passed(now, rva_settings_set_target(now->settings, name, value->real, now->err));
}

static bool read_season_factor(void *context, const char *key, size_t length,
                               const ingest_json_value *value)
{
    setting *now = context;
    char season[NAME_BYTES];
    if (!is_first(now, key, length))
        return false;
    if (!is_number(value))
        return wrong(now, "numbers by season");
    copy(season, key, length);
    return passed(now,
                  rva_settings_set_season_factor(now->settings, season, value->real, now->err));
}

static bool read_zone(void *context, const char *key, size_t length, const ingest_json_value *value)
{
    setting *now = context;
    char zip[NAME_BYTES];
    if (!is_first(now, key, length))
        return false;
    if (!is_text(value))
        return wrong(now, "boroughs by zip, as texts");
    copy(zip, key, length);
    return passed(now, rva_settings_set_zone(now->settings, zip, value->text, now->err));
}

static bool read_name(setting *now, const ingest_json_value *value,
                      rva_status (*add)(rva_settings *, const char *, rva_error *))
{
    if (!is_text(value))
        return wrong(now, "a list of names");
    return passed(now, add(now->settings, value->text, now->err));
}

static bool read_attribute(void *context, const char *key, size_t length,
                           const ingest_json_value *value)
{
    (void)key;
    (void)length;
    return read_name(context, value, rva_settings_add_attribute);
}

static bool read_strict(void *context, const char *key, size_t length,
                        const ingest_json_value *value)
{
    (void)key;
    (void)length;
    return read_name(context, value, rva_settings_add_strict);
}

static bool read_alias(void *context, const char *key, size_t length,
                       const ingest_json_value *value)
{
    setting *now = context;
    char spelling[NAME_BYTES];
    if (!is_first(now, key, length))
        return false;
    if (!is_text(value))
        return wrong(now, "an object: by dimension, names by their other spellings");
    copy(spelling, key, length);
    return passed(now, rva_settings_set_alias(now->settings, now->dimension, spelling, value->text,
                                              now->err));
}

static bool read_value_name(void *context, const char *key, size_t length,
                            const ingest_json_value *value)
{
    setting *now = context;
    (void)key;
    (void)length;
    if (!is_text(value))
        return wrong(now, "an object: lists of names by dimension");
    return passed(now,
                  rva_settings_add_value(now->settings, now->dimension, value->text, now->err));
}

/* What is said of one dimension. */
static bool read_dimension(setting *now, const char *key, size_t length,
                           const ingest_json_value *value, ingest_json_type type,
                           ingest_json_fn visit)
{
    if (!is_first(now, key, length))
        return false;
    if (value->type != type)
        return wrong(now, type == INGEST_JSON_ARRAY
                              ? "an object: lists of names by dimension"
                              : "an object: by dimension, names by their other spellings");
    copy(now->dimension, key, length);
    return visit_nested(now, value, visit);
}

static bool read_aliases(void *context, const char *key, size_t length,
                         const ingest_json_value *value)
{
    return read_dimension(context, key, length, value, INGEST_JSON_OBJECT, read_alias);
}

static bool read_values(void *context, const char *key, size_t length,
                        const ingest_json_value *value)
{
    return read_dimension(context, key, length, value, INGEST_JSON_ARRAY, read_value_name);
}

static const entry entries[] = {
    {"currency", INGEST_JSON_TEXT, "a text: a code of three letters", NULL, NULL},
    {"time_zone", INGEST_JSON_TEXT, "a text: the name of a time zone", NULL, NULL},
    {"week_start", INGEST_JSON_TEXT, "a text: the name of a day", NULL, NULL},
    {"earliest_at", INGEST_JSON_TEXT, "a text: a day or an instant", NULL, NULL},
    {"idle_timeout_hours", INGEST_JSON_INTEGER, "a number", NULL, NULL},
    {"live_window_minutes", INGEST_JSON_INTEGER, "a number", NULL, NULL},
    {"return_window_days", INGEST_JSON_INTEGER, "a number", NULL, NULL},
    {"max_values", INGEST_JSON_INTEGER, "a number", NULL, NULL},
    {"attributes", INGEST_JSON_ARRAY, "a list of names of tags", read_attribute,
     rva_settings_clear_attributes},
    {"strict", INGEST_JSON_ARRAY, "a list of names of dimensions", read_strict,
     rva_settings_clear_strict},
    {"aliases", INGEST_JSON_OBJECT, "an object: by dimension, names by their other spellings",
     read_aliases, rva_settings_clear_aliases},
    {"values", INGEST_JSON_OBJECT, "an object: lists of names by dimension", read_values,
     rva_settings_clear_values},
    {"stages", INGEST_JSON_ARRAY, "a list of stages in order", read_stage,
     rva_settings_clear_stages},
    {"tiers", INGEST_JSON_ARRAY, "a list of names, best first", read_tier,
     rva_settings_clear_tiers},
    {"targets", INGEST_JSON_OBJECT, "an object: numbers by KPI", read_target, NULL},
    {"season_factors", INGEST_JSON_OBJECT, "an object: numbers by season", read_season_factor,
     rva_settings_clear_season_factors},
    {"zones", INGEST_JSON_OBJECT, "an object: boroughs by zip", read_zone, NULL},
};

static bool read_value(setting *now, const entry *kind, const ingest_json_value *value)
{
    char text[NAME_BYTES];
    const bool is_right = kind->type == INGEST_JSON_TEXT      ? is_text(value)
                          : kind->type == INGEST_JSON_INTEGER ? is_number(value)
                                                              : value->type == kind->type;
    if (!is_right)
        return wrong(now, kind->what);
    if (kind->visit == NULL) {
        copy(text, value->text, value->length);
        return passed(now, rva_settings_set(now->settings, kind->key, text, now->err));
    }
    if (kind->clear != NULL)
        kind->clear(now->settings);
    return visit_nested(now, value, kind->visit);
}

static bool read_member(void *context, const char *key, size_t length,
                        const ingest_json_value *value)
{
    setting *now = context;
    now->key = "";
    if (!is_first(now, key, length))
        return false;
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        if (is_key(key, length, entries[i].key)) {
            now->key = entries[i].key;
            return read_value(now, &entries[i], value);
        }
    }
    char shown[RVA_ERROR_FIELD_BYTES];
    ingest_quote(shown, sizeof shown, key, length);
    return passed(now, ingest_fail(now->err, RVA_INVALID, shown,
                                   "unknown setting \"%s\": docs/events.md lists them", shown));
}

/* The whole file, with padding behind it; free() it. */
static rva_status read_whole(const char *path, char **out, size_t *size, rva_error *err)
{
    ingest_source *source = NULL;
    const size_t room = RVA_INGEST_SETTINGS_BYTES_MAX;
    char *text = malloc(room + INGEST_JSON_PADDING);
    rva_status status = text ? ingest_source_open(path, &source, err)
                             : ingest_fail(err, RVA_NO_MEMORY, "", "out of memory");
    size_t used = 0;
    size_t got = 1;
    while (got > 0 && used < room && (status == RVA_OK || status == RVA_TIMEOUT)) {
        status = ingest_source_read(source, text + used, room - used, &got, err);
        used += got;
        if (status == RVA_TIMEOUT)
            got = 1;
    }
    if (status == RVA_OK && got > 0) {
        status = ingest_fail(err, RVA_LIMIT, "", "%s: longer than %d MiB", path,
                             (int)(RVA_INGEST_SETTINGS_BYTES_MAX >> 20));
    }
    ingest_source_close(source);
    if (status != RVA_OK) {
        free(text);
        return status;
    }
    *out = text;
    *size = used;
    return RVA_OK;
}

static rva_status parse(const char *path, char *text, size_t size, setting *now)
{
    size_t start = 0;
    while (start < size && strchr(" \t\r\n", text[start]) != NULL)
        start++;
    if (start == size || text[start] != '{')
        return ingest_fail(now->err, RVA_INVALID, "", "%s: is not a JSON object", path);

    ingest_json *json = ingest_json_new(size);
    if (json == NULL)
        return ingest_fail(now->err, RVA_NO_MEMORY, "", "out of memory");
    const char *what = ingest_json_visit(json, text + start, size - start, read_member, now);
    ingest_json_free(json);
    if (what != NULL && what[0] != '\0')
        return ingest_fail(now->err, RVA_INVALID, "", "%s: %s", path, what);
    return now->status;
}

rva_status rva_ingest_settings(const char *path, rva_settings *settings, rva_error *err)
{
    char *text = NULL;
    size_t size = 0;
    if (path == NULL || settings == NULL)
        return ingest_fail(err, RVA_INVALID, "", "path and settings must not be NULL");
    rva_status status = read_whole(path, &text, &size, err);
    if (status != RVA_OK)
        return status;
    key_set seen = {0};
    setting now = {.settings = settings, .err = err, .status = RVA_OK, .key = "", .seen = &seen};
    status = parse(path, text, size, &now);
    free(seen.keys);
    free(text);
    return status;
}
