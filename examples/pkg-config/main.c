/**
 * @file pkg-config/main.c
 * A service outside the tree: records one conversation that sells, and says what it earned.
 *
 *     make && ./service [STORE]
 */
#include <stdio.h>
#include <stdlib.h>

#include <revanalytics.h>

#define MINUTE INT64_C(60000000)

static const char began[] = "2026-03-01T14:03:22Z";

static rva_status record_conversation(rva_store *store, int64_t at, rva_error *err)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_CONVERSATION, at);
    event.id = "c-81";
    event.source = "google";
    event.zip = "11215";
    return rva_record(store, &event, NULL, err);
}

static rva_status record_lead(rva_store *store, int64_t at, rva_error *err)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_LEAD, at);
    event.id = "l-81";
    event.conversation = "c-81";
    event.tier = "premium";
    event.value_minor = 27500;
    return rva_record(store, &event, NULL, err);
}

static rva_status record_stage(rva_store *store, int64_t at, rva_stage_action action,
                               rva_error *err)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_STAGE, at);
    event.conversation = "c-81";
    event.stage = "welcome";
    event.action = action;
    return rva_record(store, &event, NULL, err);
}

static rva_status record_offer(rva_store *store, int64_t at, rva_error *err)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_OFFER, at);
    event.id = "o-81";
    event.lead = "l-81";
    event.platform = "SolarReviews";
    event.price_minor = 27500;
    return rva_record(store, &event, NULL, err);
}

static rva_status record_verdict(rva_store *store, int64_t at, rva_error *err)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_FEEDBACK, at);
    event.id = "f-81";
    event.offer = "o-81";
    event.verdict = RVA_VERDICT_ACCEPTED;
    return rva_record(store, &event, NULL, err);
}

static rva_status record_sale(rva_store *store, int64_t at, rva_error *err)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_TRANSACTION, at);
    event.id = "t-81";
    event.kind = RVA_KIND_SALE;
    event.lead = "l-81";
    event.platform = "SolarReviews";
    event.amount_minor = 27500;
    return rva_record(store, &event, NULL, err);
}

static rva_status record(rva_store *store, rva_error *err)
{
    int64_t at = 0;
    rva_status status = rva_instant_parse(began, &at, err);
    if (status == RVA_OK)
        status = record_conversation(store, at, err);
    if (status == RVA_OK)
        status = record_stage(store, at, RVA_ACTION_ENTER, err);
    if (status == RVA_OK)
        status = record_stage(store, at + MINUTE, RVA_ACTION_COMPLETE, err);
    if (status == RVA_OK)
        status = record_lead(store, at + 10 * MINUTE, err);
    if (status == RVA_OK)
        status = record_offer(store, at + 11 * MINUTE, err);
    if (status == RVA_OK)
        status = record_verdict(store, at + 20 * MINUTE, err);
    if (status == RVA_OK)
        status = record_sale(store, at + 30 * MINUTE, err);
    return status;
}

static rva_status report(rva_store *store, rva_error *err)
{
    rva_query query = RVA_QUERY_INIT;
    rva_report *summary = NULL;
    rva_status status = rva_instant_parse("2026-03-02T12:00:00Z", &query.now_at, err);
    if (status == RVA_OK)
        status = rva_report_run(store, "executive_summary", &query, &summary, err);
    if (status != RVA_OK)
        return status;
    printf("revenue_net: %.2f %s\n", rva_report_kpi(summary, "revenue_net")->value / 100,
           rva_report_get_info(summary).currency);
    rva_report_free(summary);
    return RVA_OK;
}

static rva_status serve(const char *path, rva_error *err)
{
    rva_store *store = NULL;
    rva_status status = rva_store_create(path, NULL, RVA_DURABLE, err);
    if (status == RVA_OK || status == RVA_EXISTS)
        status = rva_store_open(path, NULL, &store, err);
    if (status == RVA_OK)
        status = record(store, err);
    if (status == RVA_OK)
        status = report(store, err);
    rva_store_close(store);
    return status;
}

int main(int argc, char **argv)
{
    rva_error err = RVA_ERROR_INIT;
    if (serve(argc > 1 ? argv[1] : "leads", &err) != RVA_OK) {
        fprintf(stderr, "service: %s %s\n", err.field, err.message);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
