/**
 * @file core/test_day.c
 * Dates and days since 1970.
 */
#include <stdbool.h>

#include <criterion/criterion.h>

#include "core/day.h"

TestSuite(day);

Test(day, from_date)
{
    cr_expect_eq(rva__day_from_date(1970, 1, 1), 0);
    cr_expect_eq(rva__day_from_date(1969, 12, 31), -1);
    cr_expect_eq(rva__day_from_date(2000, 2, 29), 11016);
    cr_expect_eq(rva__day_from_date(2026, 3, 1), 20513);
    cr_expect_eq(rva__day_from_date(2038, 1, 19), 24855);
    cr_expect_eq(rva__day_from_date(2100, 3, 14), 47554);
    cr_expect_eq(rva__day_from_date(9999, 12, 31), 2932896);
    cr_expect_eq(rva__day_from_date(1600, 3, 1), -135080);
}

Test(day, dates_follow_each_other_over_800_years)
{
    static const int32_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t day = -135140; /* 1600-01-01 */
    for (int32_t year = 1600; year < 2400; year++) {
        const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        for (int32_t month = 1; month <= 12; month++) {
            const int32_t length = lengths[month - 1] + (leap && month == 2);
            for (int32_t of_month = 1; of_month <= length; of_month++, day++) {
                const rva__civil date = rva__day_date(day);
                cr_assert(date.year == year && date.month == month && date.day == of_month);
                cr_assert_eq(rva__day_from_date(year, month, of_month), day);
            }
        }
    }
}

Test(day, weekday_counts_from_monday)
{
    cr_expect_eq(rva__day_weekday(0), 3);
    cr_expect_eq(rva__day_weekday(-1), 2);
    cr_expect_eq(rva__day_weekday(20513), 6);
    cr_expect_eq(rva__day_weekday(20514), 0);
    cr_expect_eq(rva__day_weekday(-135080), 2);
}
