/**
 * @file metrics/test_power.c
 * Powers, against products and against the mathematics library.
 */
#include "metrics/power.h"

#include <criterion/criterion.h>
#include <math.h>

Test(power, whole_exponents_are_products)
{
    cr_expect_eq(rva__power(1.5, 0), 1);
    cr_expect_eq(rva__power(1.5, 1), 1.5);
    cr_expect_eq(rva__power(1.5, 2), 2.25);
    cr_expect_eq(rva__power(2, 31), 2147483648.0);
    cr_expect_eq(rva__power(0.5, 3), 0.125);
}

Test(power, halves_and_quarters_are_roots)
{
    cr_expect_eq(rva__power(9, 0.5), 3);
    cr_expect_eq(rva__power(16, 0.25), 2);
    cr_expect_eq(rva__power(4, 1.5), 8);
}

Test(power, others_are_those_of_the_mathematics_library)
{
    for (double base = 1e-6; base < 1e15; base *= 37)
        for (int days = 1; days < 4000; days += 97) {
            const double exponents[] = {days / 30.0, 30.0 / days};
            for (int i = 0; i < 2; i++) {
                const double right = pow(base, exponents[i]);
                const double found = rva__power(base, exponents[i]);
                if (isfinite(right) && right > 1e-300)
                    cr_expect_lt(fabs(found / right - 1), 1e-12, "%g ^ %g", base, exponents[i]);
            }
        }
}

Test(power, what_leaves_the_range_is_infinite_or_nothing)
{
    cr_expect(isinf(rva__power(10, 400)));
    cr_expect_eq(rva__power(0.1, 400), 0);
}

Test(power, what_is_outside_has_no_value)
{
    cr_expect(isnan(rva__power(0, 2)));
    cr_expect(isnan(rva__power(-1, 2)));
    cr_expect(isnan(rva__power(2, -1)));
    cr_expect(isnan(rva__power((double)NAN, 1)));
    cr_expect(isnan(rva__power(2, (double)NAN)));
    cr_expect(isnan(rva__power(1.1, (double)INFINITY)));
}
