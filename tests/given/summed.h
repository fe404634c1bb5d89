/**
 * @file tests/given/summed.h
 * What the tests of the cube are given: facts written by hand, zones.
 */
#ifndef RVA_TESTS_GIVEN_SUMMED_H
#define RVA_TESTS_GIVEN_SUMMED_H

#include "core/zone.h"
#include "fold/facts.h"

/** A fact of a family; what its family does not have and attributes have no value. */
rva__fact summed_fact(int family, int64_t at);

/** Adds a measure to a fact. */
void summed_measure(rva__fact *fact, int measure, int64_t value);

/** Adds a value to a histogram of a fact. */
void summed_histogram(rva__fact *fact, int histogram, int bucket);

/** The system's rules of a zone; free with rva__zone_free(). */
rva__zone *summed_zone(const char *name);

/** An instant of RFC 3339. */
int64_t summed_at(const char *text);

#endif
