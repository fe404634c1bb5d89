/**
 * @file tests/given/given.h
 * What the tests of a store are given: places, stores, events, figures.
 *
 * Nothing here asserts by Criterion, so it serves in forked children as well: what cannot
 * be had ends the process with a line on stderr.
 */
#ifndef RVA_TESTS_GIVEN_GIVEN_H
#define RVA_TESTS_GIVEN_GIVEN_H

#include <stdbool.h>

#include <revanalytics.h>

/** 2026-03-01T12:00:00Z: when the events given here begin. */
#define GIVEN_AT INT64_C(1772366400000000)

#define GIVEN_SECOND INT64_C(1000000)
#define GIVEN_DAY (86400 * GIVEN_SECOND)

enum { GIVEN_PATH_BYTES = 256, GIVEN_ID_BYTES = 64 };

/** A path in a temporary directory, where nothing is yet; one for each name. */
const char *given_place(const char *name);

/** Removes the temporary directory with all that is in it. */
void given_end(void);

/** Ends a forked child at once; what coverage it measured is kept. */
_Noreturn void given_exit(int code);
/** Removes a directory with all that is in it. */
void given_remove(const char *path);

/** Ends the process unless the call worked. */
void given_check(rva_status status, const rva_error *err, const char *what);

/** Creates a store with the default settings. */
void given_create(const char *path);

/** Opens a store that waits `busy_timeout_ms` for other writers. */
rva_store *given_open_waiting(const char *path, int64_t busy_timeout_ms);

/** Opens a store with the default options. */
rva_store *given_open(const char *path);

/** Creates and opens. */
rva_store *given_store(const char *path);

/** Creates an ephemeral store whose settings have no targets, and opens it. */
rva_store *given_store_without_targets(const char *path);

/** A conversation at GIVEN_AT. */
rva_event given_conversation(const char *id);

/** A stage entered, `second` seconds later. */
rva_event given_stage(const char *conversation, const char *stage, int64_t second);

/** A premium lead of a conversation, a minute later. */
rva_event given_lead(const char *id, const char *conversation);

/** An offer of a lead to a buyer, two minutes later. */
rva_event given_offer(const char *id, const char *lead, const char *platform);

/** A sale of a lead, an hour later. */
rva_event given_sale(const char *id, const char *lead, int64_t amount_minor);

/** The wish to forget a conversation. */
rva_event given_erasure(const char *conversation);

/** Records an event that must be accepted. */
void given_record(rva_store *store, const rva_event *event);

/** Records a conversation with a stage, a lead, an offer and a sale, ids ending in `number`. */
void given_history(rva_store *store, int number);

/** Gross revenue of the month around GIVEN_AT, in minor units. */
int64_t given_gross(rva_store *store);

/** Takes the period out of a query when the report takes none. */
void given_fit_query(const char *name, rva_query *query);

/** Every report about that month (or today, if it takes no period) as JSON but for reasons, or NULL
 * with the status; free with free(). */
char *given_try_figures(rva_store *store, rva_status *status);

/** The same, which must work. */
char *given_figures(rva_store *store);

/** How many events the log has. */
int64_t given_events(rva_store *store);

/** What a verification finds: differences, or -1 when it could not be done. */
int64_t given_differences(rva_store *store, rva_verify_level level);

/** A number of the environment, or the default. */
long given_number(const char *name, long otherwise);

#endif
