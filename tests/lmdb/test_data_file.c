/**
 * @file lmdb/test_data_file.c
 * Data files that are shorter than their pages: free ones may be missing, others not.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "given.h"
#include "store/commit.h"
#include "store/id_index.h"
#include "store/open.h"

enum { CALLS = 20, IDS = 700 };

static char path[GIVEN_PATH_BYTES];
static char data[GIVEN_PATH_BYTES + 16];

static int64_t size(void)
{
    struct stat about;
    cr_assert_eq(stat(data, &about), 0);
    return about.st_size;
}

/** A transaction that takes pages and gives them back; returns the bytes of all pages. */
static int64_t move_ids(uint64_t call)
{
    rva__env *env;
    rva__txn txn;
    rva_error err = RVA_ERROR_INIT;
    given_check(rva__store_open(path, 64, &env, &err), &err, "open");
    given_check(rva__txn_write(env, 1000, &txn, &err), &err, "begin");
    for (uint64_t i = call * IDS + 1; i <= (call + 1) * IDS; i++) {
        const uint64_t id = rva__hash_mix(i) % (4 * IDS); /* one of the calls before, or new */
        const rva__hash128 hash = {rva__hash_mix(id) & RVA__ID_HIGH, id};
        given_check(rva__id_index_put(&txn, hash, i, false, &err), &err, "put");
    }
    given_check(rva__id_index_move_recent(&txn, &err), &err, "move");
    given_check(rva__txn_commit(&txn, &err), &err, "commit");
    const int64_t bytes = (int64_t)(rva__env_last_page(env) + 1) * getpagesize();
    rva__env_close(env);
    return bytes;
}

static void setup(void)
{
    snprintf(path, sizeof path, "%s", given_place("store"));
    snprintf(data, sizeof data, "%s/data.mdb", path);
    given_create(path);
}

TestSuite(data_file, .init = setup, .fini = given_end);

static rva_status open_cut_to(int64_t bytes)
{
    rva_store *store = NULL;
    cr_assert_eq(truncate(data, bytes), 0);
    const rva_status status = rva_store_open(path, NULL, &store, NULL);
    rva_store_close(store);
    return status;
}

static char *read_file(void)
{
    const size_t bytes = (size_t)size();
    char *whole = malloc(bytes);
    FILE *file = fopen(data, "rb");
    cr_assert(whole && file && fread(whole, 1, bytes, file) == bytes);
    fclose(file);
    return whole;
}

static void write_file(char *whole, int64_t bytes)
{
    FILE *file = fopen(data, "wb");
    cr_assert(file && fwrite(whole, 1, (size_t)bytes, file) == (size_t)bytes);
    fclose(file);
    free(whole);
}

/** How many pages at the end the store can do without; it must become whole again. */
static int64_t missing_pages(int64_t bytes)
{
    rva_status status;
    int64_t missing = 0;
    while ((status = open_cut_to(bytes - (missing + 1) * getpagesize())) == RVA_OK) {
        cr_expect_geq(size(), bytes, "the file is whole again");
        missing++;
    }
    cr_expect_eq(status, RVA_CORRUPT, "%s", rva_status_name(status));
    return missing;
}

Test(data_file, free_pages_may_be_missing_and_come_back_others_may_not)
{
    int64_t missing = 0;
    rva__id_recent_min = 64;
    for (uint64_t call = 0; call < CALLS; call++) {
        const int64_t bytes = move_ids(call);
        cr_expect_geq(size(), bytes, "a commit leaves the file as long as its pages");
        char *whole = read_file();
        missing += missing_pages(bytes);
        write_file(whole, bytes);
    }
    cr_expect_gt(missing, 0, "no transaction left pages at the end unwritten");
}

Test(data_file, a_file_cut_while_it_is_open_is_refused)
{
    rva_error err = RVA_ERROR_INIT;
    rva_store *store = given_open(path);
    const rva_event event = given_conversation("c");
    cr_assert_eq(truncate(data, 0), 0);
    cr_expect_eq(rva_record(store, &event, NULL, &err), RVA_CORRUPT);
    cr_expect(strstr(err.message, "cut short"), "%s", err.message);
    rva_store_close(store);
}
