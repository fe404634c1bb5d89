/**
 * @file nyc_solar/random.h
 * Chance without floating point: the same draws on every machine and compiler.
 */
#ifndef SOLAR_RANDOM_H
#define SOLAR_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A stream of draws (SplitMix64): one addition and three mixing steps for each. */
typedef struct solar_random {
    uint64_t state;
} solar_random;

/** Real numbers are integers in units of 1/65536. */
enum { SOLAR_ONE = 65536 };

/** Stream number `stream` of a seed; streams do not depend on each other. */
solar_random solar_random_new(uint64_t seed, uint64_t stream);

/** 64 random bits. */
uint64_t solar_random_next(solar_random *random);

/** 0 to `count` - 1, each as likely. */
uint32_t solar_random_below(solar_random *random, uint32_t count);

/** True in `permille` of 1000 cases. */
bool solar_random_chance(solar_random *random, int32_t permille);

/** `low` to `high`, both included. */
int64_t solar_random_between(solar_random *random, int64_t low, int64_t high);

/** A place in `weights`, each as likely as its weight says; `total` is their sum. */
size_t solar_random_pick(solar_random *random, const uint16_t *weights, uint32_t total);

/** About normal with mean 0 and deviation ::SOLAR_ONE, never beyond 3.5 deviations. */
int32_t solar_random_normal(solar_random *random);

/**
 * Log-normal: half of the draws lie below `median`.
 *
 * @param sigma_permille  deviation of the natural logarithm, in thousandths
 */
int64_t solar_random_lognormal(solar_random *random, int64_t median, int32_t sigma_permille);

/** Exponential with mean ::SOLAR_ONE. */
int64_t solar_random_exponential(solar_random *random);

#endif
