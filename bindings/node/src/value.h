/**
 * @file node/src/value.h
 * Plain values between JavaScript and C; what reads one throws a TypeError or RangeError.
 */
#ifndef RVN_VALUE_H
#define RVN_VALUE_H

#include "call.h"
#include "common/value.h"

/** undefined. */
napi_value rvn_undefined(napi_env env);

/** Whether a value is undefined or null. */
bool rvn_is_absent(napi_env env, napi_value value);

/** Whether it is a function; false with a TypeError. */
bool rvn_is_function(napi_env env, napi_value value);

/** A text until the call ends, NULL for undefined and null; refuses one with a NUL in it. */
bool rvn_text_get(rvn_call *call, napi_value value, const char **out);

/** A string, or null for NULL. */
napi_value rvn_text_new(napi_env env, const char *text);

/** A whole number of 64 bits, as a number or a bigint. */
bool rvn_integer_get(napi_env env, napi_value value, int64_t *out);

/** The same, from 0 to a greatest one. */
bool rvn_range_get(napi_env env, napi_value value, int64_t greatest, int64_t *out);

/** A number, or a bigint for one that is beyond 2^53. */
napi_value rvn_integer_new(napi_env env, int64_t value);

/** A string, a number or a bigint: null for none; instants, flags and names are integers. */
napi_value rvn_value_new(napi_env env, rvb_value value);

/** A number. */
bool rvn_real_get(napi_env env, napi_value value, double *out);

/** [first, number], or null when the first is null. */
napi_value rvn_pair_new(napi_env env, napi_value first, double second);

/** [first, text], or null when the first is null. */
napi_value rvn_texts_new(napi_env env, napi_value first, const char *second);

/** A Buffer with a copy of the bytes. */
napi_value rvn_bytes_new(napi_env env, const char *bytes, size_t size);

#endif
