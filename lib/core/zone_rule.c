/**
 * @file core/zone_rule.c
 * The rule at the end of a TZif file.
 *
 *     EST   5        EDT     [4]         , M3.2.0 [/2]       , M11.1.0 [/2]
 *     name  offset   summer  its offset    start  its time     end     its time
 */
#include "core/zone_rule.h"

#include "core/buffer.h"
#include "core/day.h"

enum {
    NAME_BYTES_MIN = 3,
    OFFSET_HOURS_MAX = 24,
    TIME_HOURS_MAX = 167,
    CHANGE_TIME_S = 2 * 3600,
};

/** What POSIX leaves open, a summer time without dates, is read as in the United States. */
static const char dates_unsaid[] = ",M3.2.0,M11.1.0";

static char peek(const rva__cursor *from)
{
    return from->at < from->end ? (char)*from->at : '\0';
}

static bool take(rva__cursor *from, char wanted)
{
    if (from->at == from->end || *from->at != (uint8_t)wanted)
        return false;
    from->at++;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool take_name(rva__cursor *from)
{
    const bool quoted = take(from, '<');
    size_t bytes = 0;
    for (char c = peek(from); is_letter(c) || (quoted && (is_digit(c) || c == '+' || c == '-'));
         c = peek(from)) {
        from->at++;
        bytes++;
    }
    return bytes >= NAME_BYTES_MIN && (!quoted || take(from, '>'));
}

static bool take_number(rva__cursor *from, int32_t min, int32_t max, int32_t *out)
{
    if (!is_digit(peek(from)))
        return false;
    int32_t value = 0;
    while (is_digit(peek(from))) {
        value = 10 * value + (*from->at++ - '0');
        if (value > max)
            return false;
    }
    *out = value;
    return value >= min;
}

/** [+-]hh[:mm[:ss]] in seconds. */
static bool take_time(rva__cursor *from, int32_t hours_max, int32_t *out_s)
{
    const bool negative = take(from, '-');
    if (!negative)
        take(from, '+');

    int32_t hours;
    int32_t minutes = 0;
    int32_t seconds = 0;
    if (!take_number(from, 0, hours_max, &hours))
        return false;
    if (take(from, ':')) {
        if (!take_number(from, 0, 59, &minutes))
            return false;
        if (take(from, ':') && !take_number(from, 0, 59, &seconds))
            return false;
    }
    const int32_t size_s = 3600 * hours + 60 * minutes + seconds;
    *out_s = negative ? -size_s : size_s;
    return true;
}

/** An offset; POSIX counts it westwards. */
static bool take_offset(rva__cursor *from, int32_t *out_s)
{
    int32_t west_s;
    if (!take_time(from, OFFSET_HOURS_MAX, &west_s))
        return false;
    *out_s = -west_s;
    return true;
}

static bool take_day(rva__cursor *from, rva__zone_change *out)
{
    if (take(from, 'M')) {
        out->form = RVA__DAY_OF_MONTH_WEEK;
        return take_number(from, 1, 12, &out->month) && take(from, '.') &&
               take_number(from, 1, 5, &out->week) && take(from, '.') &&
               take_number(from, 0, 6, &out->weekday);
    }
    if (take(from, 'J')) {
        out->form = RVA__DAY_WITHOUT_LEAP;
        return take_number(from, 1, 365, &out->day);
    }
    out->form = RVA__DAY_WITH_LEAP;
    return take_number(from, 0, 365, &out->day);
}

static bool take_change(rva__cursor *from, rva__zone_change *out)
{
    if (!take(from, ',') || !take_day(from, out))
        return false;
    out->time_s = CHANGE_TIME_S;
    return !take(from, '/') || take_time(from, TIME_HOURS_MAX, &out->time_s);
}

bool rva__zone_rule_parse(const char *text, size_t size, rva__zone_rule *out)
{
    rva__zone_rule rule = {0};
    rva__cursor from = rva__cursor_over(text, size);
    if (!take_name(&from) || !take_offset(&from, &rule.standard_s))
        return false;

    rule.summer_s = rule.standard_s;
    if (from.at < from.end) {
        rule.has_summer = true;
        rule.summer_s = rule.standard_s + 3600;
        const bool named = take_name(&from);
        const bool offset_said = from.at < from.end && peek(&from) != ',';
        if (!named || (offset_said && !take_offset(&from, &rule.summer_s)))
            return false;
        if (from.at == from.end)
            from = rva__cursor_over(dates_unsaid, sizeof(dates_unsaid) - 1);
        if (!take_change(&from, &rule.start) || !take_change(&from, &rule.end) ||
            from.at < from.end)
            return false;
    }
    *out = rule;
    return true;
}

static bool is_leap(int32_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int32_t day_of_month_week(const rva__zone_change *change, int32_t year)
{
    const int32_t first = rva__day_from_date(year, change->month, 1);
    const int32_t next_month = change->month == 12 ? rva__day_from_date(year + 1, 1, 1)
                                                   : rva__day_from_date(year, change->month + 1, 1);
    const int32_t first_weekday = (rva__day_weekday(first) + 1) % 7;
    const int32_t wait = (change->weekday - first_weekday + 7) % 7;
    const int32_t day = first + wait + 7 * (change->week - 1);
    return day < next_month ? day : day - 7;
}

static int32_t change_day(const rva__zone_change *change, int32_t year)
{
    enum { LEAP_DAY = 60 };
    if (change->form == RVA__DAY_OF_MONTH_WEEK)
        return day_of_month_week(change, year);
    const int32_t first = rva__day_from_date(year, 1, 1);
    if (change->form == RVA__DAY_WITH_LEAP)
        return first + change->day;
    return first + change->day - 1 + (is_leap(year) && change->day >= LEAP_DAY);
}

static int64_t change_s(const rva__zone_change *change, int32_t year, int32_t offset_s)
{
    return INT64_C(86400) * change_day(change, year) + change->time_s - offset_s;
}

int64_t rva__zone_rule_start_s(const rva__zone_rule *rule, int32_t year)
{
    return change_s(&rule->start, year, rule->standard_s);
}

int64_t rva__zone_rule_end_s(const rva__zone_rule *rule, int32_t year)
{
    return change_s(&rule->end, year, rule->summer_s);
}
