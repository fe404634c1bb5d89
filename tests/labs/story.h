/**
 * @file tests/labs/story.h
 * A store's life, told so that every event can be recognised afterwards.
 *
 * Event `number` is made from its number alone, and its instant tells the number back.
 * Whatever the store acknowledged becomes a mark of the trace.
 */
#ifndef RVA_TESTS_LABS_STORY_H
#define RVA_TESTS_LABS_STORY_H

#include <revanalytics.h>

#include "trace.h"

enum {
    STORY_STEPS = 8, /**< numbers of a history: five events, a correction, an erasure */
    STORY_CORRECTION = 5,
    STORY_ERASURE = 6,
    STORY_HISTORIES = 96,
    STORY_EVENTS = STORY_HISTORIES * STORY_STEPS,
    STORY_BACKUPS = 4,
    STORY_PATH_BYTES = 320,
};

/** What is known; the value of the mark is beside it. */
typedef enum story_mark {
    STORY_CREATED,
    STORY_RECORDED, /**< number of the event */
    STORY_ERASING,  /**< history that is about to be erased */
    STORY_ERASED,   /**< history */
    STORY_SETTLED,  /**< idle_timeout_hours */
    STORY_SAVED,    /**< seq of the first event that the feed has not returned */
    STORY_BACKED_UP,
} story_mark;

/** What must be there. */
typedef struct story_known {
    bool created;
    bool recorded[STORY_EVENTS];
    bool erasing[STORY_HISTORIES];
    bool erased[STORY_HISTORIES];
    int64_t idle_hours;
    int64_t saved_seq;
    int backups;
} story_known;

/** How an image compares with what must be there. */
typedef enum story_end {
    STORY_WHOLE,
    STORY_LOST,    /**< something acknowledged is not there */
    STORY_DAMAGED, /**< it cannot be used, or does not agree with itself */
    STORY_CRASHED,
    STORY_ENDS
} story_end;

/** An event with room for its ids. */
typedef struct story_event {
    rva_event event;
    char ids[4][32];
} story_event;

/** Event `number`. */
void story_event_make(int number, story_event *out);

/** The number of an event, or -1. */
int story_event_number(const rva_event *event);

/** Lives the life of a store in `root`/store, whose backups are beside it. */
void story_run(const char *root, rva_durability durability);

/** Another life, in which flushes fail at times, and the store is opened again. */
void story_run_failing(const char *root);

/** What was acknowledged before operation `at`. */
void story_know(const trace *of, size_t at, story_known *out);

/** Compares what is in `root`, and goes on with it; what is amiss goes to stderr. */
story_end story_check(const char *root, const story_known *known);

#endif
