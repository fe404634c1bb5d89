/**
 * @file tests/export/test_export.c
 * Reports as JSON, CSV, NDJSON and MessagePack: the bytes, by hand.
 */
#include <criterion/criterion.h>
#include <locale.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "core/alloc.h"
#include "core/msgpack.h"
#include "export/export.h"
#include "export/json.h"
#include "table/table.h"

typedef struct tier_row {
    const char *tier;
    int64_t leads;
    double share;
    int64_t revenue_minor;
} tier_row;

typedef struct day_row {
    int64_t day_at;
    int64_t partial;
} day_row;

static const rva__column tier_columns[] = {
    RVA__COLUMN(tier_row, tier, TEXT),
    RVA__COLUMN(tier_row, leads, INTEGER),
    RVA__COLUMN(tier_row, share, REAL),
    RVA__COLUMN(tier_row, revenue_minor, MONEY),
};

static const rva__column day_columns[] = {
    RVA__COLUMN(day_row, day_at, INSTANT),
    RVA__COLUMN(day_row, partial, FLAG),
};

static rva_report *report;
static rva_table *tiers;
static char *bytes;
static size_t size;

static void build(void)
{
    const rva_report_info info = {
        .report = "executive_summary",
        .from_at = INT64_C(1772341200000000), /* 2026-03-01T05:00:00Z */
        .to_at = INT64_C(1772427600000000),   /* 2026-03-02T05:00:00Z */
        .previous_from_at = RVA_ABSENT,
        .previous_to_at = RVA_ABSENT,
        .mode = "booked",
        .now_at = INT64_C(1772373802120000), /* 2026-03-01T14:03:22.12Z */
        .time_zone = "America/New_York",
        .currency = "USD",
        .complete = 0,
    };
    cr_assert_eq(rva__report_new(&info, &report, NULL), RVA_OK);
}

static void release(void)
{
    rva_free(bytes);
    rva_report_free(report);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(export, .init = build, .fini = release);

static void add_tiers(void)
{
    cr_assert_eq(
        rva__report_add_table(report, "tiers", tier_columns, 4, sizeof(tier_row), 2, &tiers, NULL),
        RVA_OK);
}

static void add_tier(const char *tier, int64_t leads, double share, int64_t revenue_minor)
{
    tier_row *row = rva__table_add(tiers);
    *row = (tier_row){rva__table_text(tiers, tier), leads, share, revenue_minor};
}

static void add_days(void)
{
    rva_table *days = NULL;
    cr_assert_eq(
        rva__report_add_table(report, "days", day_columns, 2, sizeof(day_row), 2, &days, NULL),
        RVA_OK);
    *(day_row *)rva__table_add(days) = (day_row){INT64_C(1772341200000000), 1};
    *(day_row *)rva__table_add(days) = (day_row){RVA_ABSENT, 0};
}

static void add_all(void)
{
    add_tiers();
    add_tier("premium", 12, 0.649, 27500);
    add_tier(NULL, RVA_ABSENT, (double)NAN, RVA_ABSENT);
    add_days();
}

static void write(rva_format format)
{
    rva_free(bytes);
    bytes = NULL;
    cr_assert_eq(rva_report_write(report, format, &bytes, &size, NULL), RVA_OK);
    cr_assert_eq(bytes[size], '\0');
}

/* The lines of a report of one text, after the header. */
static const char *csv_of(const char *text)
{
    static const rva__column column = {"reason", RVA_COLUMN_TEXT, 0};
    rva_table *table = NULL;
    rva_report_free(report);
    build();
    cr_assert_eq(
        rva__report_add_table(report, "reasons", &column, 1, sizeof(char *), 1, &table, NULL),
        RVA_OK);
    const char **row = rva__table_add(table);
    *row = rva__table_text(table, text);
    write(RVA_FORMAT_CSV);
    return bytes + strlen("reason\r\n");
}

static const char *json_of(const char *text)
{
    static char out[200];
    rva__buffer to = {0};
    rva__json_put_text(&to, text);
    cr_assert_lt(to.size, sizeof out);
    memcpy(out, to.data, to.size);
    out[to.size] = '\0';
    rva__buffer_free(&to);
    return out;
}

#define HEAD                                                                                       \
    "{\"report\":\"executive_summary\",\"from\":\"2026-03-01T05:00:00Z\","                         \
    "\"to\":\"2026-03-02T05:00:00Z\",\"now\":\"2026-03-01T14:03:22.12Z\","                         \
    "\"mode\":\"booked\",\"where\":[],\"time_zone\":\"America/"                                    \
    "New_York\",\"currency\":\"USD\",\"complete\":false,\"warnings\":[],\"tables\":"

Test(export, json_is_one_object)
{
    add_all();
    write(RVA_FORMAT_JSON);
    cr_expect_str_eq(bytes, HEAD
                     "{\"tiers\":["
                     "{\"tier\":\"premium\",\"leads\":12,\"share\":0.649,\"revenue_minor\":27500},"
                     "{\"tier\":null,\"leads\":null,\"share\":null,\"revenue_minor\":null}],"
                     "\"days\":[{\"day_at\":\"2026-03-01T05:00:00Z\",\"partial\":true},"
                     "{\"day_at\":null,\"partial\":false}]}}\n");
    cr_expect_eq(size, strlen(bytes));
}

Test(export, json_of_no_tables_and_no_rows)
{
    write(RVA_FORMAT_JSON);
    cr_expect_str_eq(bytes, HEAD "{}}\n");
    add_tiers();
    write(RVA_FORMAT_JSON);
    cr_expect_str_eq(bytes, HEAD "{\"tiers\":[]}}\n");
}

Test(export, json_of_absent_instants_is_null)
{
    const rva_report_info info = {.from_at = RVA_ABSENT,
                                  .to_at = RVA_ABSENT,
                                  .previous_from_at = RVA_ABSENT,
                                  .previous_to_at = RVA_ABSENT,
                                  .now_at = 0};
    rva_report_free(report);
    cr_assert_eq(rva__report_new(&info, &report, NULL), RVA_OK);
    write(RVA_FORMAT_JSON);
    cr_expect_str_eq(bytes, "{\"report\":null,\"from\":null,\"to\":null,"
                            "\"now\":\"1970-01-01T00:00:00Z\",\"mode\":null,\"where\":[],"
                            "\"time_zone\":null,\"currency\":null,\"complete\":false,"
                            "\"warnings\":[],\"tables\":{}}\n");
}

Test(export, json_has_what_it_is_compared_with_conditions_and_warnings)
{
    const rva_report_info info = {.from_at = RVA_ABSENT,
                                  .to_at = RVA_ABSENT,
                                  .previous_from_at = 0,
                                  .previous_to_at = 1000000,
                                  .now_at = 0,
                                  .mode = "default"};
    rva_report_free(report);
    cr_assert_eq(rva__report_new(&info, &report, NULL), RVA_OK);
    rva__report_add_condition(report, "borough", false);
    rva__report_add_value(report, "Brooklyn");
    rva__report_add_value(report, "A,\"B\"");
    rva__report_add_condition(report, "platform", true);
    rva__report_add_value(report, "X");
    rva__report_warn(report, "one");
    rva__report_warn(report, "two");
    write(RVA_FORMAT_JSON);
    cr_expect_str_eq(
        bytes,
        "{\"report\":null,\"from\":null,\"to\":null,"
        "\"previous_from\":\"1970-01-01T00:00:00Z\",\"previous_to\":\"1970-01-01T00:00:01Z\","
        "\"now\":\"1970-01-01T00:00:00Z\",\"mode\":\"default\","
        "\"where\":[{\"dimension\":\"borough\",\"values\":[\"Brooklyn\",\"A,\\\"B\\\"\"]},"
        "{\"dimension\":\"platform\",\"exclude\":[\"X\"]}],"
        "\"time_zone\":null,\"currency\":null,\"complete\":false,\"warnings\":[\"one\",\"two\"],"
        "\"tables\":{}}\n");
}

Test(export, json_escapes_quotes_backslashes_and_controls)
{
    cr_expect_str_eq(json_of(""), "\"\"");
    cr_expect_str_eq(json_of("a\"b\\c"), "\"a\\\"b\\\\c\"");
    cr_expect_str_eq(json_of("\b\t\n\v\f\r"), "\"\\b\\t\\n\\u000b\\f\\r\"");
    cr_expect_str_eq(json_of("\x01\x1f\x7f"), "\"\\u0001\\u001f\\u007f\"");
    cr_expect_str_eq(json_of(NULL), "null");
}

Test(export, json_escapes_what_ends_lines_and_scripts)
{
    cr_expect_str_eq(json_of("a\xe2\x80\xa8"
                             "b\xe2\x80\xa9"),
                     "\"a\\u2028b\\u2029\"");
    cr_expect_str_eq(json_of("</script>"), "\"<\\/script>\"");
    cr_expect_str_eq(json_of("a/b<c"), "\"a/b<c\"");
}

Test(export, json_keeps_utf8)
{
    cr_expect_str_eq(json_of("Fr\xc3\xbchling \xe2\x80\xa6 \xf0\x9f\x8c\x9e"),
                     "\"Fr\xc3\xbchling \xe2\x80\xa6 \xf0\x9f\x8c\x9e\"");
}

Test(export, ndjson_is_a_line_a_row)
{
    add_all();
    write(RVA_FORMAT_NDJSON);
    cr_expect_str_eq(
        bytes,
        "{\"table\":\"tiers\",\"tier\":\"premium\",\"leads\":12,\"share\":0.649,"
        "\"revenue_minor\":27500}\n"
        "{\"table\":\"tiers\",\"tier\":null,\"leads\":null,\"share\":null,\"revenue_minor\":null}\n"
        "{\"table\":\"days\",\"day_at\":\"2026-03-01T05:00:00Z\",\"partial\":true}\n"
        "{\"table\":\"days\",\"day_at\":null,\"partial\":false}\n");
}

Test(export, ndjson_of_no_rows_is_empty)
{
    add_tiers();
    write(RVA_FORMAT_NDJSON);
    cr_expect_eq(size, 0);
    cr_expect_str_eq(bytes, "");
}

Test(export, csv_of_one_table_is_plain)
{
    add_tiers();
    add_tier("premium", 12, 0.649, -27500);
    add_tier(NULL, RVA_ABSENT, (double)NAN, RVA_ABSENT);
    write(RVA_FORMAT_CSV);
    cr_expect_str_eq(bytes, "tier,leads,share,revenue_minor\r\n"
                            "premium,12,0.649,-27500\r\n"
                            ",,,\r\n");
}

Test(export, csv_of_tables_is_blocks_that_name_them)
{
    add_all();
    write(RVA_FORMAT_CSV);
    cr_expect_str_eq(bytes, "table,tier,leads,share,revenue_minor\r\n"
                            "tiers,premium,12,0.649,27500\r\n"
                            "tiers,,,,\r\n"
                            "\r\n"
                            "table,day_at,partial\r\n"
                            "days,2026-03-01T05:00:00Z,true\r\n"
                            "days,,false\r\n");
}

Test(export, csv_quotes_what_needs_it)
{
    cr_expect_str_eq(csv_of("plain text"), "plain text\r\n");
    cr_expect_str_eq(csv_of("a,b"), "\"a,b\"\r\n");
    cr_expect_str_eq(csv_of("say \"no\""), "\"say \"\"no\"\"\"\r\n");
    cr_expect_str_eq(csv_of("two\nlines"), "\"two\nlines\"\r\n");
    cr_expect_str_eq(csv_of(" blank"), "\" blank\"\r\n");
    cr_expect_str_eq(csv_of(""), "\"\"\r\n");
    cr_expect_str_eq(csv_of(NULL), "\r\n");
}

Test(export, csv_disarms_formulas)
{
    cr_expect_str_eq(csv_of("=1+1"), "'=1+1\r\n");
    cr_expect_str_eq(csv_of("+1"), "'+1\r\n");
    cr_expect_str_eq(csv_of("-1"), "'-1\r\n");
    cr_expect_str_eq(csv_of("@SUM(A1,A2)"), "\"'@SUM(A1,A2)\"\r\n");
    cr_expect_str_eq(csv_of("\t=1"), "\"'\t=1\"\r\n");
    cr_expect_str_eq(csv_of("\r=1"), "\"'\r=1\"\r\n");
    cr_expect_str_eq(csv_of("\xef\xbc\x9d"
                            "1"),
                     "'\xef\xbc\x9d"
                     "1\r\n");
    cr_expect_str_eq(csv_of("\xef\xbc\x8b"
                            "1"),
                     "'\xef\xbc\x8b"
                     "1\r\n");
    cr_expect_str_eq(csv_of("\xef\xbc\x8d"
                            "1"),
                     "'\xef\xbc\x8d"
                     "1\r\n");
    cr_expect_str_eq(csv_of("\xef\xbc\xa0"
                            "1"),
                     "'\xef\xbc\xa0"
                     "1\r\n");
    cr_expect_str_eq(csv_of("1-1"), "1-1\r\n");
}

Test(export, numbers_are_exact)
{
    add_tiers();
    add_tier("a", INT64_MAX, 1e-7, INT64_MIN + 1);
    add_tier("b", 0, 28450, -1);
    write(RVA_FORMAT_CSV);
    cr_expect_str_eq(bytes, "tier,leads,share,revenue_minor\r\n"
                            "a,9223372036854775807,1e-07,-9223372036854775807\r\n"
                            "b,0,28450,-1\r\n");
}

Test(export, locale_changes_nothing)
{
    static const char *const locales[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "C.UTF-8"};
    for (size_t i = 0; i < 3 && setlocale(LC_ALL, locales[i]) == NULL; i++)
        continue;
    add_tiers();
    add_tier("a", 1234567, 0.5, 1);
    write(RVA_FORMAT_CSV);
    cr_expect_str_eq(bytes, "tier,leads,share,revenue_minor\r\na,1234567,0.5,1\r\n");
}

Test(export, msgpack_has_the_bytes_of_the_format)
{
    const rva_report_info info = {.report = "r",
                                  .to_at = RVA_ABSENT,
                                  .previous_to_at = RVA_ABSENT,
                                  .mode = "default",
                                  .time_zone = "UTC",
                                  .currency = "USD",
                                  .complete = 1};
    rva_report_free(report);
    cr_assert_eq(rva__report_new(&info, &report, NULL), RVA_OK);
    rva__report_add_condition(report, "zip", true);
    rva__report_add_value(report, "1");
    rva__report_warn(report, "w");
    add_tiers();
    add_tier("gold", 12, 0.5, -1);
    write(RVA_FORMAT_MSGPACK);
    static const char expected[] = "\x8d\xa6"
                                   "report\xa1"
                                   "r"
                                   "\xa4"
                                   "from\xb4"
                                   "1970-01-01T00:00:00Z"
                                   "\xa2"
                                   "to\xc0"
                                   "\xad"
                                   "previous_from\xb4"
                                   "1970-01-01T00:00:00Z"
                                   "\xab"
                                   "previous_to\xc0"
                                   "\xa3"
                                   "now\xb4"
                                   "1970-01-01T00:00:00Z"
                                   "\xa4"
                                   "mode\xa7"
                                   "default"
                                   "\xa5"
                                   "where\x91\x82\xa9"
                                   "dimension\xa3"
                                   "zip\xa7"
                                   "exclude\x91\xa1"
                                   "1"
                                   "\xa9"
                                   "time_zone\xa3"
                                   "UTC"
                                   "\xa8"
                                   "currency\xa3"
                                   "USD"
                                   "\xa8"
                                   "complete\xc3"
                                   "\xa8"
                                   "warnings\x91\xa1"
                                   "w"
                                   "\xa6"
                                   "tables\x81\xa5"
                                   "tiers\x91\x84"
                                   "\xa4"
                                   "tier\xa4"
                                   "gold"
                                   "\xa5"
                                   "leads\x0c"
                                   "\xa5"
                                   "share\xcb\x3f\xe0\0\0\0\0\0\0"
                                   "\xad"
                                   "revenue_minor\xff";
    cr_expect_eq(size, sizeof expected - 1);
    cr_expect_arr_eq(bytes, expected, sizeof expected - 1);
}

Test(export, msgpack_reads_back)
{
    add_all();
    write(RVA_FORMAT_MSGPACK);
    rva__cursor from = rva__cursor_over(bytes, size);
    rva__unpack_skip(&from, 8);
    cr_expect_not(from.failed);
    cr_expect_eq(rva__cursor_left(&from), 0);
}

Test(export, same_report_gives_the_same_bytes)
{
    add_all();
    write(RVA_FORMAT_JSON);
    char *first = bytes;
    bytes = NULL;
    write(RVA_FORMAT_JSON);
    cr_expect_str_eq(first, bytes);
    rva_free(first);
}

Test(export, wrong_arguments_are_refused)
{
    cr_expect_eq(rva_report_write(NULL, RVA_FORMAT_JSON, &bytes, &size, NULL), RVA_INVALID);
    cr_expect_eq(rva_report_write(report, RVA_FORMAT_JSON, NULL, &size, NULL), RVA_INVALID);
    cr_expect_eq(rva_report_write(report, RVA_FORMAT_JSON, &bytes, NULL, NULL), RVA_INVALID);
    rva_error err = RVA_ERROR_INIT;
    cr_expect_eq(rva_report_write(report, (rva_format)4, &bytes, &size, &err), RVA_INVALID);
    cr_expect_str_eq(err.field, "format");
    cr_expect_null(bytes);
    rva_free(NULL);
}

Test(export, writing_survives_failure_of_each_allocation)
{
    add_all();
    const long live = rva__alloc_live();
    for (int format = RVA_FORMAT_JSON; format <= RVA_FORMAT_MSGPACK; format++) {
        for (long allowed = 0;; allowed++) {
            rva__alloc_limit(allowed);
            const rva_status status =
                rva_report_write(report, (rva_format)format, &bytes, &size, NULL);
            rva__alloc_limit(-1);
            if (status == RVA_OK)
                break;
            cr_assert_eq(status, RVA_NO_MEMORY);
            cr_assert_null(bytes);
            cr_assert_eq(rva__alloc_live(), live);
        }
        rva_free(bytes);
        bytes = NULL;
    }
}
