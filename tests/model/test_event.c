/**
 * @file tests/model/test_event.c
 * What an event may hold, and how a refusal reads.
 */
#include "model/event.h"

#include <criterion/criterion.h>
#include <string.h>

static const int64_t at = INT64_C(1772373802120000); /* 2026-03-01T14:03:22.120Z */

static rva_event event;
static rva_error err;

static void start(rva_event_type type)
{
    rva_event_init(&event, type, at);
    memset(&err, 0, sizeof err);
}

static rva_status check(void)
{
    return rva__event_check(&event, "USD", &err);
}

/* Events as they usually come. */
static void start_conversation(void)
{
    start(RVA_EVENT_CONVERSATION);
    event.id = "c-81";
    event.source = "google";
    event.campaign = "spring";
    event.channel = "web";
    event.agent = "bot-3.2";
}

static void start_stage(void)
{
    start(RVA_EVENT_STAGE);
    event.conversation = "c-81";
    event.stage = "welcome";
    event.action = RVA_ACTION_COMPLETE;
    event.response_ms = 640;
}

static void start_lead(void)
{
    start(RVA_EVENT_LEAD);
    event.id = "l-81";
    event.conversation = "c-81";
    event.tier = "premium";
    event.score = 0.91;
    event.value_minor = 27500;
}

static void start_offer(void)
{
    start(RVA_EVENT_OFFER);
    event.id = "o-81";
    event.lead = "l-81";
    event.platform = "SolarReviews";
    event.price_minor = 27500;
}

static void start_feedback(void)
{
    start(RVA_EVENT_FEEDBACK);
    event.id = "f-81";
    event.offer = "o-81";
    event.verdict = RVA_VERDICT_ACCEPTED;
    event.rating = 8.7;
}

static void start_transaction(rva_transaction_kind kind, int64_t amount_minor)
{
    start(RVA_EVENT_TRANSACTION);
    event.id = "t-81";
    event.kind = kind;
    event.amount_minor = amount_minor;
    event.platform = "SolarReviews";
}

static void start_market(void)
{
    start(RVA_EVENT_MARKET);
    event.id = "m-1";
    event.zip = "11215";
    event.competitors = 4;
    event.price_minor = 24000;
    event.demand = 0.7;
}

#define EXPECT_OK() cr_expect_eq(check(), RVA_OK, "%s", err.message)

#define EXPECT_REFUSED(name, text)                                                                 \
    do {                                                                                           \
        cr_expect_eq(check(), RVA_INVALID);                                                        \
        cr_expect_str_eq(err.field, name);                                                         \
        cr_expect_str_eq(err.message, text);                                                       \
    } while (0)

Test(event, conversation_passes)
{
    start_conversation();
    event.visitor = "v-9";
    event.zip = "11215";
    event.tags = "{\"property\":\"historic_district\"}";
    EXPECT_OK();
}

Test(event, stage_passes)
{
    start_stage();
    event.order = -3;
    event.agent = "bot-3.2";
    event.reason = "no roof";
    event.messages = 4;
    event.quality = 0.8;
    EXPECT_OK();
}

Test(event, lead_passes)
{
    start_lead();
    event.model = "v7";
    EXPECT_OK();
}

Test(event, offer_passes)
{
    start_offer();
    event.delivered = 0;
    event.randomised = 1;
    EXPECT_OK();
}

Test(event, feedback_on_an_offer_passes)
{
    start_feedback();
    EXPECT_OK();
}

Test(event, feedback_on_a_lead_and_platform_passes)
{
    start_feedback();
    event.offer = NULL;
    event.lead = "l-81";
    event.platform = "SolarReviews";
    EXPECT_OK();
}

Test(event, sale_passes)
{
    start_transaction(RVA_KIND_SALE, 27500);
    event.currency = "USD";
    event.lead = "l-81";
    event.conversation = "c-81";
    event.offer = "o-81";
    EXPECT_OK();
}

Test(event, sale_of_nothing_passes)
{
    start_transaction(RVA_KIND_SALE, 0);
    EXPECT_OK();
}

Test(event, refund_passes)
{
    start_transaction(RVA_KIND_REFUND, -27500);
    event.of = "t-80";
    EXPECT_OK();
}

Test(event, adjustment_of_either_sign_passes)
{
    start_transaction(RVA_KIND_ADJUSTMENT, -1);
    EXPECT_OK();
    start_transaction(RVA_KIND_ADJUSTMENT, 1);
    EXPECT_OK();
}

Test(event, end_passes)
{
    start(RVA_EVENT_END);
    event.conversation = "c-81";
    event.outcome = RVA_END_COMPLETED;
    EXPECT_OK();
}

Test(event, cost_passes)
{
    start(RVA_EVENT_COST);
    event.id = "k-1";
    event.amount_minor = 1200;
    event.source = "google";
    event.medium = "cpc";
    EXPECT_OK();
}

Test(event, market_passes)
{
    start_market();
    EXPECT_OK();
    event.zip = NULL;
    event.borough = "Brooklyn";
    EXPECT_OK();
}

Test(event, erase_passes_without_an_instant)
{
    start(RVA_EVENT_ERASE);
    event.at = RVA_ABSENT;
    event.visitor = "v-9";
    EXPECT_OK();
}

Test(event, correction_of_a_lead_passes)
{
    start_lead();
    event.correct = 1;
    EXPECT_OK();
}

Test(event, correction_of_a_stage_is_refused)
{
    start_stage();
    event.correct = 1;
    EXPECT_REFUSED("correct", "field \"correct\": events of type \"stage\" have no id to correct; "
                              "give \"uid\" to the event and to its correction");
    event.uid = "u-1";
    EXPECT_OK();
}

Test(event, null_is_refused)
{
    cr_expect_eq(rva__event_check(NULL, "USD", NULL), RVA_INVALID);
}

Test(event, smaller_struct_is_refused)
{
    start_stage();
    event.size = sizeof event - 8;
    cr_expect_eq(check(), RVA_INVALID);
    cr_expect_str_eq(err.field, "size");
}

Test(event, larger_struct_passes)
{
    start_stage();
    event.size = sizeof event + 8;
    EXPECT_OK();
}

Test(event, unknown_type_is_refused)
{
    start_stage();
    event.type = 12;
    EXPECT_REFUSED("type", "field \"type\": got 12; it must be 0 to 11: conversation|stage|lead|"
                           "offer|feedback|transaction|end|cost|market|erase|note|void");
    event.type = -1;
    cr_expect_eq(check(), RVA_INVALID);
}

Test(event, missing_instant_is_refused)
{
    start_stage();
    event.at = RVA_ABSENT;
    EXPECT_REFUSED("at", "field \"at\": missing; events of type \"stage\" need it: when it "
                         "happened, as 2026-03-01T14:03:22Z");
}

Test(event, first_and_last_instant_pass)
{
    start_stage();
    event.at = 0;
    EXPECT_OK();
    event.at = INT64_C(7258118399999999);
    EXPECT_OK();
}

Test(event, instants_before_1970_and_after_2199_are_refused)
{
    start_stage();
    event.at = -1;
    EXPECT_REFUSED("at", "field \"at\": -1 microseconds since 1970 are outside the years 1970 to "
                         "2199");
    event.at = INT64_C(7258118400000000);
    cr_expect_eq(check(), RVA_INVALID);
}

Test(event, missing_text_is_refused)
{
    start_stage();
    event.stage = NULL;
    EXPECT_REFUSED("stage", "field \"stage\": missing; events of type \"stage\" need it: 1 to 128 "
                            "bytes of text");
}

Test(event, missing_name_is_refused)
{
    start_stage();
    event.action = RVA_ABSENT;
    EXPECT_REFUSED("action", "field \"action\": missing; events of type \"stage\" need it: one of "
                             "enter|complete|skip|disqualify|leave");
}

Test(event, missing_amount_is_refused)
{
    start_transaction(RVA_KIND_SALE, RVA_ABSENT);
    EXPECT_REFUSED("amount_minor", "field \"amount_minor\": missing; events of type "
                                   "\"transaction\" need it: a whole number");
}

Test(event, field_of_another_type_is_refused)
{
    start_stage();
    event.score = 0.5;
    EXPECT_REFUSED("score", "field \"score\": events of type \"stage\" have no such field; leave "
                            "it out");
    start_conversation();
    event.stage = "welcome";
    EXPECT_REFUSED("stage", "field \"stage\": events of type \"conversation\" have no such field; "
                            "leave it out or put it into \"tags\"");
}

Test(event, unknown_action_is_refused)
{
    start_stage();
    event.action = 5;
    EXPECT_REFUSED("action", "field \"action\": got 5; it must be 0 to 4: "
                             "enter|complete|skip|disqualify|leave");
}

Test(event, negative_duration_is_refused)
{
    start_stage();
    event.response_ms = -5;
    EXPECT_REFUSED("response_ms", "field \"response_ms\": got -5; it must be 0 to 1000000000000");
}

Test(event, order_is_limited_to_what_a_double_holds)
{
    start_stage();
    event.order = INT64_C(9007199254740992);
    EXPECT_OK();
    event.order = INT64_C(-9007199254740993);
    cr_expect_eq(check(), RVA_INVALID);
}

Test(event, flag_is_0_or_1)
{
    start_offer();
    event.delivered = 2;
    EXPECT_REFUSED("delivered", "field \"delivered\": got 2; it must be 0 to 1");
}

Test(event, negative_value_and_price_are_refused)
{
    start_lead();
    event.value_minor = -1;
    cr_expect_eq(check(), RVA_INVALID);
    start_offer();
    event.price_minor = -1;
    cr_expect_eq(check(), RVA_INVALID);
}

Test(event, negative_sale_is_refused)
{
    start_transaction(RVA_KIND_SALE, -5);
    EXPECT_REFUSED("amount_minor", "field \"amount_minor\": a sale's amount is 0 or more, got -5; "
                                   "use kind \"refund\" for money that goes back");
}

Test(event, positive_refund_is_refused)
{
    start_transaction(RVA_KIND_CHARGEBACK, 5);
    EXPECT_REFUSED("amount_minor",
                   "field \"amount_minor\": a chargeback's amount is 0 or less, got 5; use kind "
                   "\"sale\" for money that comes in, or turn the sign");
}

Test(event, amount_has_a_limit)
{
    start_transaction(RVA_KIND_SALE, RVA_AMOUNT_MINOR_MAX);
    EXPECT_OK();
    event.amount_minor++;
    cr_expect_eq(check(), RVA_INVALID);
    start_transaction(RVA_KIND_REFUND, -RVA_AMOUNT_MINOR_MAX - 1);
    cr_expect_eq(check(), RVA_INVALID);
}

Test(event, score_beyond_its_range_is_refused)
{
    start_lead();
    event.score = 1;
    EXPECT_OK();
    event.score = 1.5;
    EXPECT_REFUSED("score", "field \"score\": got 1.5; it must be 0 to 1");
    event.score = -0.1;
    cr_expect_eq(check(), RVA_INVALID);
}

Test(event, infinity_is_refused)
{
    start_feedback();
    event.rating = (double)INFINITY;
    EXPECT_REFUSED("rating", "field \"rating\": got an infinity; it must be 0 to 10");
    event.rating = -(double)INFINITY;
    cr_expect_eq(check(), RVA_INVALID);
}

Test(event, another_currency_is_refused)
{
    start_transaction(RVA_KIND_SALE, 1);
    event.currency = "EUR";
    EXPECT_REFUSED("currency", "field \"currency\": EUR, but the store keeps USD; convert the "
                               "amount to USD first");
}

Test(event, currency_that_is_none_is_refused)
{
    static const char *const wrong[] = {"", "US", "usd", "USDX", "U\xc3\x9c", "$"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        start_transaction(RVA_KIND_SALE, 1);
        event.currency = wrong[i];
        EXPECT_REFUSED("currency", "field \"currency\": not a currency; give three capital letters "
                                   "of ISO 4217, as USD");
    }
}

Test(event, currency_passes_where_the_store_has_none)
{
    start_transaction(RVA_KIND_SALE, 1);
    event.currency = "EUR";
    cr_expect_eq(rva__event_check(&event, NULL, &err), RVA_OK);
}

Test(event, longest_id_passes_and_one_longer_is_refused)
{
    char id[130];
    memset(id, 'x', sizeof id);
    id[128] = '\0';
    start_conversation();
    event.id = id;
    EXPECT_OK();
    id[128] = 'x';
    id[129] = '\0';
    EXPECT_REFUSED("id", "field \"id\": 129 bytes long, at most 128 are allowed; shorten it");
}

Test(event, empty_id_is_refused)
{
    start_conversation();
    event.id = "";
    EXPECT_REFUSED("id", "field \"id\": empty; give 1 to 128 bytes of text, or leave the field "
                         "out");
}

Test(event, control_character_is_refused_wherever_it_stands)
{
    char id[41];
    for (size_t length = 1; length <= 40; length++) {
        for (size_t place = 0; place < length; place++) {
            memset(id, 0, sizeof id);
            memset(id, 'x', length);
            start_conversation();
            event.id = id;
            EXPECT_OK();
            id[place] = 0x1f;
            cr_expect_eq(check(), RVA_INVALID);
            id[place] = 0x7f;
            cr_expect_eq(check(), RVA_INVALID);
        }
    }
    EXPECT_REFUSED("id", "field \"id\": it holds a control character; remove line breaks, tabs "
                         "and the like");
}

Test(event, text_beyond_ascii_passes)
{
    start_conversation();
    event.campaign = "Fr\xc3\xbchling \xe2\x98\x80 \xf0\x9f\x8c\x9e";
    event.source = "\xc3\xbc";
    EXPECT_OK();
}

Test(event, bytes_that_are_not_utf8_are_refused)
{
    start_conversation();
    event.campaign = "Fr\xfchling";
    EXPECT_REFUSED("campaign", "field \"campaign\": its bytes are not UTF-8; convert the text to "
                               "UTF-8");
}

Test(event, rows_of_reports_are_refused_as_values)
{
    start_conversation();
    event.source = "(unknown)";
    EXPECT_REFUSED("source", "field \"source\": (unknown) is the name of a row in reports; leave "
                             "the field out when the value is not known");
    event.source = "(other)";
    EXPECT_REFUSED("source", "field \"source\": (other) is the name of a row in reports; give the "
                             "value itself, or another name");
    event.source = "(direct)";
    EXPECT_OK();
}

Test(event, reason_may_be_longer_than_a_name)
{
    char reason[514];
    memset(reason, 'x', sizeof reason);
    reason[512] = '\0';
    start_stage();
    event.reason = reason;
    EXPECT_OK();
    reason[512] = 'x';
    reason[513] = '\0';
    cr_expect_eq(check(), RVA_INVALID);
}

Test(event, tags_are_one_object)
{
    static const char *const wrong[] = {"", "{", "}", "[]", "{}\n", " {}", "null"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        start_conversation();
        event.tags = wrong[i];
        EXPECT_REFUSED("tags", "field \"tags\": not a JSON object; write them as "
                               "{\"name\":\"value\"} without blanks around");
    }
    event.tags = "{}";
    EXPECT_OK();
}

Test(event, tags_have_a_limit)
{
    static char tags[4098];
    memset(tags, ' ', sizeof tags - 1);
    tags[0] = '{';
    tags[4096] = '}';
    start_conversation();
    event.tags = tags;
    EXPECT_REFUSED("tags", "field \"tags\": 4097 bytes long, at most 4096 are allowed; shorten "
                           "them");
    tags[4095] = '}';
    tags[4096] = '\0';
    EXPECT_OK();
}

Test(event, feedback_on_nothing_is_refused)
{
    start_feedback();
    event.offer = NULL;
    event.lead = "l-81";
    EXPECT_REFUSED("offer", "field \"offer\": missing; feedback needs \"offer\", or \"lead\" and "
                            "\"platform\" together");
}

Test(event, market_of_nowhere_is_refused)
{
    start_market();
    event.zip = NULL;
    EXPECT_REFUSED("zip", "field \"zip\": missing; a market event says where: give \"zip\" or "
                          "\"borough\"");
}

Test(event, erase_of_nobody_is_refused)
{
    start(RVA_EVENT_ERASE);
    EXPECT_REFUSED("conversation", "field \"conversation\": missing; an erase event names whom to "
                                   "erase: give \"conversation\", \"lead\" or \"visitor\"");
}

Test(event, erase_of_two_is_refused)
{
    start(RVA_EVENT_ERASE);
    event.conversation = "c-81";
    event.visitor = "v-9";
    EXPECT_REFUSED("visitor", "field \"visitor\": one too many; an erase event names exactly one "
                              "of \"conversation\", \"lead\" and \"visitor\": record one event "
                              "for each");
}

Test(event, error_may_be_null)
{
    start_stage();
    event.stage = NULL;
    cr_expect_eq(rva__event_check(&event, "USD", NULL), RVA_INVALID);
}
