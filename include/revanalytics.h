/**
 * @file revanalytics.h
 * All of librevanalytics.
 */
/**
 * @mainpage
 *
 * Events go into a store, reports come out of it, exact as of the last event:
 *
 *     rva_error err = RVA_ERROR_INIT;
 *     rva_store *store = NULL;
 *     rva_report *report = NULL;
 *     rva_event sale;
 *
 *     rva_store_create("leads.store", NULL, RVA_DURABLE, NULL);   // there already: fine
 *     if (rva_store_open("leads.store", NULL, &store, &err) != RVA_OK)
 *         return fprintf(stderr, "%s\n", err.message), 1;
 *
 *     rva_event_init(&sale, RVA_EVENT_TRANSACTION, at);           // microseconds UTC
 *     sale.id = "t-81";
 *     sale.kind = RVA_KIND_SALE;
 *     sale.amount_minor = 27500;
 *     if (rva_record(store, &sale, NULL, &err) != RVA_OK ||
 *         rva_report_executive_summary(store, NULL, &report, &err) != RVA_OK)
 *         fprintf(stderr, "%s: %s\n", err.field, err.message);
 *     else
 *         printf("%.2f\n", rva_report_kpi(report, "revenue_net")->value / 100);
 *     rva_report_free(report);
 *     rva_store_close(store);
 *
 * | header | has |
 * |---|---|
 * | store.h | stores: create, open, record, verify, back up |
 * | event.h | what is recorded, and instants as text |
 * | report.h, table.h | what is answered: reports, their tables and rows |
 * | records.h | conversations, leads and transactions one by one |
 * | feed.h | accepted events as they come |
 * | settings.h | currency, time zone, stages, targets |
 * | status.h, version.h | how a call says that it failed; versions |
 *
 * What holds for every call:
 *
 * - One that can fail returns an ::rva_status, and describes the failure in the ::rva_error that
 *   the caller gives; NULL is fine.  On failure no other output is touched.
 * - A NULL or a value out of range is a status, never a crash.
 * - What a call hands over is freed or closed by the function that its comment names; NULL is fine.
 * - Structs that the caller fills begin with `size`: use their initialiser.
 * - Instants are microseconds since 1970 UTC, money is in minor units, rates are 0 to 1;
 *   ::RVA_ABSENT, NaN and NULL say that there is no value.
 * - A store may be used by any number of threads and processes at once; each header says who may
 *   use what it declares.
 */
#ifndef REVANALYTICS_H
#define REVANALYTICS_H

#include <revanalytics/event.h>
#include <revanalytics/feed.h>
#include <revanalytics/records.h>
#include <revanalytics/report.h>
#include <revanalytics/schema.h>
#include <revanalytics/settings.h>
#include <revanalytics/status.h>
#include <revanalytics/store.h>
#include <revanalytics/table.h>
#include <revanalytics/version.h>

#endif
