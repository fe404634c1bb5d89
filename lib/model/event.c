/**
 * @file model/event.c
 * Checking an event on its own, and comparing two.
 *
 * The fields an event carries become one word of bits, so what its type lacks or does not
 * know is two operations; only fields that are there are looked at one by one.
 */
#include "model/event.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "core/text.h"
#include "core/zone.h"
#include "model/event_settings.h"
#include "model/fields.h"
#include "model/name.h"
#include "model/tags.h"

#define BIT(field) (UINT64_C(1) << RVA__FIELD_##field)

#define ALLOWED(T, number, name, form, allowed, required, names)                                   \
    | ((uint64_t)(((allowed) >> (T)) & 1) << RVA__FIELD_##name)
#define REQUIRED(T, number, name, form, allowed, required, names)                                  \
    | ((uint64_t)(((required) >> (T)) & 1) << RVA__FIELD_##name)

/* The fields each type may and must carry, as bits. */
static const struct rule {
    uint64_t allowed;
    uint64_t required;
} rules[RVA__EVENT_TYPES] = {
#define RULE(type) [type] = {0 RVA__FIELD_MAP(ALLOWED, type), 0 RVA__FIELD_MAP(REQUIRED, type)}
    RULE(RVA_EVENT_CONVERSATION), RULE(RVA_EVENT_STAGE),    RULE(RVA_EVENT_LEAD),
    RULE(RVA_EVENT_OFFER),        RULE(RVA_EVENT_FEEDBACK), RULE(RVA_EVENT_TRANSACTION),
    RULE(RVA_EVENT_END),          RULE(RVA_EVENT_COST),     RULE(RVA_EVENT_MARKET),
    RULE(RVA_EVENT_ERASE),        RULE(RVA_EVENT_NOTE),     RULE(RVA_EVENT_VOID),
};

/* Fields by what is checked of them. */
static const uint64_t void_fields = BIT(conversation) | BIT(lead) | BIT(offer) | BIT(feedback) |
                                    BIT(transaction) | BIT(cost) | BIT(market) | BIT(note) |
                                    BIT(uid);
static const uint64_t id_fields = BIT(id) | BIT(of) | BIT(visitor) | void_fields;
static const uint64_t value_fields = BIT(stage) | BIT(source) | BIT(medium) | BIT(campaign) |
                                     BIT(channel) | BIT(agent) | BIT(borough) | BIT(zip) |
                                     BIT(platform) | BIT(tier) | BIT(model);
static const uint64_t name_fields = BIT(action) | BIT(outcome) | BIT(verdict) | BIT(kind);
static const uint64_t integer_fields =
    BIT(order) | BIT(response_ms) | BIT(messages) | BIT(amount_minor) | BIT(value_minor) |
    BIT(price_minor) | BIT(competitors) | BIT(delivered) | BIT(randomised) | BIT(correct);
static const uint64_t real_fields = BIT(score) | BIT(rating) | BIT(quality) | BIT(demand);

#define EXACT_MAX (INT64_C(1) << 53)

enum { KEY_DIGITS = 32 };

/* The whole numbers a field may hold. */
static const struct bounds {
    int64_t min;
    int64_t max;
} bounds[RVA__FIELD_COUNT] = {
    [RVA__FIELD_at] = {0, RVA__EVENT_AT_MAX},
    [RVA__FIELD_action] = {RVA_ACTION_ENTER, RVA_ACTION_LEAVE},
    [RVA__FIELD_outcome] = {RVA_END_COMPLETED, RVA_END_ERROR},
    [RVA__FIELD_verdict] = {RVA_VERDICT_ACCEPTED, RVA_VERDICT_RETURNED},
    [RVA__FIELD_kind] = {RVA_KIND_SALE, RVA_KIND_ADJUSTMENT},
    [RVA__FIELD_order] = {-EXACT_MAX, EXACT_MAX},
    [RVA__FIELD_response_ms] = {0, INT64_C(1000000000000)},
    [RVA__FIELD_messages] = {0, 1000000000},
    [RVA__FIELD_amount_minor] = {-RVA_AMOUNT_MINOR_MAX, RVA_AMOUNT_MINOR_MAX},
    [RVA__FIELD_value_minor] = {0, RVA_AMOUNT_MINOR_MAX},
    [RVA__FIELD_price_minor] = {0, RVA_AMOUNT_MINOR_MAX},
    [RVA__FIELD_competitors] = {0, 1000000000},
    [RVA__FIELD_delivered] = {0, 1},
    [RVA__FIELD_randomised] = {0, 1},
    [RVA__FIELD_correct] = {0, 1},
    [RVA__FIELD_until] = {0, RVA__EVENT_AT_MAX},
};

/* The largest real a field may hold; the smallest is 0. */
static const int32_t real_max[RVA__FIELD_COUNT] = {
    [RVA__FIELD_score] = 1,
    [RVA__FIELD_rating] = 10,
    [RVA__FIELD_quality] = 1000,
    [RVA__FIELD_demand] = 1000000,
};

static rva_status refuse(rva_error *err, int number, const char *format, ...)
    __attribute__((format(printf, 3, 4), cold));

/* Says what is wrong with a field: `field "at": ...`. */
static rva_status refuse(rva_error *err, int number, const char *format, ...)
{
    const char *field = rva_field_at((size_t)number)->name;
    char reason[RVA_ERROR_MESSAGE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    return rva__fail_field(err, RVA_INVALID, field, "field \"%s\": %s", field, reason);
}

static int lowest(uint64_t fields)
{
    return __builtin_ctzll(fields);
}

static int64_t integer_at(const rva_event *event, int number)
{
    int64_t value;
    memcpy(&value, (const char *)event + rva_field_at((size_t)number)->offset, sizeof value);
    return value;
}

static double real_at(const rva_event *event, int number)
{
    double value;
    memcpy(&value, (const char *)event + rva_field_at((size_t)number)->offset, sizeof value);
    return value;
}

static const char *text_at(const rva_event *event, int number)
{
    const char *value;
    memcpy(&value, (const char *)event + rva_field_at((size_t)number)->offset, sizeof value);
    return value;
}

uint64_t rva__event_fields(const rva_event *event)
{
    uint64_t present = 0;
#define HAS_TEXT(value) ((value) != NULL)
#define HAS_OBJECT(value) HAS_TEXT(value)
#define HAS_INTEGER(value) ((value) != RVA_ABSENT)
#define HAS_NAME(value) HAS_INTEGER(value)
#define HAS_FLAG(value) HAS_INTEGER(value)
#define HAS_INSTANT(value) HAS_INTEGER(value)
#define HAS_REAL(value) (!isnan(value))
#define HAS(T, number, name, form, allowed, required, names)                                       \
    present |= (uint64_t)HAS_##form(event->name) << RVA__FIELD_##name;
    RVA__FIELD_MAP(HAS, 0)
#undef HAS
    return present;
}

/** The names that are nothing but white space, which counts as absent. */
static uint64_t blank_fields(const rva_event *event, uint64_t present)
{
    uint64_t blank = 0;
    for (uint64_t left = present & (value_fields | BIT(reason)); left; left &= left - 1)
        if (rva__name_is_blank(text_at(event, lowest(left))))
            blank |= UINT64_C(1) << lowest(left);
    return blank;
}

static __attribute__((cold)) rva_status refuse_missing(const rva_event *event, int number,
                                                       rva_error *err)
{
    const rva_field *field = rva_field_at((size_t)number);
    const char *type = rva_event_type_name(event->type);
    switch (field->form) {
    case RVA_FIELD_INSTANT:
        return refuse(err, number,
                      "missing; events of type \"%s\" need it: when it happened, as "
                      "2026-03-01T14:03:22Z",
                      type);
    case RVA_FIELD_NAME:
        return refuse(err, number, "missing; events of type \"%s\" need it: one of %s", type,
                      field->names);
    case RVA_FIELD_INTEGER:
        return refuse(err, number, "missing; events of type \"%s\" need it: a whole number", type);
    default:
        return refuse(err, number, "missing; events of type \"%s\" need it: 1 to %d bytes of text",
                      type, RVA_ID_BYTES_MAX);
    }
}

static __attribute__((cold)) rva_status refuse_unknown(const rva_event *event, int number,
                                                       rva_error *err)
{
    const char *type = rva_event_type_name(event->type);
    if (number == RVA__FIELD_correct)
        return refuse(err, number,
                      "events of type \"%s\" cannot be corrected; record another event instead",
                      type);
    if (rules[event->type].allowed & BIT(tags))
        return refuse(err, number,
                      "events of type \"%s\" have no such field; leave it out or put it into "
                      "\"tags\"",
                      type);
    return refuse(err, number, "events of type \"%s\" have no such field; leave it out", type);
}

static rva_status check_tags(const char *tags, rva_error *err)
{
    const size_t size = strnlen(tags, RVA_TAGS_BYTES_MAX + 1);
    if (size > RVA_TAGS_BYTES_MAX)
        return refuse(err, RVA__FIELD_tags, "%zu bytes long, at most %d are allowed; shorten them",
                      strlen(tags), RVA_TAGS_BYTES_MAX);
    if (!rva__text_is_utf8(tags, size))
        return refuse(err, RVA__FIELD_tags, "the bytes are not UTF-8; convert the text to UTF-8");
    if (!rva__tags_are_object(tags))
        return refuse(err, RVA__FIELD_tags,
                      "not a JSON object; write them as {\"name\":\"value\"} without blanks "
                      "around");
    return RVA_OK;
}

static rva_status check_currency(const char *given, const char *currency, rva_error *err)
{
    if (!rva__name_is_currency(given))
        return refuse(err, RVA__FIELD_currency,
                      "not a currency; give three capital letters of ISO 4217, as USD");
    if (currency != NULL && memcmp(given, currency, 4) != 0)
        return refuse(err, RVA__FIELD_currency,
                      "%s, but the store keeps %s; convert the amount to %s first", given, currency,
                      currency);
    return RVA_OK;
}

static rva_status check_texts(const rva_event *event, uint64_t present, const char *currency,
                              rva_error *err)
{
    for (uint64_t left = present & id_fields; left; left &= left - 1) {
        const int number = lowest(left);
        RVA__TRY(rva__name_check(rva_field_at((size_t)number)->name, text_at(event, number),
                                 RVA_ID_BYTES_MAX, err));
    }
    for (uint64_t left = present & value_fields; left; left &= left - 1) {
        const int number = lowest(left);
        RVA__TRY(rva__name_check_value(rva_field_at((size_t)number)->name, text_at(event, number),
                                       RVA_ID_BYTES_MAX, err));
    }
    if (present & BIT(reason))
        RVA__TRY(rva__name_check_value("reason", event->reason, RVA_REASON_BYTES_MAX, err));
    if (present & BIT(text))
        RVA__TRY(rva__name_check("text", event->text, RVA_TEXT_BYTES_MAX, err));
    if (present & BIT(tags))
        RVA__TRY(check_tags(event->tags, err));
    if (present & BIT(currency))
        RVA__TRY(check_currency(event->currency, currency, err));
    return RVA_OK;
}

static __attribute__((cold)) rva_status refuse_integer(int number, int64_t value, rva_error *err)
{
    const struct bounds *range = &bounds[number];
    const char *names = rva_field_at((size_t)number)->names;
    if (rva_field_at((size_t)number)->form == RVA_FIELD_INSTANT)
        return refuse(err, number,
                      "%lld microseconds since 1970 are outside the years 1970 to 2199%s",
                      (long long)value, rva__instant_remedy(value));
    if (names != NULL)
        return refuse(err, number, "got %lld; it must be 0 to %lld: %s", (long long)value,
                      (long long)range->max, names);
    return refuse(err, number, "got %lld; it must be %lld to %lld", (long long)value,
                  (long long)range->min, (long long)range->max);
}

static __attribute__((cold)) rva_status refuse_real(int number, double value, rva_error *err)
{
    char got[RVA__REAL_BYTES] = "an infinity";
    if (!isinf(value))
        rva__text_real(value, got);
    return refuse(err, number, "got %s; it must be 0 to %d", got, (int)real_max[number]);
}

static rva_status check_numbers(const rva_event *event, uint64_t present, rva_error *err)
{
    const uint64_t integers = BIT(at) | BIT(until) | name_fields | integer_fields;
    for (uint64_t left = present & integers; left; left &= left - 1) {
        const int number = lowest(left);
        const int64_t value = integer_at(event, number);
        if (value < bounds[number].min || value > bounds[number].max)
            return refuse_integer(number, value, err);
    }
    for (uint64_t left = present & real_fields; left; left &= left - 1) {
        const int number = lowest(left);
        const double value = real_at(event, number);
        if (!(value >= 0 && value <= real_max[number]))
            return refuse_real(number, value, err);
    }
    return RVA_OK;
}

static rva_status check_transaction(const rva_event *event, rva_error *err)
{
    const long long amount = (long long)event->amount_minor;
    switch (event->kind) {
    case RVA_KIND_SALE:
        if (amount < 0)
            return refuse(err, RVA__FIELD_amount_minor,
                          "a sale's amount is 0 or more, got %lld; use kind \"refund\" for money "
                          "that goes back",
                          amount);
        return RVA_OK;
    case RVA_KIND_REFUND:
    case RVA_KIND_RETURN:
    case RVA_KIND_CHARGEBACK:
        if (amount > 0)
            return refuse(err, RVA__FIELD_amount_minor,
                          "a %s's amount is 0 or less, got %lld; use kind \"sale\" for money that "
                          "comes in, or turn the sign",
                          event->kind == RVA_KIND_REFUND   ? "refund"
                          : event->kind == RVA_KIND_RETURN ? "return"
                                                           : "chargeback",
                          amount);
        return RVA_OK;
    default:
        return RVA_OK;
    }
}

/** A key is that of a store, or of several after each other: 32 hexadecimal digits each. */
static rva_status check_key(const char *key, rva_error *err)
{
    const size_t size = strnlen(key, RVA_REASON_BYTES_MAX + 1);
    if (size > 0 && size <= RVA_REASON_BYTES_MAX && size % KEY_DIGITS == 0 &&
        strspn(key, "0123456789abcdef") == size)
        return RVA_OK;
    return refuse(err, RVA__FIELD_key,
                  "not the key of a store; leave it out, only an export writes it");
}

static rva_status check_erase(const rva_event *event, uint64_t present, rva_error *err)
{
    if (present & BIT(key))
        RVA__TRY(check_key(event->key, err));
    const uint64_t persons = present & (BIT(conversation) | BIT(lead) | BIT(visitor));
    if (persons == 0)
        return refuse(err, RVA__FIELD_conversation,
                      "missing; an erase event names whom to erase: give \"conversation\", "
                      "\"lead\" or \"visitor\"");
    if (persons & (persons - 1))
        return refuse(err, lowest(persons & (persons - 1)),
                      "one too many; an erase event names exactly one of \"conversation\", "
                      "\"lead\" and \"visitor\": record one event for each");
    return RVA_OK;
}

static rva_status check_void(uint64_t present, rva_error *err)
{
    const uint64_t targets = present & void_fields;
    if (targets != 0 && (targets & (targets - 1)) == 0)
        return RVA_OK;
    return refuse(err, targets ? lowest(targets & (targets - 1)) : RVA__FIELD_uid,
                  "%s; a void event names what it voids by exactly one of \"conversation\", "
                  "\"lead\", \"offer\", \"feedback\", \"transaction\", \"cost\", \"market\", "
                  "\"note\" and \"uid\"",
                  targets ? "one too many" : "missing");
}

static rva_status check_note(const rva_event *event, rva_error *err)
{
    if (event->until == RVA_ABSENT || event->until >= event->at)
        return RVA_OK;
    return refuse(err, RVA__FIELD_until, "before \"at\"; a note ends when it begins, or later");
}

/** Without an id or uid there is nothing by which the earlier event could be found. */
static rva_status check_correct(const rva_event *event, uint64_t present, rva_error *err)
{
    const bool nameless = event->type == RVA_EVENT_STAGE || event->type == RVA_EVENT_END;
    if (event->correct != 1 || !nameless || present & BIT(uid))
        return RVA_OK;
    return refuse(err, RVA__FIELD_correct,
                  "events of type \"%s\" have no id to correct; give \"uid\" to the event and to "
                  "its correction",
                  rva_event_type_name(event->type));
}

/* What one type asks beyond the table. */
static rva_status check_type(const rva_event *event, uint64_t present, rva_error *err)
{
    const uint64_t sale = BIT(lead) | BIT(platform);
    switch (event->type) {
    case RVA_EVENT_FEEDBACK:
        if (!(present & BIT(offer)) && (present & sale) != sale)
            return refuse(err, RVA__FIELD_offer,
                          "missing; feedback needs \"offer\", or \"lead\" and \"platform\" "
                          "together");
        return RVA_OK;
    case RVA_EVENT_TRANSACTION:
        return check_transaction(event, err);
    case RVA_EVENT_MARKET:
        if (!(present & (BIT(zip) | BIT(borough))))
            return refuse(err, RVA__FIELD_zip,
                          "missing; a market event says where: give \"zip\" or \"borough\"");
        return RVA_OK;
    case RVA_EVENT_ERASE:
        return check_erase(event, present, err);
    case RVA_EVENT_VOID:
        return check_void(present, err);
    case RVA_EVENT_NOTE:
        return check_note(event, err);
    default:
        return RVA_OK;
    }
}

rva_status rva__event_check(const rva_event *event, const char *currency, rva_error *err)
{
    if (event == NULL)
        return rva__fail(err, RVA_INVALID, "the event is NULL");
    if (event->size < sizeof *event)
        return rva__fail_field(err, RVA_INVALID, "size",
                               "field \"size\": got %llu, the event has %zu bytes; start with "
                               "rva_event_init()",
                               (unsigned long long)event->size, sizeof *event);
    if (event->type < 0 || event->type >= RVA__EVENT_TYPES)
        return refuse(err, RVA__FIELD_type, "got %lld; it must be 0 to %d: %s",
                      (long long)event->type, RVA__EVENT_TYPES - 1, RVA__TYPE_NAMES);

    const uint64_t given = rva__event_fields(event);
    const uint64_t present = given & ~blank_fields(event, given);
    const struct rule *rule = &rules[event->type];
    if (given & ~rule->allowed)
        return refuse_unknown(event, lowest(given & ~rule->allowed), err);
    if (rule->required & ~present)
        return refuse_missing(event, lowest(rule->required & ~present), err);
    RVA__TRY(check_numbers(event, present, err));
    RVA__TRY(check_texts(event, present, currency, err));
    RVA__TRY(check_correct(event, present, err));
    return check_type(event, present, err);
}

static int compare_integers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_texts(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

/* What an integer field means when it is absent. */
static int64_t absent_means(int number)
{
    switch (number) {
    case RVA__FIELD_delivered:
        return 1;
    case RVA__FIELD_order:
    case RVA__FIELD_randomised:
        return 0;
    default:
        return RVA_ABSENT;
    }
}

static int64_t meant_at(const rva_event *event, int number)
{
    const int64_t value = integer_at(event, number);
    return value != RVA_ABSENT ? value : absent_means(number);
}

/* What two events of the same content have in common. */
static const uint64_t content_fields = ~(BIT(correct) | BIT(currency));

void rva__event_content(const rva_event *event, rva__buffer *to)
{
    for (uint64_t left = rva__event_fields(event) & content_fields; left; left &= left - 1) {
        const int number = lowest(left);
        const int64_t form = rva_field_at((size_t)number)->form;
        const bool is_text = form == RVA_FIELD_TEXT || form == RVA_FIELD_OBJECT;
        const int64_t value = is_text                  ? (int64_t)strlen(text_at(event, number))
                              : form == RVA_FIELD_REAL ? rva__event_micro(real_at(event, number))
                                                       : integer_at(event, number);
        if (!is_text && value == absent_means(number))
            continue;
        rva__buffer_put_varint(to, (uint64_t)number);
        rva__buffer_put_signed(to, value);
        if (is_text)
            rva__buffer_put(to, text_at(event, number), (size_t)value);
    }
}

int rva__event_compare(const rva_event *a, const rva_event *b)
{
    /* The check let no other currency pass than the store's. */
    for (int number = 0; number < RVA__FIELD_COUNT; number++) {
        if (!(content_fields >> number & 1))
            continue;
        int order;
        switch (rva_field_at((size_t)number)->form) {
        case RVA_FIELD_TEXT:
        case RVA_FIELD_OBJECT:
            order = compare_texts(text_at(a, number), text_at(b, number));
            break;
        case RVA_FIELD_REAL:
            order = compare_integers(rva__event_micro(real_at(a, number)),
                                     rva__event_micro(real_at(b, number)));
            break;
        default:
            order = compare_integers(meant_at(a, number), meant_at(b, number));
            break;
        }
        if (order != 0)
            return order;
    }
    return 0;
}
