/**
 * @file node/src/value.c
 * Plain values between JavaScript and C.
 */
#include "value.h"

#include <math.h>
#include <string.h>

static const int64_t SAFE = INT64_C(9007199254740991);

static napi_valuetype type_of(napi_env env, napi_value value)
{
    napi_valuetype type = napi_undefined;
    napi_typeof(env, value, &type);
    return type;
}

napi_value rvn_undefined(napi_env env)
{
    napi_value made = NULL;
    napi_get_undefined(env, &made);
    return made;
}

bool rvn_is_absent(napi_env env, napi_value value)
{
    const napi_valuetype type = type_of(env, value);
    return type == napi_undefined || type == napi_null;
}

bool rvn_is_function(napi_env env, napi_value value)
{
    if (type_of(env, value) == napi_function)
        return true;
    napi_throw_type_error(env, NULL, "a function is needed");
    return false;
}

bool rvn_text_get(rvn_call *call, napi_value value, const char **out)
{
    size_t size = 0;
    *out = NULL;
    if (rvn_is_absent(call->env, value))
        return true;
    if (napi_get_value_string_utf8(call->env, value, NULL, 0, &size) != napi_ok) {
        napi_throw_type_error(call->env, NULL, "a string is needed");
        return false;
    }
    char *text = rvn_call_room(call, size + 1);
    if (text == NULL)
        return false;
    napi_get_value_string_utf8(call->env, value, text, size + 1, &size);
    if (memchr(text, '\0', size) != NULL) {
        napi_throw_type_error(call->env, NULL, "the string has a NUL character in it");
        return false;
    }
    *out = text;
    return true;
}

napi_value rvn_text_new(napi_env env, const char *text)
{
    napi_value made = NULL;
    if (text == NULL)
        napi_get_null(env, &made);
    else
        napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &made);
    return made;
}

bool rvn_integer_get(napi_env env, napi_value value, int64_t *out)
{
    double number;
    bool exact = false;
    if (type_of(env, value) == napi_bigint) {
        napi_get_value_bigint_int64(env, value, out, &exact);
    } else if (napi_get_value_double(env, value, &number) == napi_ok) {
        exact = fabs(number) <= (double)SAFE && number == floor(number);
        *out = exact ? (int64_t)number : 0;
    } else {
        napi_throw_type_error(env, NULL, "a whole number is needed");
        return false;
    }
    if (!exact)
        napi_throw_range_error(env, NULL,
                               "a whole number of 64 bits is needed; beyond 2^53 a "
                               "bigint");
    return exact;
}

bool rvn_range_get(napi_env env, napi_value value, int64_t greatest, int64_t *out)
{
    if (!rvn_integer_get(env, value, out))
        return false;
    if (*out >= 0 && *out <= greatest)
        return true;
    napi_throw_range_error(env, NULL, "the number is out of range");
    return false;
}

napi_value rvn_integer_new(napi_env env, int64_t value)
{
    napi_value made = NULL;
    if (value > SAFE || value < -SAFE)
        napi_create_bigint_int64(env, value, &made);
    else
        napi_create_double(env, (double)value, &made);
    return made;
}

napi_value rvn_value_new(napi_env env, rvb_value value)
{
    napi_value made = NULL;
    switch (value.form) {
    case RVB_TEXT:
        return rvn_text_new(env, value.text);
    case RVB_REAL:
        napi_create_double(env, value.real, &made);
        return made;
    case RVB_NONE:
        return rvn_text_new(env, NULL);
    default:
        return rvn_integer_new(env, value.integer);
    }
}

bool rvn_real_get(napi_env env, napi_value value, double *out)
{
    if (napi_get_value_double(env, value, out) == napi_ok)
        return true;
    napi_throw_type_error(env, NULL, "a number is needed");
    return false;
}

/* A list of what there is and one more; absent when there is nothing. */
static napi_value one_more(napi_env env, napi_value made, napi_value next)
{
    bool is_list = false;
    uint32_t count = 0;
    napi_value list = made;
    if (rvn_is_absent(env, made))
        return made;
    napi_is_array(env, made, &is_list);
    if (is_list) {
        napi_get_array_length(env, list, &count);
    } else {
        napi_create_array(env, &list);
        napi_set_element(env, list, count++, made);
    }
    napi_set_element(env, list, count, next);
    return list;
}

napi_value rvn_pair_new(napi_env env, napi_value first, double second)
{
    napi_value number = NULL;
    napi_create_double(env, second, &number);
    return one_more(env, first, number);
}

napi_value rvn_texts_new(napi_env env, napi_value first, const char *second)
{
    return one_more(env, first, rvn_text_new(env, second));
}

napi_value rvn_bytes_new(napi_env env, const char *bytes, size_t size)
{
    napi_value made = NULL;
    napi_create_buffer_copy(env, size, bytes, NULL, &made);
    return made;
}
