/**
 * @file store/test_format.c
 * Which stores a library reads, and what it says of others.
 */
#include <string.h>

#include <criterion/criterion.h>

#include "cube/fingerprint.h"
#include "given.h"
#include "model/schema.h"
#include "store/commit.h"
#include "store/format.h"
#include "store/open.h"

static rva_error err;

TestSuite(format, .fini = given_end);

/** What a store says that this library makes. */
static rva__format own(void)
{
    return (rva__format){
        .layout = RVA__FORMAT_MAJOR,
        .incompatible = 1,
        .schema = RVA__SCHEMA_VERSION,
        .fingerprint = rva__schema_fingerprint(),
        .version = RVA_VERSION,
    };
}

Test(format, of_its_own_is_current_and_known)
{
    const rva__format format = own();
    cr_expect(rva__format_is_current(&format));
    cr_expect_eq(rva__format_check_known(&format, &err), RVA_OK);
}

Test(format, of_another_layout_is_not_current)
{
    rva__format format = own();
    format.layout = 1;
    cr_expect_not(rva__format_is_current(&format));
    cr_expect_eq(rva__format_check_known(&format, &err), RVA_OK);
}

Test(format, of_another_fingerprint_is_not_current)
{
    rva__format format = own();
    format.fingerprint ^= 1;
    cr_expect_not(rva__format_is_current(&format));
    cr_expect_eq(rva__format_check_known(&format, &err), RVA_OK);
}

Test(format, of_an_older_schema_is_not_current)
{
    rva__format format = own();
    format.schema--;
    cr_expect_not(rva__format_is_current(&format));
    cr_expect_eq(rva__format_check_known(&format, &err), RVA_OK);
}

static void expect_newer(const rva__format *format)
{
    cr_expect_eq(rva__format_check_known(format, &err), RVA_FORMAT);
    cr_expect(strstr(err.message, "newer"), "%s", err.message);
}

Test(format, of_a_newer_layout_is_refused)
{
    rva__format format = own();
    format.layout++;
    expect_newer(&format);
}

Test(format, of_a_newer_schema_is_refused)
{
    rva__format format = own();
    format.schema++;
    expect_newer(&format);
}

Test(format, with_a_feature_that_is_not_known_is_refused)
{
    rva__format format = own();
    format.incompatible |= 2;
    expect_newer(&format);
}

Test(format, of_a_preview_is_refused_with_the_way_out)
{
    const rva__format format = {.layout = 1, .version = "0.1.0"};
    cr_expect_eq(rva__format_check_known(&format, &err), RVA_FORMAT);
    cr_expect(strstr(err.message, "salvage"), "%s", err.message);
}

static void open_env(rva__env **env, rva__txn *txn)
{
    const char *path = given_place("store");
    given_create(path);
    given_check(rva__store_open(path, 64, env, &err), &err, "open");
    given_check(rva__txn_write(*env, 1000, txn, &err), &err, "begin");
}

Test(format, of_a_new_store_is_its_own)
{
    rva__env *env = NULL;
    rva__txn txn = {0};
    rva__format format;
    open_env(&env, &txn);
    cr_assert_eq(rva__format_read(&txn, &format, &err), RVA_OK);
    cr_expect(rva__format_is_current(&format));
    cr_expect_str_eq(format.version, RVA_VERSION);
    rva__txn_end(&txn);
    rva__env_close(env);
}

Test(format, record_that_is_damaged_is_refused)
{
    rva__env *env = NULL;
    rva__txn txn = {0};
    rva__format format;
    open_env(&env, &txn);
    given_check(rva__txn_put(&txn, RVA__DB_META, "format", 6, "\1\2\3\4REVANALYTICS", 16, &err),
                &err, "put");
    cr_expect_eq(rva__format_read(&txn, &format, &err), RVA_CORRUPT);
    rva__txn_end(&txn);
    rva__env_close(env);
}

Test(format, record_of_something_else_is_no_store)
{
    static const char other[] = "\0\0\0\0OTHERANALYTI\2\0\0\0\1\2";
    uint8_t value[sizeof other - 1];
    rva__env *env = NULL;
    rva__txn txn = {0};
    rva__format format;
    open_env(&env, &txn);
    memcpy(value, other, sizeof value);
    const uint32_t seal = rva__seal("format", 6, value + RVA__SEAL_BYTES, sizeof value - 4);
    memcpy(value, &seal, sizeof seal);
    given_check(rva__txn_put(&txn, RVA__DB_META, "format", 6, value, sizeof value, &err), &err,
                "put");
    cr_expect_eq(rva__format_read(&txn, &format, &err), RVA_FORMAT);
    rva__txn_end(&txn);
    rva__env_close(env);
}
