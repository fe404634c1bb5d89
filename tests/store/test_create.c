/**
 * @file store/test_create.c
 * A store is created whole or not at all, and opened only where one is.
 */
#include <math.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"

static char path[GIVEN_PATH_BYTES];
static char folder[GIVEN_PATH_BYTES];
static rva_error err;

static void begin(void)
{
    snprintf(folder, sizeof folder, "%s", given_place("folder"));
    snprintf(path, sizeof path, "%s", given_place("folder/store"));
    cr_assert_eq(mkdir(folder, 0700), 0);
}

TestSuite(create, .init = begin, .fini = given_end, .timeout = 60);

/** How many entries a directory has. */
static int entries_in(const char *directory)
{
    int count = -2; /* . and .. */
    DIR *entries = opendir(directory);
    cr_assert_not_null(entries);
    while (readdir(entries))
        count++;
    closedir(entries);
    return count;
}

static rva_status create(const rva_settings *settings)
{
    err = (rva_error)RVA_ERROR_INIT;
    return rva_store_create(path, settings, RVA_DURABLE, &err);
}

static rva_status try_open(void)
{
    rva_store *store = NULL;
    err = (rva_error)RVA_ERROR_INIT;
    const rva_status status = rva_store_open(path, NULL, &store, &err);
    rva_store_close(store);
    return status;
}

static void write_text(const char *name, const char *text)
{
    char file[GIVEN_PATH_BYTES + 16];
    snprintf(file, sizeof file, "%s/%s", path, name);
    FILE *to = fopen(file, "w");
    cr_assert_not_null(to);
    fputs(text, to);
    fclose(to);
}

Test(create, makes_a_store_and_nothing_beside_it)
{
    cr_expect_eq(create(NULL), RVA_OK, "%s", err.message);
    cr_expect_eq(entries_in(folder), 1);
    cr_expect_eq(try_open(), RVA_OK);
}

Test(create, makes_a_store_of_an_empty_directory)
{
    cr_assert_eq(mkdir(path, 0700), 0);
    cr_expect_eq(create(NULL), RVA_OK, "%s", err.message);
    cr_expect_eq(try_open(), RVA_OK);
}

Test(create, takes_a_slash_at_the_end)
{
    strcat(path, "/");
    cr_expect_eq(create(NULL), RVA_OK, "%s", err.message);
    cr_expect_eq(entries_in(folder), 1);
}

Test(create, leaves_a_store_that_is_there)
{
    rva_store *store = given_store(path);
    const rva_event event = given_conversation("c");
    given_record(store, &event);
    cr_expect_eq(create(NULL), RVA_EXISTS);
    cr_expect_eq(given_events(store), 1);
    rva_store_close(store);
}

Test(create, leaves_a_directory_that_is_not_empty)
{
    cr_assert_eq(mkdir(path, 0700), 0);
    write_text("letter", "dear reader");
    cr_expect_eq(create(NULL), RVA_EXISTS);
    cr_expect_eq(entries_in(path), 1);
    cr_expect_eq(entries_in(folder), 1);
}

Test(create, leaves_a_file_that_is_there)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fclose(file);
    cr_expect_eq(create(NULL), RVA_EXISTS);
}

Test(create, leaves_nothing_where_it_may_not_write)
{
    snprintf(path, sizeof path, "/proc/store");
    const rva_status status = create(NULL);
    cr_expect(status == RVA_IO || status == RVA_NOT_FOUND, "%s", rva_status_name(status));
    snprintf(path, sizeof path, "%s", given_place("folder/none/store"));
    cr_expect_neq(create(NULL), RVA_OK);
    cr_expect_eq(entries_in(folder), 0);
}

Test(create, refuses_a_time_zone_that_is_none)
{
    rva_settings *settings = NULL;
    cr_assert_eq(rva_settings_new(&settings, NULL), RVA_OK);
    rva_status status = rva_settings_set(settings, "time_zone", "America/New_Pork", &err);
    if (status == RVA_OK)
        status = create(settings);
    cr_expect_eq(status, RVA_INVALID);
    cr_expect_not_null(strstr(err.message, "America/New_Pork"), "%s", err.message);
    cr_expect_eq(entries_in(folder), 0);
    rva_settings_free(settings);
}

Test(create, keeps_what_was_set)
{
    rva_settings *settings = NULL;
    cr_assert_eq(rva_settings_new(&settings, NULL), RVA_OK);
    cr_assert_eq(rva_settings_set(settings, "currency", "EUR", NULL), RVA_OK);
    cr_assert_eq(rva_settings_set(settings, "time_zone", "Europe/Berlin", NULL), RVA_OK);
    cr_assert_eq(create(settings), RVA_OK, "%s", err.message);
    rva_settings_free(settings);
    rva_store *store = given_open(path);
    cr_assert_eq(rva_store_settings(store, &settings, NULL), RVA_OK);
    cr_expect_str_eq(rva_settings_get(settings, "currency"), "EUR");
    cr_expect_str_eq(rva_settings_get(settings, "time_zone"), "Europe/Berlin");
    rva_settings_free(settings);
    rva_store_close(store);
}

Test(create, with_a_target_of_nothing_is_refused)
{
    rva_settings *settings;
    cr_assert_eq(rva_settings_new(&settings, NULL), RVA_OK);
    cr_assert_eq(rva_settings_set_target(settings, "nope", 1, NULL), RVA_OK);
    cr_expect_eq(create(settings), RVA_INVALID);
    cr_expect_str_eq(err.field, "targets");
    rva_settings_set_target(settings, "nope", (double)NAN, NULL);
    cr_assert_eq(rva_settings_set_target(settings, "mrr_month_12", 1, NULL), RVA_OK);
    cr_expect_eq(create(settings), RVA_OK, "%s", err.message);
    rva_settings_free(settings);
}

Test(create, is_not_hindered_by_what_a_dead_attempt_left)
{
    char left[GIVEN_PATH_BYTES + 16];
    snprintf(left, sizeof left, "%s.new-abcdef", path);
    cr_assert_eq(mkdir(left, 0700), 0);
    cr_expect_eq(create(NULL), RVA_OK, "%s", err.message);
    cr_expect_eq(try_open(), RVA_OK);
}

static mode_t mode_of(const char *of, const char *name)
{
    char file[GIVEN_PATH_BYTES + 32];
    struct stat about;
    snprintf(file, sizeof file, "%s/%s", of, name);
    cr_assert_eq(stat(file, &about), 0, "%s", file);
    return about.st_mode & 0777;
}

Test(create, keeps_its_permissions_in_copies_and_compacted)
{
    char copy[GIVEN_PATH_BYTES + 16];
    char data[GIVEN_PATH_BYTES + 16];
    snprintf(copy, sizeof copy, "%s-copy", path);
    snprintf(data, sizeof data, "%s/data.mdb", path);
    cr_assert_eq(create(NULL), RVA_OK, "%s", err.message);
    cr_assert_eq(chmod(data, 0660), 0);
    umask(0);
    rva_store *store = given_open(path);
    cr_assert_eq(rva_store_backup(store, copy, &err), RVA_OK, "%s", err.message);
    rva_store_close(store);
    cr_assert_eq(rva_store_compact(path, &err), RVA_OK, "%s", err.message);
    cr_expect_eq(mode_of(path, "data.mdb"), 0660);
    cr_expect_eq(mode_of(copy, "data.mdb"), 0660);
    cr_expect_eq(mode_of(copy, "guard"), 0600);
    cr_expect_eq(mode_of(copy, "."), 0700);
}

Test(create, of_data_with_two_names_is_not_opened)
{
    char data[GIVEN_PATH_BYTES + 16];
    char other[GIVEN_PATH_BYTES + 16];
    snprintf(data, sizeof data, "%s/data.mdb", path);
    snprintf(other, sizeof other, "%s-data", path);
    cr_assert_eq(create(NULL), RVA_OK, "%s", err.message);
    cr_assert_eq(link(data, other), 0);
    cr_expect_eq(try_open(), RVA_INVALID);
    cr_assert_eq(unlink(other), 0);
    cr_expect_eq(try_open(), RVA_OK);
}

Test(create, leaves_nothing_when_the_disk_is_full)
{
    const struct rlimit none = {.rlim_cur = 4096, .rlim_max = RLIM_INFINITY};
    const struct rlimit all = {.rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY};
    signal(SIGXFSZ, SIG_IGN);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &none), 0);
    const rva_status status = create(NULL);
    setrlimit(RLIMIT_FSIZE, &all);
    cr_expect_eq(status, RVA_FULL, "%s: %s", rva_status_name(status), err.message);
    cr_expect_eq(entries_in(folder), 0);
    cr_expect_eq(create(NULL), RVA_OK);
}

Test(create, is_needed_before_opening)
{
    cr_expect_eq(try_open(), RVA_NOT_FOUND);
    cr_assert_eq(mkdir(path, 0700), 0);
    cr_expect_eq(try_open(), RVA_FORMAT);
    cr_expect_eq(entries_in(path), 0);
    write_text("guard", "revanalytics durable\n");
    write_text("data.mdb", "this is no data file");
    cr_expect_eq(try_open(), RVA_FORMAT, "%s", err.message);
}

Test(create, ephemeral_is_kept_in_mind)
{
    rva_store *store = NULL;
    rva_store_info info = {0};
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.durability = RVA_EPHEMERAL;
    cr_assert_eq(rva_store_create(path, NULL, RVA_EPHEMERAL, NULL), RVA_OK);
    cr_assert_eq(rva_store_open(path, &options, &store, NULL), RVA_OK);
    cr_assert_eq(rva_store_get_info(store, &info, NULL), RVA_OK);
    cr_expect_eq(info.ephemeral, 1);
    rva_store_close(store);
    snprintf(path, sizeof path, "%s", given_place("folder/durable"));
    given_create(path);
    cr_expect_eq(rva_store_open(path, &options, &store, NULL), RVA_INVALID);
}

Test(create, a_backup_is_a_store_of_its_own)
{
    char backup[GIVEN_PATH_BYTES];
    rva_store *store = given_store(path);
    snprintf(backup, sizeof backup, "%s", given_place("folder/backup"));
    given_history(store, 1);
    cr_assert_eq(rva_store_backup(store, backup, &err), RVA_OK, "%s", err.message);
    cr_expect_eq(rva_store_backup(store, backup, NULL), RVA_EXISTS);
    given_history(store, 2);
    rva_store *copy = given_open(backup);
    cr_expect_eq(given_gross(copy), 101);
    cr_expect_eq(given_gross(store), 203);
    cr_expect_eq(given_differences(copy, RVA_VERIFY_FULL), 0);
    cr_expect_eq(entries_in(folder), 2);
    rva_store_close(copy);
    rva_store_close(store);
}

Test(create, compaction_keeps_every_figure_and_leaves_nothing_beside)
{
    rva_store *store = given_store(path);
    for (int i = 0; i < 50; i++)
        given_history(store, i);
    char *before = given_figures(store);
    rva_store_close(store);
    cr_assert_eq(rva_store_compact(path, &err), RVA_OK, "%s", err.message);
    cr_expect_eq(entries_in(folder), 1);
    store = given_open(path);
    char *after = given_figures(store);
    cr_expect_str_eq(before, after);
    given_history(store, 50);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    rva_store_close(store);
    free(before);
    free(after);
}
