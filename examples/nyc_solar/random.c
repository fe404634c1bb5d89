/**
 * @file nyc_solar/random.c
 * Powers and logarithms of two from tables of 64 steps, straight lines between them:
 * wrong by less than 0.002 %, and alike everywhere.
 */
#include "random.h"

/** 2^(i/64) */
static const uint32_t powers[65] = {
    65536,  66250,  66971,  67700,  68438,  69183,  69936,  70698,  71468,  72246,  73032,
    73828,  74632,  75444,  76266,  77096,  77936,  78785,  79642,  80510,  81386,  82273,
    83169,  84074,  84990,  85915,  86851,  87796,  88752,  89719,  90696,  91684,  92682,
    93691,  94711,  95743,  96785,  97839,  98905,  99982,  101070, 102171, 103283, 104408,
    105545, 106694, 107856, 109031, 110218, 111418, 112631, 113858, 115098, 116351, 117618,
    118899, 120194, 121502, 122825, 124163, 125515, 126882, 128263, 129660, 131072,
};

/** log2(1 + i/64) */
static const uint32_t logarithms[65] = {
    0,     1466,  2909,  4331,  5732,  7112,  8473,  9814,  11136, 12440, 13727, 14996, 16248,
    17484, 18704, 19909, 21098, 22272, 23433, 24579, 25711, 26830, 27936, 29029, 30109, 31178,
    32234, 33279, 34312, 35334, 36346, 37346, 38336, 39316, 40286, 41246, 42196, 43137, 44068,
    44990, 45904, 46809, 47705, 48593, 49472, 50344, 51207, 52063, 52911, 53751, 54584, 55410,
    56229, 57040, 57845, 58643, 59434, 60219, 60997, 61769, 62534, 63294, 64047, 64794, 65536,
};

enum {
    LN_2 = 45426,   /**< natural logarithm of 2 */
    LOG2_E = 94548, /**< its inverse */
    SQRT_3 = 113512,
};

solar_random solar_random_new(uint64_t seed, uint64_t stream)
{
    solar_random random = {seed};
    random.state = solar_random_next(&random) ^ (stream * UINT64_C(0xd1342543de82ef95));
    random.state = solar_random_next(&random);
    return random;
}

uint64_t solar_random_next(solar_random *random)
{
    uint64_t mixed = random->state += UINT64_C(0x9e3779b97f4a7c15);
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ (mixed >> 31);
}

uint32_t solar_random_below(solar_random *random, uint32_t count)
{
    return (uint32_t)(((solar_random_next(random) >> 32) * count) >> 32);
}

bool solar_random_chance(solar_random *random, int32_t permille)
{
    return (int32_t)solar_random_below(random, 1000) < permille;
}

int64_t solar_random_between(solar_random *random, int64_t low, int64_t high)
{
    const uint64_t width = (uint64_t)(high - low) + 1;
    return low + (int64_t)(solar_random_next(random) % width);
}

size_t solar_random_pick(solar_random *random, const uint16_t *weights, uint32_t total)
{
    uint32_t left = solar_random_below(random, total);
    size_t place = 0;
    while (left >= weights[place])
        left -= weights[place++];
    return place;
}

int32_t solar_random_normal(solar_random *random)
{
    const uint64_t bits = solar_random_next(random);
    const int64_t sum = (int64_t)((bits & 0xffff) + ((bits >> 16) & 0xffff) +
                                  ((bits >> 32) & 0xffff) + (bits >> 48));
    return (int32_t)((sum - 2 * 65535) * SQRT_3 / SOLAR_ONE);
}

/** Two to the power of `exponent`, which lies within 15 of 0. */
static int64_t power_of_two(int64_t exponent)
{
    const int64_t shifted = exponent + 16 * (int64_t)SOLAR_ONE;
    const int64_t whole = shifted / SOLAR_ONE;
    const int64_t part = shifted % SOLAR_ONE;
    const int64_t step = part / 1024;
    const int64_t low = powers[step];
    const int64_t value = low + ((int64_t)powers[step + 1] - low) * (part % 1024) / 1024;
    return (value << whole) >> 16;
}

int64_t solar_random_lognormal(solar_random *random, int64_t median, int32_t sigma_permille)
{
    const int64_t z = solar_random_normal(random);
    return median * power_of_two(z * sigma_permille / 1000 * LOG2_E / SOLAR_ONE) / SOLAR_ONE;
}

int64_t solar_random_exponential(solar_random *random)
{
    const uint64_t mantissa_bits = 16;
    uint64_t draw = (solar_random_next(random) >> 32) + 1;
    int64_t whole = 0;
    while (draw < UINT64_C(1) << 32) {
        draw <<= 1;
        whole++;
    }
    const uint64_t part = (draw >> (32 - mantissa_bits)) & 0xffff;
    const uint64_t step = part / 1024;
    const int64_t low = logarithms[step];
    const int64_t fraction =
        low + ((int64_t)logarithms[step + 1] - low) * (int64_t)(part % 1024) / 1024;
    return (whole * SOLAR_ONE - fraction) * LN_2 / SOLAR_ONE;
}
