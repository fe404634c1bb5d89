/**
 * @file python/src/value.c
 * Single values between Python and C.
 */
#include "value.h"

#include <datetime.h>
#include <string.h>

#include "common/error.h"

#define SECOND_US INT64_C(1000000)
#define DAY_SECONDS 86400

bool rvp_value_init(void)
{
    PyDateTime_IMPORT;
    return PyDateTimeAPI != NULL;
}

bool rvp_text_get(PyObject *object, const char **out)
{
    Py_ssize_t size;
    const char *text;
    if (object == Py_None) {
        *out = NULL;
        return true;
    }
    if (PyUnicode_Check(object)) {
        text = PyUnicode_AsUTF8AndSize(object, &size);
    } else if (PyBytes_Check(object)) {
        text = PyBytes_AS_STRING(object);
        size = PyBytes_GET_SIZE(object);
    } else {
        PyErr_Format(PyExc_TypeError, "a str is needed, not %.100s", Py_TYPE(object)->tp_name);
        return false;
    }
    if (text == NULL)
        return false;
    if (memchr(text, '\0', (size_t)size) != NULL) {
        PyErr_SetString(PyExc_ValueError, "the text has a NUL character in it");
        return false;
    }
    *out = text;
    return true;
}

/* Days since 1970-01-01 of a day of the proleptic Gregorian calendar. */
static int64_t day_of(int year, int month, int day)
{
    const int64_t shifted = year - (month <= 2);
    const int64_t era = shifted / 400;
    const int64_t of_era = shifted - era * 400;
    const int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void date_of(int64_t days, int *year, int *month, int *day)
{
    const int64_t shifted = days + 719468;
    const int64_t era = shifted / 146097;
    const int64_t of_era = shifted - era * 146097;
    const int64_t of_400 = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * of_400 + of_400 / 4 - of_400 / 100);
    const int64_t part = (5 * of_year + 2) / 153;
    *day = (int)(of_year - (153 * part + 2) / 5 + 1);
    *month = (int)(part < 10 ? part + 3 : part - 9);
    *year = (int)(of_400 + era * 400 + (*month <= 2));
}

/* What is to be taken off a local time; false with an exception. */
static bool offset_of(PyObject *moment, int64_t *out)
{
    PyObject *offset = PyObject_CallMethod(moment, "utcoffset", NULL);
    if (offset == NULL)
        return false;
    *out = 0;
    if (PyDelta_Check(offset)) {
        const int64_t seconds = (int64_t)PyDateTime_DELTA_GET_DAYS(offset) * DAY_SECONDS +
                                PyDateTime_DELTA_GET_SECONDS(offset);
        *out = seconds * SECOND_US + PyDateTime_DELTA_GET_MICROSECONDS(offset);
    }
    Py_DECREF(offset);
    return true;
}

static rva_status read_datetime(PyObject *moment, int64_t *out, rva_error *err)
{
    PyObject *zone = PyDateTime_DATE_GET_TZINFO(moment);
    int64_t offset = 0;
    if (zone == Py_None)
        return rvb_fail(err, RVA_INVALID, "",
                        "a datetime without a time zone; give it one, as "
                        "datetime.now(timezone.utc)");
    if (zone != PyDateTime_TimeZone_UTC && !offset_of(moment, &offset)) {
        PyErr_Clear();
        return rvb_fail(err, RVA_INVALID, "", "the time zone of the datetime does not answer");
    }
    const int64_t days = day_of(PyDateTime_GET_YEAR(moment), PyDateTime_GET_MONTH(moment),
                                PyDateTime_GET_DAY(moment));
    const int64_t seconds = days * DAY_SECONDS + PyDateTime_DATE_GET_HOUR(moment) * 3600 +
                            PyDateTime_DATE_GET_MINUTE(moment) * 60 +
                            PyDateTime_DATE_GET_SECOND(moment);
    *out = seconds * SECOND_US + PyDateTime_DATE_GET_MICROSECOND(moment) - offset;
    return RVA_OK;
}

rva_status rvp_instant_read(PyObject *object, int64_t *out, rva_error *err)
{
    if (PyDateTime_Check(object))
        return read_datetime(object, out, err);
    if (PyLong_Check(object) && !PyBool_Check(object)) {
        int overflow;
        *out = PyLong_AsLongLongAndOverflow(object, &overflow);
        return overflow ? rvb_fail(err, RVA_INVALID, "", "beyond 64 bits") : RVA_OK;
    }
    if (PyUnicode_Check(object)) {
        const char *text;
        if (rvp_text_get(object, &text))
            return rva_instant_parse(text, out, err);
        PyErr_Clear();
        return rvb_fail(err, RVA_INVALID, "", "not a text of UTF-8 without NUL");
    }
    return rvb_fail(err, RVA_INVALID, "",
                    "a datetime with a time zone or a text like 2026-03-01T14:03:22Z, not %.60s",
                    Py_TYPE(object)->tp_name);
}

bool rvp_instant_get(PyObject *object, int64_t *out)
{
    rva_error err = RVA_ERROR_INIT;
    if (rvp_instant_read(object, out, &err) == RVA_OK)
        return true;
    rvp_raise(RVA_INVALID, &err);
    return false;
}

PyObject *rvp_instant_new(int64_t at)
{
    int64_t seconds = at / SECOND_US;
    int64_t part = at % SECOND_US;
    if (part < 0) {
        part += SECOND_US;
        seconds--;
    }
    int64_t days = seconds / DAY_SECONDS;
    int64_t rest = seconds % DAY_SECONDS;
    if (rest < 0) {
        rest += DAY_SECONDS;
        days--;
    }
    if (days < -719162 || days > 2932896) /* the years 1 to 9999 that Python knows */
        return PyLong_FromLongLong(at);
    int year, month, day;
    date_of(days, &year, &month, &day);
    return PyDateTimeAPI->DateTime_FromDateAndTime(
        year, month, day, (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60), (int)part,
        PyDateTime_TimeZone_UTC, PyDateTimeAPI->DateTimeType);
}

/* Messages quote what they were given, which need not be UTF-8 to its end. */
PyObject *rvp_text_new(const char *text)
{
    if (text == NULL)
        Py_RETURN_NONE;
    return PyUnicode_DecodeUTF8(text, (Py_ssize_t)strlen(text), "replace");
}
