/**
 * @file tests/given/folded.h
 * What the tests of the fold are given: names, a document written by hand, its facts.
 *
 * Instants are seconds since 1970.  Of each dimension value 2 is "a", 3 "b" and so on;
 * stages have names of their own.
 */
#ifndef RVA_TESTS_GIVEN_FOLDED_H
#define RVA_TESTS_GIVEN_FOLDED_H

#include "fold/facts.h"

enum {
    FOLDED_A = RVA__VALUE_FIRST,
    FOLDED_B,
    FOLDED_C,
    FOLDED_WELCOME = RVA__VALUE_FIRST, /**< stages, the first three in the settings' order */
    FOLDED_INTEREST,
    FOLDED_CLOSING,
    FOLDED_ELSEWHERE, /**< in no settings */
    FOLDED_BEFORE,    /**< neither; its name comes before that of the other */
    FOLDED_ZIP = 7,   /**< the one zip of a known borough */
    FOLDED_BOROUGH = 9,
    FOLDED_IDLE_S = 3600,
};

/** A second in microseconds. */
#define FOLDED_SECOND INT64_C(1000000)

/** The names. */
extern const rva__names folded_names;

/** Names, and an idle time of an hour. */
extern const rva__rules folded_rules;

/** The document, and its facts since folded_at() was called. */
extern rva__document folded_document;
extern rva__facts folded_facts;

/** Empties both: a test's beginning and its end. */
void folded_clear(void);

/** An entry of that type and code. */
rva__entry folded_entry(int type, int code, int64_t second);

/** Puts it into the document. */
void folded_put(rva__entry entry);

/** An event of a stage, put into the document. */
void folded_stage(uint32_t stage, int action, int64_t second);

/** A lead with that id, put into the document. */
void folded_lead(uint64_t id, int64_t second);

/** Folds the document as of that second. */
void folded_at(int64_t second);

/** Folds it with every idle time over, as cells state it. */
void folded_in_the_end(void);

/** The sum of a measure over all facts. */
int64_t folded_sum(int measure);

/** How many facts of a family there are. */
int folded_count(int family);

/** Fact number `index` of a family, or NULL. */
const rva__fact *folded_fact(int family, int index);

/** A measure of one fact; 0 when it does not have it. */
int64_t folded_measure(const rva__fact *fact, int measure);

/** The bucket of a histogram's first value in the facts, or -1. */
int folded_bucket(int histogram);

#endif
