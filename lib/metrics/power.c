/**
 * @file metrics/power.c
 * Powers by the binary digits of the exponent.
 */
#include "metrics/power.h"

#include <math.h>
#include <stdint.h>

enum { FRACTION_BITS = 60 };

/* Beyond it every power is 1, 0 or infinity, but for bases nearer to 1 than any growth. */
#define EXPONENT_MAX 1e9

double rva__power(double base, double exponent)
{
    if (!(base > 0) || !(exponent >= 0) || exponent > EXPONENT_MAX)
        return (double)NAN;
    double power = 1;
    double factor = base;
    for (uint64_t whole = (uint64_t)exponent; whole > 0; whole >>= 1) {
        if (whole & 1)
            power *= factor;
        factor *= factor;
    }
    factor = base;
    double fraction = exponent - floor(exponent);
    for (int bit = 0; bit < FRACTION_BITS && fraction > 0; bit++) {
        factor = sqrt(factor);
        fraction *= 2;
        if (fraction >= 1) {
            power *= factor;
            fraction -= 1;
        }
    }
    return power;
}
