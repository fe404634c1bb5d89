/**
 * @file oracle/random.h
 * A small generator of random numbers, the same on every machine (splitmix64).
 */
#ifndef RVA_ORACLE_RANDOM_H
#define RVA_ORACLE_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Its state. */
typedef struct oracle_random {
    uint64_t state;
} oracle_random;

/** The next 64 bits. */
static inline uint64_t random_next(oracle_random *random)
{
    uint64_t value = random->state += UINT64_C(0x9e3779b97f4a7c15);
    value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
    return value ^ (value >> 31);
}

/** A number from 0 to `limit` - 1; 0 for a limit of 0. */
static inline size_t random_below(oracle_random *random, size_t limit)
{
    return limit ? (size_t)(random_next(random) % limit) : 0;
}

/** True so many times in a hundred. */
static inline bool random_chance(oracle_random *random, size_t percent)
{
    return random_below(random, 100) < percent;
}

#endif
