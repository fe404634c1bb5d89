/**
 * @file tests/labs/story_check.c
 * Whether what is left of a store holds all that it acknowledged, and can be used.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "given.h"
#include "story.h"

enum { HISTORY_AFTER = STORY_HISTORIES - 4 };

static story_end amiss(story_end end, const char *what, int64_t which)
{
    fprintf(stderr, "%s: %s %lld\n", end == STORY_LOST ? "lost" : "damaged", what,
            (long long)which);
    return end;
}

/** An id as it was given, or of an erased person. */
static bool same_id(const char *found, const char *made, bool may_be_erased, bool must_be_erased)
{
    if (!found || !made)
        return !found && !made;
    const bool erased = found[0] == '~';
    return erased ? may_be_erased : !must_be_erased && strcmp(found, made) == 0;
}

static bool same_text(const char *found, const char *made)
{
    return found && made ? strcmp(found, made) == 0 : !found && !made;
}

/** Whether an event of the log is the one of that number. */
static bool is_event(const rva_event *found, int number, const story_known *known)
{
    story_event made;
    story_event_make(number, &made);
    const rva_event *event = &made.event;
    const int history = number / STORY_STEPS;
    const bool erasure = number % STORY_STEPS == STORY_ERASURE;
    const bool may = erasure || known->erasing[history];
    const bool must = erasure || known->erased[history];
    return found->type == event->type && found->at == event->at &&
           same_id(found->id, event->id, may, must) &&
           same_id(found->conversation, event->conversation, may, must) &&
           same_id(found->lead, event->lead, may, must) && same_text(found->stage, event->stage) &&
           same_text(found->source, event->source) && same_text(found->zip, event->zip) &&
           same_text(found->platform, event->platform) && same_text(found->tier, event->tier) &&
           found->amount_minor == event->amount_minor && found->value_minor == event->value_minor &&
           found->kind == event->kind && (found->correct == 1) == (event->correct == 1);
}

/** Reads the log into `seen`. */
static story_end read_log(rva_store *store, const story_known *known, bool seen[STORY_EVENTS])
{
    rva_feed *feed = NULL;
    rva_change change;
    rva_status status = rva_feed_open(store, NULL, 1, &feed, NULL);
    story_end end = STORY_WHOLE;
    int64_t seq = 0;
    while (end == STORY_WHOLE && status == RVA_OK &&
           (status = rva_feed_next(feed, &change, NULL)) == RVA_OK) {
        const int number = story_event_number(change.event);
        if (number < 0 || seen[number] || !is_event(change.event, number, known) ||
            change.seq != ++seq)
            end = amiss(STORY_DAMAGED, "event", change.seq);
        else
            seen[number] = true;
    }
    rva_feed_close(feed);
    if (end == STORY_WHOLE && status != RVA_NOT_FOUND)
        return amiss(STORY_DAMAGED, "the log cannot be read, status", status);
    return end;
}

static story_end check_log(rva_store *store, const story_known *known)
{
    bool seen[STORY_EVENTS] = {false};
    const story_end end = read_log(store, known, seen);
    for (int i = 0; end == STORY_WHOLE && i < STORY_EVENTS; i++)
        if (known->recorded[i] && !seen[i])
            return amiss(STORY_LOST, "event number", i);
    return end;
}

static story_end check_settings(rva_store *store, const story_known *known)
{
    rva_settings *settings = NULL;
    if (rva_store_settings(store, &settings, NULL) != RVA_OK)
        return amiss(STORY_DAMAGED, "settings", 0);
    const long hours = strtol(rva_settings_get(settings, "idle_timeout_hours"), NULL, 10);
    rva_settings_free(settings);
    return hours >= known->idle_hours ? STORY_WHOLE : amiss(STORY_LOST, "settings", hours);
}

static story_end check_cursor(rva_store *store, const story_known *known)
{
    rva_feed *feed = NULL;
    rva_change change = {0};
    if (known->saved_seq == 0)
        return STORY_WHOLE;
    if (rva_feed_open(store, "reader", 1, &feed, NULL) != RVA_OK)
        return amiss(STORY_DAMAGED, "cursor", 0);
    const rva_status status = rva_feed_next(feed, &change, NULL);
    rva_feed_close(feed);
    if (status != RVA_OK)
        return amiss(STORY_DAMAGED, "cursor, status", status);
    return change.seq >= known->saved_seq ? STORY_WHOLE
                                          : amiss(STORY_LOST, "cursor", known->saved_seq);
}

/** The store agrees with itself, and figures can be had. */
static story_end check_agrees(rva_store *store)
{
    rva_status status;
    if (given_differences(store, RVA_VERIFY_FULL) != 0)
        return amiss(STORY_DAMAGED, "verification", 0);
    free(given_try_figures(store, &status));
    return status == RVA_OK ? STORY_WHOLE : amiss(STORY_DAMAGED, "figures, status", status);
}

/** A page that is used twice shows only when the store is written to. */
static story_end check_goes_on(rva_store *store)
{
    rva_event events[STORY_CORRECTION * 2];
    story_event made[STORY_CORRECTION * 2];
    rva_record_summary summary = {0};
    for (int i = 0; i < STORY_CORRECTION * 2; i++) {
        story_event_make(
            (HISTORY_AFTER + i / STORY_CORRECTION) * STORY_STEPS + i % STORY_CORRECTION, &made[i]);
        events[i] = made[i].event;
    }
    for (int i = 0; i < STORY_CORRECTION; i++)
        if (rva_record(store, &events[i], NULL, NULL) != RVA_OK)
            return amiss(STORY_DAMAGED, "recording", i);
    const rva_status status =
        rva_record_many(store, events + STORY_CORRECTION, STORY_CORRECTION, &summary, NULL, NULL);
    if (status != RVA_OK || summary.accepted != STORY_CORRECTION)
        return amiss(STORY_DAMAGED, "recording many, status", status);
    return given_differences(store, RVA_VERIFY_FULL) == 0
               ? STORY_WHOLE
               : amiss(STORY_DAMAGED, "verification after recording", 0);
}

static story_end check_store(const char *path, const story_known *known)
{
    rva_store *store = NULL;
    rva_error err = RVA_ERROR_INIT;
    const rva_status status = rva_store_open(path, NULL, &store, &err);
    if (status == RVA_NOT_FOUND && !known->created)
        return rva_store_create(path, NULL, RVA_DURABLE, NULL) == RVA_OK
                   ? STORY_WHOLE
                   : amiss(STORY_DAMAGED, "creating again", 0);
    if (status != RVA_OK) {
        fprintf(stderr, "%s\n", err.message);
        return amiss(status == RVA_NOT_FOUND ? STORY_LOST : STORY_DAMAGED, "opening", status);
    }
    story_end (*const checks[])(rva_store *, const story_known *) = {check_log, check_settings,
                                                                     check_cursor};
    story_end end = check_agrees(store);
    for (size_t i = 0; i < sizeof checks / sizeof *checks && end == STORY_WHOLE; i++)
        end = checks[i](store, known);
    if (end == STORY_WHOLE)
        end = check_goes_on(store);
    rva_store_close(store);
    return end;
}

/** A backup that has its name is whole, whether it was acknowledged or not. */
static story_end check_backup(const char *path, bool acknowledged)
{
    rva_store *store = NULL;
    const rva_status status = rva_store_open(path, NULL, &store, NULL);
    if (status == RVA_NOT_FOUND)
        return acknowledged ? amiss(STORY_LOST, "backup", 0) : STORY_WHOLE;
    if (status != RVA_OK)
        return amiss(STORY_DAMAGED, "opening a backup", status);
    const int64_t differences = given_differences(store, RVA_VERIFY_RECORDS);
    const int64_t events = given_events(store);
    rva_store_close(store);
    return differences == 0 && events > 0 ? STORY_WHOLE : amiss(STORY_DAMAGED, "backup", events);
}

story_end story_check(const char *root, const story_known *known)
{
    char path[STORY_PATH_BYTES];
    snprintf(path, sizeof path, "%.300s/store", root);
    story_end end = check_store(path, known);
    for (int i = 0; i < STORY_BACKUPS && end == STORY_WHOLE; i++) {
        snprintf(path, sizeof path, "%.300s/backup-%d", root, i);
        end = check_backup(path, i < known->backups);
    }
    return end;
}
