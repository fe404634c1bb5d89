/**
 * @file oracle/record.h
 * Events as the oracle handles them: blank, compare, print.
 */
#ifndef RVA_ORACLE_RECORD_H
#define RVA_ORACLE_RECORD_H

#include <stdbool.h>
#include <stdio.h>

#include <revanalytics/event.h>

/* clang-format off */
/** The text fields of an event. */
#define RECORD_TEXTS(X)                                                                           \
    X(id) X(conversation) X(lead) X(offer) X(of) X(visitor) X(stage) X(source) X(medium)          \
    X(campaign) X(channel) X(agent) X(borough) X(zip) X(platform) X(tier) X(model) X(reason)      \
    X(tags) X(currency) X(uid) X(text) X(feedback) X(transaction) X(cost) X(market) X(note)

/** The integer fields that are content and not names. */
#define RECORD_INTEGERS(X)                                                                        \
    X(order) X(response_ms) X(messages) X(amount_minor) X(value_minor) X(price_minor)             \
    X(competitors) X(delivered) X(randomised) X(until)

/** The integer fields that stand for names. */
#define RECORD_NAMES(X) X(action) X(outcome) X(verdict) X(kind)

/** The real fields. */
#define RECORD_REALS(X) X(score) X(rating) X(quality) X(demand)
/* clang-format on */

/** An event with nothing but its type and instant. */
rva_event record_blank(rva_event_type type, int64_t at);

/** Whether the content is the same, absent defaults taken as given; `correct` is no content. */
bool record_same(const rva_event *a, const rva_event *b);

/** Whether the type is one whose events are known by their id. */
bool record_has_id(const rva_event *event);

enum { RECORD_NAMES_MAX = 3 };

/**
 * By what an event is known whose contents, corrections and voids keep their order: its id with
 * its type, its uid; for a void those of its target.
 *
 * @return how many there are
 */
size_t record_names(const rva_event *event, const char *names[RECORD_NAMES_MAX],
                    int64_t types[RECORD_NAMES_MAX]);

/** Prints events as NDJSON lines that an import understands. */
void record_print(FILE *to, const rva_event *events, size_t count);

#endif
