/**
 * @file lmdb/test_failure.c
 * What LMDB's error codes become.
 */
#include "lmdb/failure.h"

#include <errno.h>
#include <string.h>

#include <lmdb.h>

#include <criterion/criterion.h>

static rva_error err;

TestSuite(failure);

Test(failure, of_each_kind_is_its_status)
{
    cr_expect_eq(rva__fail_lmdb(&err, MDB_CORRUPTED, "reading"), RVA_CORRUPT);
    cr_expect_eq(rva__fail_lmdb(&err, MDB_PAGE_NOTFOUND, "reading"), RVA_CORRUPT);
    cr_expect_eq(rva__fail_lmdb(&err, MDB_PANIC, "reading"), RVA_IO);
    cr_expect_eq(rva__fail_lmdb(&err, MDB_INVALID, "opening"), RVA_FORMAT);
    cr_expect_eq(rva__fail_lmdb(&err, MDB_VERSION_MISMATCH, "opening"), RVA_FORMAT);
    cr_expect_eq(rva__fail_lmdb(&err, MDB_MAP_FULL, "writing"), RVA_FULL);
    cr_expect_eq(rva__fail_lmdb(&err, MDB_READERS_FULL, "reading"), RVA_LIMIT);
    cr_expect_eq(rva__fail_lmdb(&err, ENOMEM, "reading"), RVA_NO_MEMORY);
}

Test(failure, of_the_system_is_the_systems)
{
    cr_expect_eq(rva__fail_lmdb(&err, EIO, "writing"), RVA_IO);
    cr_expect_eq(rva__fail_lmdb(&err, ENOSPC, "writing"), RVA_FULL);
    cr_expect(strstr(err.message, "writing"), "%s", err.message);
}

Test(failure, of_another_kind_is_told_in_words_of_lmdb)
{
    cr_expect_eq(rva__fail_lmdb(&err, MDB_BAD_TXN, "writing"), RVA_IO);
    cr_expect(strstr(err.message, "writing: "), "%s", err.message);
}

Test(failure, of_damage_says_what_to_do)
{
    rva__fail_lmdb(&err, MDB_CORRUPTED, "reading");
    cr_expect(strstr(err.message, "run verify"), "%s", err.message);
}
