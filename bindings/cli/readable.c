/**
 * @file cli/readable.c
 * Figures as people read them.
 */
#include "readable.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* How a currency is written: its symbol, and its minor digits by ISO 4217. */
typedef struct currency {
    char code[4];
    const char *symbol; /* NULL: the code */
    int digits;
} currency;

/* Those with a symbol of their own or without two minor digits. */
static const currency currencies[] = {
    {"USD", "$", 2},   {"EUR", "€", 2},  {"GBP", "£", 2},   {"JPY", "¥", 0},   {"CNY", "CN¥", 2},
    {"INR", "₹", 2},   {"BRL", "R$", 2}, {"KRW", "₩", 0},   {"ILS", "₪", 2},   {"VND", "₫", 0},
    {"CAD", "CA$", 2}, {"AUD", "A$", 2}, {"NZD", "NZ$", 2}, {"MXN", "MX$", 2}, {"HKD", "HK$", 2},
    {"PHP", "₱", 2},   {"NGN", "₦", 2},  {"BIF", NULL, 0},  {"CLP", NULL, 0},  {"DJF", NULL, 0},
    {"GNF", NULL, 0},  {"ISK", NULL, 0}, {"KMF", NULL, 0},  {"PYG", NULL, 0},  {"RWF", NULL, 0},
    {"UGX", NULL, 0},  {"UYI", NULL, 0}, {"VUV", NULL, 0},  {"XAF", NULL, 0},  {"XOF", NULL, 0},
    {"XPF", NULL, 0},  {"BHD", NULL, 3}, {"IQD", NULL, 3},  {"JOD", NULL, 3},  {"KWD", NULL, 3},
    {"LYD", NULL, 3},  {"OMR", NULL, 3}, {"TND", NULL, 3},  {"CLF", NULL, 4},  {"UYW", NULL, 4},
};

static uint64_t magnitude(int64_t number)
{
    return number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
}

/* 1,234,567 */
static void group(char out[FORMAT_BYTES], uint64_t number)
{
    char digits[24];
    const int count = snprintf(digits, sizeof digits, "%" PRIu64, number);
    size_t used = 0;
    for (int i = 0; i < count; i++) {
        if (i > 0 && (count - i) % 3 == 0)
            out[used++] = ',';
        out[used++] = digits[i];
    }
    out[used] = '\0';
}

void format_count(char out[FORMAT_BYTES], int64_t number)
{
    char digits[FORMAT_BYTES];
    group(digits, magnitude(number));
    snprintf(out, FORMAT_BYTES, "%s%.60s", number < 0 ? "-" : "", digits);
}

static bool is_ascii(const char *string)
{
    for (; *string != '\0'; string++) {
        if ((unsigned char)*string >= 0x80)
            return false;
    }
    return true;
}

static currency find_currency(const char *code)
{
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++) {
        if (strcmp(currencies[i].code, code) == 0)
            return currencies[i];
    }
    return (currency){"", NULL, 2};
}

void format_money(char out[FORMAT_BYTES], const terminal *of, const char *code, int64_t minor)
{
    const currency form = find_currency(code ? code : "");
    uint64_t unit = 1;
    for (int i = 0; i < form.digits; i++)
        unit *= 10;

    char whole[FORMAT_BYTES];
    char fraction[8] = "";
    group(whole, magnitude(minor) / unit);
    if (form.digits > 0)
        snprintf(fraction, sizeof fraction, ".%0*u", form.digits,
                 (unsigned)(magnitude(minor) % unit));
    const bool has_symbol = form.symbol != NULL && (of->has_unicode || is_ascii(form.symbol));
    snprintf(out, FORMAT_BYTES, "%s%.4s%s%.40s%s", minor < 0 ? "-" : "",
             has_symbol ? form.symbol
             : code     ? code
                        : "",
             has_symbol ? "" : " ", whole, fraction);
}

void format_rate(char out[FORMAT_BYTES], double rate)
{
    const double percent = rate * 100;
    snprintf(out, FORMAT_BYTES, fabs(percent) < 1000 ? "%.1f %%" : "%.3g %%", percent);
}

void format_minutes(char out[FORMAT_BYTES], double minutes)
{
    const double size = fabs(minutes);
    if (size == 0)
        snprintf(out, FORMAT_BYTES, "0 s");
    else if (size < 1.0 / 60)
        snprintf(out, FORMAT_BYTES, "%.0f ms", minutes * 60000);
    else if (size < 1)
        snprintf(out, FORMAT_BYTES, "%.1f s", minutes * 60);
    else if (size < 120)
        snprintf(out, FORMAT_BYTES, "%.1f min", minutes);
    else if (size < 72 * 60)
        snprintf(out, FORMAT_BYTES, "%.1f h", minutes / 60);
    else
        snprintf(out, FORMAT_BYTES, "%.1f d", minutes / (24 * 60));
}

void format_real(char out[FORMAT_BYTES], double number)
{
    const double size = fabs(number);
    if (size >= 1e15)
        snprintf(out, FORMAT_BYTES, "%.4g", number);
    else if (size >= 1000 || number == floor(number))
        format_count(out, llround(number));
    else
        snprintf(out, FORMAT_BYTES, size >= 100 ? "%.1f" : "%.2f", number);
}

void format_bytes(char out[FORMAT_BYTES], int64_t bytes)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    double size = (double)bytes;
    size_t unit = 0;
    for (; size >= 999.5 && unit < 4; unit++)
        size /= 1000;
    snprintf(out, FORMAT_BYTES, unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
}
