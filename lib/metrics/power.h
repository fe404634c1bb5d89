/**
 * @file metrics/power.h
 * Powers that are the same on every machine.
 */
#ifndef RVA_METRICS_POWER_H
#define RVA_METRICS_POWER_H

/**
 * base^exponent, of a base above 0 and an exponent of 0 or more, within 1e-12 of it.
 *
 * Made of products and square roots, which IEEE 754 gives to the last bit; pow() differs between
 * libraries of C.  Infinity where it leaves the range, NaN for what is outside.
 */
double rva__power(double base, double exponent);

#endif
