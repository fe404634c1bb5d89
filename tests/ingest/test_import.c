/**
 * @file tests/ingest/test_import.c
 * Files into a store.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"

static char folder[64];
static char path[80];
static rva_store *store;
static rva_error err;

static void make(void)
{
    strcpy(folder, "/tmp/rva-ingest-XXXXXX");
    cr_assert(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/store", folder);
    cr_assert(rva_store_create(path, NULL, RVA_EPHEMERAL, &err) == RVA_OK, "%s", err.message);
    cr_assert(rva_store_open(path, NULL, &store, &err) == RVA_OK, "%s", err.message);
}

static void end(void)
{
    char command[128];
    rva_store_close(store);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert(system(command) == 0);
}

TestSuite(import, .init = make, .fini = end);

#define C(id) "{\"type\":\"conversation\",\"id\":\"" id "\",\"at\":\"2026-03-01T14:00:00Z\"}\n"
#define L(id, tier)                                                                                \
    "{\"type\":\"lead\",\"id\":\"" id "\",\"conversation\":\"c\",\"tier\":\"" tier                 \
    "\",\"at\":\"2026-03-01T14:00:00Z\"}\n"

/* What was told of lines. */
typedef struct told {
    size_t count;
    int64_t lines[16];
    int64_t outcomes[16];
    char fields[16][RVA_ERROR_FIELD_BYTES];
} told;

static void tell(void *context, int64_t line, int64_t outcome, const rva_error *error)
{
    told *of = context;
    if (of->count == 16)
        return;
    of->lines[of->count] = line;
    of->outcomes[of->count] = outcome;
    strcpy(of->fields[of->count++], error->field);
}

static rva_ingest_summary import(const char *text, rva_ingest_options *options)
{
    rva_ingest_summary did;
    const rva_status status = rva_ingest_file(store, given_text(text), options, &did, &err);
    cr_assert(status == RVA_OK, "%s", err.message);
    return did;
}

static int64_t events_stored(void)
{
    rva_store_info info;
    cr_assert(rva_store_get_info(store, &info, &err) == RVA_OK);
    return info.events;
}

Test(import, outcomes_are_counted)
{
    const rva_ingest_summary did =
        import(C("a") "\n" C("a") L("l", "basic") L("l", "premium") "x\n", NULL);
    cr_expect(did.lines == 6);
    cr_expect(did.blank == 1);
    cr_expect(did.events.accepted == 2);
    cr_expect(did.events.duplicate == 1);
    cr_expect(did.events.conflict == 1);
    cr_expect(did.events.refused == 1);
    cr_expect(events_stored() == 2);
}

Test(import, refused_lines_are_told_in_order)
{
    told of = {0};
    rva_ingest_options options = RVA_INGEST_OPTIONS_INIT;
    options.on_refused = tell;
    options.refused_context = &of;
    import("x\n" C("a") "{\"type\":\"lead\",\"id\":\"l\",\"at\":\"2026-03-01T14:00:00Z\"}\n"
                        "{\"type\":\"lead\",\"idd\":\"l\"}\n" L("l", "basic")
                            L("l", "premium") "y\n",
           &options);
    static const int64_t lines[] = {1, 3, 4, 6, 7};
    cr_assert(of.count == 5);
    for (size_t i = 0; i < 5; i++)
        cr_expect(of.lines[i] == lines[i]);
    cr_expect_str_eq(of.fields[1], "conversation");
    cr_expect_str_eq(of.fields[2], "idd");
    cr_expect(of.outcomes[3] == RVA_CONFLICTING);
    cr_expect(of.outcomes[4] == RVA_REFUSED);
}

Test(import, again_changes_nothing)
{
    import(C("a") C("b") L("l", "basic"), NULL);
    const rva_ingest_summary did = import(C("a") C("b") L("l", "basic"), NULL);
    cr_expect(did.events.accepted == 0);
    cr_expect(did.events.duplicate == 3);
    cr_expect(events_stored() == 3);
}

Test(import, a_dry_run_keeps_nothing)
{
    rva_ingest_options options = RVA_INGEST_OPTIONS_INIT;
    options.dry_run = 1;
    const rva_ingest_summary did = import(C("a") C("b") "x\n", &options);
    cr_expect(did.events.accepted == 2);
    cr_expect(did.events.refused == 1);
    cr_expect(events_stored() == 0);
}

Test(import, it_stops_past_the_errors_allowed)
{
    rva_ingest_options options = RVA_INGEST_OPTIONS_INIT;
    options.max_errors = 1;
    const rva_ingest_summary did = import(C("a") "x\n" C("b") "x\n" C("c"), &options);
    cr_expect(did.stopped == 1);
    cr_expect(did.events.accepted == 2);
    cr_expect(did.events.refused == 2);
}

Test(import, batches_of_one_give_the_same)
{
    rva_ingest_options options = RVA_INGEST_OPTIONS_INIT;
    options.batch_events = 1;
    const rva_ingest_summary did = import(C("a") C("b") "x\n" C("a") L("l", "basic"), &options);
    cr_expect(did.events.accepted == 3);
    cr_expect(did.events.duplicate == 1);
    cr_expect(did.events.refused == 1);
}

static int stop(int64_t done, int64_t total, void *context)
{
    (void)done;
    (void)total;
    (void)context;
    return 1;
}

Test(import, progress_can_stop_it)
{
    rva_ingest_options options = RVA_INGEST_OPTIONS_INIT;
    rva_ingest_summary did;
    options.progress = stop;
    options.batch_events = 1;
    cr_expect(rva_ingest_file(store, given_text(C("a") C("b") C("d")), &options, &did, &err) ==
              RVA_CANCELLED);
    cr_expect(did.events.accepted == 1);
}

Test(import, a_batch_size_out_of_range_is_refused)
{
    rva_ingest_options options = RVA_INGEST_OPTIONS_INIT;
    options.batch_events = 0;
    cr_expect(rva_ingest_file(store, given_text(""), &options, NULL, &err) == RVA_INVALID);
    cr_expect_str_eq(err.field, "batch_events");
    cr_expect(rva_ingest_file(NULL, "x", NULL, NULL, &err) == RVA_INVALID);
}
