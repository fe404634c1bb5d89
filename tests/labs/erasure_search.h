/**
 * @file labs/erasure_search.h
 * Looking for what is left of people: in bytes of files, and in what a store still tells.
 */
#ifndef RVA_TESTS_LABS_ERASURE_SEARCH_H
#define RVA_TESTS_LABS_ERASURE_SEARCH_H

#include "erasure_story.h"

/** Who is looked for. */
typedef struct wanted {
    bool chapters[STORY_CHAPTERS];
    bool visitors[STORY_PEOPLE];
} wanted;

/** Marks of those wanted in some bytes. */
int64_t search_bytes(const wanted *who, const void *bytes, size_t size);

/** The same in every file of a directory and of those within. */
int64_t search_files(const wanted *who, const char *directory);

/** What a store told of its log: every event, with its texts. */
typedef struct told {
    rva_event *events;
    size_t count;
    size_t room;
} told;

/** Reads the whole log; free with told_free(). */
void told_read(rva_store *store, told *out);

/** Frees it. */
void told_free(told *of);

/** Whether some text of an event has a mark of those wanted. */
bool told_names(const wanted *who, const rva_event *event);

/** How many events do. */
int64_t told_count(const wanted *who, const told *of);

/**
 * What an erasure did to the log that it should not have done: fields that changed although
 * nothing of them was of those erased, events that came or went.  Says the first in words.
 */
int64_t told_touched(const wanted *who, const told *before, const told *after);

/** How many texts of the listings have a mark of those wanted. */
int64_t search_records(const wanted *who, rva_store *store);

#endif
