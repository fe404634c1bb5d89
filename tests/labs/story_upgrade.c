/**
 * @file tests/labs/story_upgrade.c
 * The life of a store of an older version.
 *
 * Whatever an image holds is upgraded where it is told to be, and then given every event that
 * the life had: what was there is a duplicate.  So its figures must be those of the life's end.
 */
#include "story_upgrade.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "given.h"
#include "golden.h"

/** What is known. */
enum { UNPACKED = 1, UPGRADED, RECORDED /**< so many events */ };

enum { EVENTS = 6 };

static char *expected;

static void make_event(int number, char id[GIVEN_ID_BYTES], rva_event *out)
{
    snprintf(id, GIVEN_ID_BYTES, "later-%d", number);
    *out = given_conversation(id);
    out->at += number * GIVEN_SECOND;
}

void story_upgrade_run(const char *root)
{
    char path[STORY_PATH_BYTES];
    rva_error err = RVA_ERROR_INIT;
    snprintf(path, sizeof path, "%.300s/store", root);
    golden_unpack(path);
    trace_mark(UNPACKED, 1);
    given_check(rva_store_upgrade(path, NULL, NULL, NULL, &err), &err, "rva_store_upgrade");
    trace_mark(UPGRADED, 1);
    rva_store *store = given_open(path);
    for (int i = 0; i < EVENTS; i++) {
        char id[GIVEN_ID_BYTES];
        rva_event event;
        make_event(i, id, &event);
        given_record(store, &event);
        trace_mark(RECORDED, i + 1);
    }
    expected = given_figures(store);
    rva_store_close(store);
}

/** The newest value of a mark before an operation, 0 for none. */
static int64_t value_of(const trace *of, size_t at, int mark)
{
    int64_t value = 0;
    for (size_t i = 0; i < at; i++)
        if (of->operations[i].kind == OPERATION_MARK && of->operations[i].mark == mark)
            value = of->operations[i].value;
    return value;
}

bool story_upgrade_began(const trace *of, size_t at)
{
    return value_of(of, at, UNPACKED) > 0;
}

static story_end amiss(story_end end, const char *what, long long number)
{
    fprintf(stderr, "%s %lld\n", what, number);
    return end;
}

/** Opens it; where it is told to be upgraded, and may still be, after that. */
static story_end open_store(const char *path, bool upgraded, rva_store **out)
{
    rva_error err = RVA_ERROR_INIT;
    rva_upgrade_result did = {0};
    rva_status status = rva_store_open(path, NULL, out, &err);
    if (status == RVA_FORMAT && strstr(err.message, "revanalytics upgrade")) {
        if (upgraded)
            return amiss(STORY_LOST, "the upgrade", 0);
        status = rva_store_upgrade(path, &did, NULL, NULL, &err);
        if (status == RVA_OK && (!did.upgraded || did.lost > 0 || did.events != GOLDEN_EVENTS))
            return amiss(STORY_DAMAGED, "upgrading, events", did.events);
        if (status == RVA_OK)
            status = rva_store_open(path, NULL, out, &err);
    }
    if (status == RVA_OK)
        return STORY_WHOLE;
    fprintf(stderr, "%s\n", err.message);
    return amiss(STORY_DAMAGED, "opening, status", status);
}

/** Every event of the life is recorded; what was acknowledged must be there already. */
static story_end check_events(rva_store *store, int64_t acknowledged)
{
    for (int i = 0; i < EVENTS; i++) {
        char id[GIVEN_ID_BYTES];
        rva_event event;
        rva_outcome outcome = RVA_REFUSED;
        make_event(i, id, &event);
        if (rva_record(store, &event, &outcome, NULL) != RVA_OK)
            return amiss(STORY_DAMAGED, "recording", i);
        if (i < acknowledged && outcome != RVA_DUPLICATE)
            return amiss(STORY_LOST, "event", i);
    }
    return STORY_WHOLE;
}

static story_end check_figures(rva_store *store)
{
    rva_status status;
    if (given_differences(store, RVA_VERIFY_FULL) != 0)
        return amiss(STORY_DAMAGED, "verification", 0);
    char *figures = given_try_figures(store, &status);
    const bool same = figures && strcmp(figures, expected) == 0;
    free(figures);
    return same ? STORY_WHOLE : amiss(STORY_DAMAGED, "figures, status", status);
}

story_end story_upgrade_check(const char *root, const trace *of, size_t at)
{
    char path[STORY_PATH_BYTES];
    rva_store *store = NULL;
    snprintf(path, sizeof path, "%.300s/store", root);
    story_end end = open_store(path, value_of(of, at, UPGRADED) > 0, &store);
    if (end == STORY_WHOLE && given_differences(store, RVA_VERIFY_FULL) != 0)
        end = amiss(STORY_DAMAGED, "verification after opening", 0);
    if (end == STORY_WHOLE)
        end = check_events(store, value_of(of, at, RECORDED));
    if (end == STORY_WHOLE)
        end = check_figures(store);
    rva_store_close(store);
    return end;
}

void story_upgrade_end(void)
{
    free(expected);
    expected = NULL;
}
