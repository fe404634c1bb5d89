/**
 * @file oracle/record.c
 * Events field by field, from the lists in record.h.
 */
#include "record.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "local.h"

rva_event record_blank(rva_event_type type, int64_t at)
{
    rva_event event;
    memset(&event, 0, sizeof event);
    event.size = sizeof event;
    event.type = type;
    event.at = at;
#define BLANK_TEXT(name) event.name = NULL;
#define BLANK_INTEGER(name) event.name = RVA_ABSENT;
#define BLANK_REAL(name) event.name = NAN;
    RECORD_TEXTS(BLANK_TEXT)
    RECORD_INTEGERS(BLANK_INTEGER)
    RECORD_NAMES(BLANK_INTEGER)
    RECORD_REALS(BLANK_REAL)
    event.correct = RVA_ABSENT;
    return event;
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_real(double a, double b)
{
    return isnan(a) || isnan(b) ? isnan(a) && isnan(b) : llround(a * 1e6) == llround(b * 1e6);
}

static rva_event with_defaults(const rva_event *event)
{
    rva_event full = *event;
    if (full.order == RVA_ABSENT)
        full.order = 0;
    if (full.delivered == RVA_ABSENT)
        full.delivered = 1;
    if (full.randomised == RVA_ABSENT)
        full.randomised = 0;
    if (!full.currency)
        full.currency = "USD";
    return full;
}

bool record_same(const rva_event *a, const rva_event *b)
{
    const rva_event one = with_defaults(a);
    const rva_event two = with_defaults(b);
    bool same = one.type == two.type && one.at == two.at;
#define SAME_TEXT(name) same = same && same_text(one.name, two.name);
#define SAME_INTEGER(name) same = same && one.name == two.name;
#define SAME_REAL(name) same = same && same_real(one.name, two.name);
    RECORD_TEXTS(SAME_TEXT)
    RECORD_INTEGERS(SAME_INTEGER)
    RECORD_NAMES(SAME_INTEGER)
    RECORD_REALS(SAME_REAL)
    return same;
}

bool record_has_id(const rva_event *event)
{
    return event->type != RVA_EVENT_CONVERSATION && event->type != RVA_EVENT_STAGE &&
           event->type != RVA_EVENT_END && event->type != RVA_EVENT_ERASE &&
           event->type != RVA_EVENT_VOID;
}

enum { TYPE_UID = 100 };

size_t record_names(const rva_event *event, const char *names[RECORD_NAMES_MAX],
                    int64_t types[RECORD_NAMES_MAX])
{
    const struct {
        const char *id;
        int64_t type;
    } targets[] = {
        {event->conversation, RVA_EVENT_CONVERSATION},
        {event->lead, RVA_EVENT_LEAD},
        {event->offer, RVA_EVENT_OFFER},
        {event->feedback, RVA_EVENT_FEEDBACK},
        {event->transaction, RVA_EVENT_TRANSACTION},
        {event->cost, RVA_EVENT_COST},
        {event->market, RVA_EVENT_MARKET},
        {event->note, RVA_EVENT_NOTE},
    };
    size_t count = 0;
    for (size_t i = 0; event->type == RVA_EVENT_VOID && i < sizeof targets / sizeof *targets; i++)
        if (targets[i].id) {
            names[count] = targets[i].id;
            types[count++] = targets[i].type;
        }
    if (record_has_id(event) || event->type == RVA_EVENT_CONVERSATION) {
        names[count] = event->id;
        types[count++] = event->type;
    }
    if (event->uid) {
        names[count] = event->uid;
        types[count++] = TYPE_UID;
    }
    return count;
}

static const char *const type_names[] = {"conversation", "stage",       "lead", "offer",
                                         "feedback",     "transaction", "end",  "cost",
                                         "market",       "erase",       "note", "void"};
static const char *const action_names[] = {"enter", "complete", "skip", "disqualify", "leave"};
static const char *const outcome_names[] = {"completed", "abandoned", "disqualified", "error"};
static const char *const verdict_names[] = {"accepted", "rejected", "timeout", "returned"};
static const char *const kind_names[] = {"sale", "refund", "return", "chargeback", "adjustment"};

static void print_text(FILE *to, const char *name, const char *value)
{
    if (!value)
        return;
    if (strcmp(name, "tags") == 0)
        fprintf(to, ",\"%s\":%s", name, value);
    else
        fprintf(to, ",\"%s\":\"%s\"", name, value);
}

static void print_integer(FILE *to, const char *name, int64_t value)
{
    if (value == RVA_ABSENT)
        return;
    if (strcmp(name, "delivered") == 0 || strcmp(name, "randomised") == 0)
        fprintf(to, ",\"%s\":%s", name, value ? "true" : "false");
    else
        fprintf(to, ",\"%s\":%" PRId64, name, value);
}

static void print_real(FILE *to, const char *name, double value)
{
    if (!isnan(value))
        fprintf(to, ",\"%s\":%.6f", name, value);
}

static void print_event(FILE *to, const rva_event *event)
{
    char at[LOCAL_LABEL_BYTES];
    fprintf(to, "{\"type\":\"%s\"", type_names[event->type]);
    if (event->at != RVA_ABSENT) {
        local_instant_text(event->at, at);
        print_text(to, "at", at);
    }
#define PRINT_TEXT(name) print_text(to, #name, event->name);
#define PRINT_NAME(name)                                                                           \
    if (event->name != RVA_ABSENT)                                                                 \
        print_text(to, #name, name##_names[event->name]);
#define PRINT_INTEGER(name) print_integer(to, #name, event->name);
#define PRINT_REAL(name) print_real(to, #name, event->name);
    RECORD_TEXTS(PRINT_TEXT)
    RECORD_NAMES(PRINT_NAME)
    RECORD_INTEGERS(PRINT_INTEGER)
    RECORD_REALS(PRINT_REAL)
    if (event->correct == 1)
        fprintf(to, ",\"correct\":true");
    fprintf(to, "}\n");
}

void record_print(FILE *to, const rva_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++)
        print_event(to, &events[i]);
}
