/**
 * @file tests/fuzz/fuzz_event.c
 * Histories: bytes are steps upon a small store, which must then equal its own log.
 *
 * A step records an event made of few ids, names and amounts, so that they meet; or changes
 * settings, rebuilds, reopens, asks.  At the end a full verification must find no
 * difference, and a rebuild must change no figure (unless values had to be left out, for
 * then it decides anew which).
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <revanalytics.h>

#include "fuzz.h"

enum { STEPS_MAX = 120, TEXT_BYTES = 32, FIELDS_MAX = 64, MAP_MIB = 64 };

#define BEGIN_AT INT64_C(1772366400000000)
#define MINUTE INT64_C(60000000)

static rva_store *store;
static const char *path;
static bool limited; /**< few values are kept: which, depends on what came first */
static char texts[FIELDS_MAX][TEXT_BYTES];

static void open_store(void)
{
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.map_mib_max = MAP_MIB;
    options.durability = RVA_EPHEMERAL;
    FUZZ_CHECK(rva_store_open(path, &options, &store, NULL) == RVA_OK);
}

/** The letter of the ids that a field holds, or 0 when it holds names. */
static char id_letter(const rva_event *event, const char *field)
{
    static const char own[] = "csloftexm"; /* by type */
    if (strcmp(field, "id") == 0)
        return event->type < RVA_EVENT_ERASE ? own[event->type] : 'c';
    if (strcmp(field, "of") == 0)
        return 't';
    if (strcmp(field, "lead") == 0 || strcmp(field, "offer") == 0 ||
        strcmp(field, "conversation") == 0 || strcmp(field, "visitor") == 0)
        return field[0];
    return 0;
}

static const char *make_text(const rva_event *event, const rva_field *field, size_t index,
                             uint8_t choice)
{
    static const char *const stages[] = {"welcome", "interest_assessment", "else"};
    static const char *const zips[] = {"11215", "10001", "99999"};
    static const char *const tiers[] = {"premium", "standard", "odd"};
    const char letter = id_letter(event, field->name);
    if (strcmp(field->name, "stage") == 0)
        return stages[choice % 3];
    if (strcmp(field->name, "zip") == 0)
        return zips[choice % 3];
    if (strcmp(field->name, "tier") == 0)
        return tiers[choice % 3];
    if (strcmp(field->name, "currency") == 0)
        return choice % 16 == 1 ? "EUR" : "USD";
    if (letter)
        snprintf(texts[index], TEXT_BYTES, "%c%d", letter, choice % 4);
    else
        snprintf(texts[index], TEXT_BYTES, "%.12s %d", field->name, choice % 4);
    return texts[index];
}

static int64_t make_integer(const rva_event *event, const rva_field *field, uint8_t choice)
{
    static const int64_t numbers[] = {0, 1, 2, 100, 27500, 999999, 3600000, RVA_AMOUNT_MINOR_MAX};
    const int64_t number = numbers[choice % 8];
    if (strcmp(field->name, "amount_minor") != 0)
        return choice % 64 == 63 ? -1 : number;
    return event->kind == RVA_ABSENT || event->kind == RVA_KIND_SALE ? number : -number;
}

static void set_field(rva_event *event, const rva_field *field, size_t index, fuzz_bytes *from)
{
    static const double reals[] = {0, 0.25, 0.5, 1, 7.5};
    const uint8_t choice = fuzz_byte(from);
    char *to = (char *)event + field->offset;
    const char *text = "{\"a\":1}";
    int64_t number = choice % 2;
    const double real = reals[choice % 5];
    switch (field->form) {
    case RVA_FIELD_TEXT:
        text = make_text(event, field, index, choice); /* fall through */
    case RVA_FIELD_OBJECT:
        memcpy(to, &text, sizeof text);
        return;
    case RVA_FIELD_REAL:
        memcpy(to, &real, sizeof real);
        return;
    case RVA_FIELD_INTEGER:
        number = make_integer(event, field, choice);
        break;
    case RVA_FIELD_NAME:
        number = choice % 5;
        break;
    default:
        break;
    }
    memcpy(to, &number, sizeof number);
}

static void make_event(rva_event *event, fuzz_bytes *from)
{
    const rva_field *field;
    const int64_t type = fuzz_byte(from) % (RVA_EVENT_ERASE + 1);
    const uint64_t bit = UINT64_C(1) << type;
    rva_event_init(event, (rva_event_type)type,
                   BEGIN_AT + fuzz_byte(from) * (fuzz_byte(from) % 8 ? MINUTE : 700 * MINUTE));
    uint32_t optional = (uint32_t)(fuzz_byte(from) << 16 | fuzz_byte(from) << 8 | fuzz_byte(from));
    if (fuzz_byte(from) % 4)
        event->kind = RVA_ABSENT;
    const rva_field *kind = rva_field_find("kind", 4);
    if (kind->required & bit)
        set_field(event, kind, 0, from); /* first: it decides the sign of amounts */
    for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++) {
        if (field->form == RVA_FIELD_INSTANT || field == kind ||
            field->offset == offsetof(rva_event, type))
            continue;
        if ((field->required & bit) || ((field->types & bit) && (optional & 1)))
            set_field(event, field, i, from);
        if (field->types & bit)
            optional = optional >> 1 | (optional & 1) << 23;
    }
}

/** With RVA_LOUD in the environment, what is recorded, for whoever looks at a crash. */
static void tell(const rva_event *event, rva_status status, const rva_error *err)
{
    const rva_field *field;
    if (!getenv("RVA_LOUD"))
        return;
    fprintf(stderr, "%s %s", rva_status_name(status), rva_event_type_name(event->type));
    for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++) {
        const char *from = (const char *)event + field->offset;
        const char *text;
        int64_t number;
        memcpy(&text, from, sizeof text);
        memcpy(&number, from, sizeof number);
        const bool is_text = field->form == RVA_FIELD_TEXT || field->form == RVA_FIELD_OBJECT;
        if (is_text && text)
            fprintf(stderr, " %s=%s", field->name, text);
        else if (!is_text && field->form != RVA_FIELD_REAL && number != RVA_ABSENT)
            fprintf(stderr, " %s=%" PRId64, field->name, number);
    }
    fprintf(stderr, " %s\n", status == RVA_OK ? "" : err->message);
}

static void record(fuzz_bytes *from)
{
    rva_event event;
    rva_error err = RVA_ERROR_INIT;
    make_event(&event, from);
    const rva_status status = rva_record(store, &event, NULL, &err);
    tell(&event, status, &err);
    FUZZ_CHECK(status == RVA_OK || status == RVA_INVALID || status == RVA_CONFLICT ||
               status == RVA_LIMIT || status == RVA_ERASED);
    FUZZ_CHECK(status == RVA_OK || err.message[0] != '\0');
}

static void change_settings(fuzz_bytes *from)
{
    static const char *const hours[] = {"1", "72", "876000"};
    static const char *const zones[] = {"UTC", "America/New_York", "Australia/Lord_Howe"};
    rva_settings *settings = NULL;
    FUZZ_CHECK(rva_settings_new(&settings, NULL) == RVA_OK);
    rva_settings_set(settings, "idle_timeout_hours", hours[fuzz_byte(from) % 3], NULL);
    rva_settings_set(settings, "time_zone", zones[fuzz_byte(from) % 3], NULL);
    limited = fuzz_byte(from) % 2;
    rva_settings_set(settings, "max_values", limited ? "2" : "10000", NULL);
    const rva_status status = rva_store_change_settings(store, settings, NULL, NULL, NULL);
    FUZZ_CHECK(status == RVA_OK || status == RVA_LIMIT);
    rva_settings_free(settings);
}

/** Every report about the days in question as JSON, appended to `to`. */
static void ask_all(FILE *to, int64_t now_at)
{
    const rva_report_schema *schema;
    for (size_t i = 0; (schema = rva_report_schema_at(i)) != NULL; i++) {
        rva_report *report = NULL;
        char *json = NULL;
        size_t size = 0;
        rva_query query = RVA_QUERY_INIT;
        if (schema->inputs & RVA_INPUT_PERIOD) {
            query.from_at = BEGIN_AT - 720 * MINUTE;
            query.to_at = BEGIN_AT + 150 * 1440 * MINUTE;
        }
        query.now_at = now_at;
        const rva_status status = rva_report_run(store, schema->name, &query, &report, NULL);
        FUZZ_CHECK(status == RVA_OK || status == RVA_LIMIT);
        if (status == RVA_OK &&
            rva_report_write(report, RVA_FORMAT_JSON, &json, &size, NULL) == RVA_OK)
            fwrite(json, 1, size, to);
        rva_free(json);
        rva_report_free(report);
    }
}

static char *figures(int64_t now_at)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    FUZZ_CHECK(to != NULL);
    ask_all(to, now_at);
    fclose(to);
    return text;
}

static void step(fuzz_bytes *from)
{
    const uint8_t kind = fuzz_byte(from);
    if (kind >= 250 && getenv("RVA_LOUD"))
        fprintf(stderr, "step %d\n", kind);
    switch (kind) {
    case 250:
        FUZZ_CHECK(rva_store_rebuild(store, NULL, NULL, NULL, NULL) == RVA_OK);
        break;
    case 251:
        change_settings(from);
        break;
    case 252:
        rva_store_close(store);
        open_store();
        break;
    case 253:
        free(figures(BEGIN_AT + fuzz_byte(from) * 60 * MINUTE));
        break;
    default:
        record(from);
    }
}

static void expect_clean(void)
{
    rva_verify_result result = {0};
    FUZZ_CHECK(rva_store_verify(store, RVA_VERIFY_FULL, &result, NULL, NULL, NULL) == RVA_OK);
    if (result.differences > 0)
        fprintf(stderr, "%" PRId64 " differences: %s\n", result.differences, result.first.message);
    FUZZ_CHECK(result.differences == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes from = {data, data + size};
    path = fuzz_empty("event");
    limited = false;
    FUZZ_CHECK(rva_store_create(path, NULL, RVA_EPHEMERAL, NULL) == RVA_OK);
    open_store();
    for (int i = 0; i < STEPS_MAX && from.at < from.end; i++)
        step(&from);
    expect_clean();
    const int64_t now_at = BEGIN_AT + fuzz_byte(&from) * 60 * MINUTE;
    char *before = figures(now_at);
    FUZZ_CHECK(rva_store_rebuild(store, NULL, NULL, NULL, NULL) == RVA_OK);
    expect_clean();
    char *after = figures(now_at);
    FUZZ_CHECK(limited || strcmp(before, after) == 0);
    free(before);
    free(after);
    rva_store_close(store);
    store = NULL;
    return 0;
}
