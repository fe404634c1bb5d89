/**
 * @file cli/readable.h
 * Figures as people read them.
 */
#ifndef RVA_CLI_READABLE_H
#define RVA_CLI_READABLE_H

#include <stdint.h>

#include "terminal.h"

enum { FORMAT_BYTES = 64 /**< room for any of them */ };

/** 1,234,567 */
void format_count(char out[FORMAT_BYTES], int64_t number);

/** $28,450.00 of 2845000 minor units; the code where there is no symbol: CHF 12.00 */
void format_money(char out[FORMAT_BYTES], const terminal *of, const char *currency, int64_t minor);

/** 64.9 % of 0.649 */
void format_rate(char out[FORMAT_BYTES], double rate);

/** A length of time in the unit that suits it: 640 ms, 12.5 min, 4.2 h, 9.0 d */
void format_minutes(char out[FORMAT_BYTES], double minutes);

/** A number with as many decimals as tell something. */
void format_real(char out[FORMAT_BYTES], double number);

/** 17.9 MB */
void format_bytes(char out[FORMAT_BYTES], int64_t bytes);

#endif
