/**
 * @file tests/bindings/test_handle.c
 * Handles that are closed while they are used.
 */
#include "common/handle.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int ended[8]; /* by kind */

static void end(rvb_handle *handle)
{
    ended[handle->kind]++;
    rvb_handle_end(handle);
}

static char folder[32];

static void begin(void)
{
    memset(ended, 0, sizeof ended);
    strcpy(folder, "/tmp/rva_handle_XXXXXX");
    cr_assert(mkdtemp(folder) != NULL);
}

static void finish(void)
{
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", folder);
    cr_assert(system(command) == 0);
}

TestSuite(handle, .init = begin, .fini = finish);

static void open_store(rvb_handle **place)
{
    char path[64];
    rva_store *store = NULL;
    snprintf(path, sizeof path, "%s/store", folder);
    cr_assert(rva_store_create(path, NULL, RVA_EPHEMERAL, NULL) == RVA_OK);
    cr_assert(rva_store_open(path, NULL, &store, NULL) == RVA_OK);
    rvb_handle_give(rvb_handle_new(RVB_STORE, store, NULL, end, NULL), place);
}

static void open_snapshot(rvb_handle *store, rvb_handle **place)
{
    rva_snapshot *snapshot = NULL;
    cr_assert(rva_snapshot_open(store->pointer, &snapshot, NULL) == RVA_OK);
    rvb_handle_give(rvb_handle_new(RVB_SNAPSHOT, snapshot, store, end, NULL), place);
}

static void open_settings(rvb_handle **place)
{
    rva_settings *settings = NULL;
    cr_assert(rva_settings_new(&settings, NULL) == RVA_OK);
    rvb_handle_give(rvb_handle_new(RVB_SETTINGS, settings, NULL, end, NULL), place);
}

Test(handle, closing_ends_what_nobody_uses)
{
    rvb_handle *place;
    open_settings(&place);
    rvb_handle_close(&place);
    cr_expect(place == NULL);
    cr_expect_eq(ended[RVB_SETTINGS], 1);
    rvb_handle_close(&place);
    cr_expect_eq(ended[RVB_SETTINGS], 1);
}

Test(handle, what_is_used_ends_with_its_last_use)
{
    rvb_handle *place;
    open_store(&place);
    rvb_handle *used = place;
    cr_assert(rvb_use_begin(used, RVB_STORE, &(rva_error)RVA_ERROR_INIT) == RVA_OK);
    cr_assert(rvb_use_begin(used, RVB_STORE, &(rva_error)RVA_ERROR_INIT) == RVA_OK);
    rvb_handle_close(&place);
    rvb_use_end(used);
    cr_expect_eq(ended[RVB_STORE], 0);
    rvb_use_end(used);
    cr_expect_eq(ended[RVB_STORE], 1);
}

Test(handle, what_is_closed_is_not_used)
{
    rva_error err = RVA_ERROR_INIT;
    rvb_handle *place;
    open_store(&place);
    rvb_handle *used = place;
    cr_assert(rvb_use_begin(used, RVB_STORE, &err) == RVA_OK);
    rvb_handle_close(&place);
    cr_expect(rvb_use_begin(used, RVB_STORE, &err) == RVA_MISUSE);
    cr_expect_str_eq(err.message, "the store is closed");
    cr_expect_str_eq(err.field, "store");
    cr_expect(rvb_use_begin(place, RVB_STORE, &err) == RVA_MISUSE);
    rvb_use_end(used);
}

Test(handle, what_serves_one_call_refuses_another)
{
    rva_error err = RVA_ERROR_INIT;
    rvb_handle *place;
    open_settings(&place);
    cr_assert(rvb_use_begin(place, RVB_SETTINGS, &err) == RVA_OK);
    cr_expect(rvb_use_begin(place, RVB_SETTINGS, &err) == RVA_MISUSE);
    cr_expect(strstr(err.message, "another call is using the settings") != NULL);
    rvb_use_end(place);
    cr_expect(rvb_use_begin(place, RVB_SETTINGS, &err) == RVA_OK);
    rvb_use_end(place);
    rvb_handle_release(&place);
}

Test(handle, what_came_from_a_store_is_closed_with_it)
{
    rvb_handle *store, *first, *second;
    open_store(&store);
    open_snapshot(store, &first);
    open_snapshot(store, &second);
    rvb_handle *used = second;
    cr_assert(rvb_use_begin(used, RVB_SNAPSHOT, &(rva_error)RVA_ERROR_INIT) == RVA_OK);
    rvb_handle_close(&store);
    cr_expect(first == NULL && second == NULL);
    cr_expect_eq(ended[RVB_SNAPSHOT], 1);
    cr_expect_eq(ended[RVB_STORE], 0, "a snapshot needs it");
    rvb_use_end(used);
    cr_expect_eq(ended[RVB_SNAPSHOT], 2);
    cr_expect_eq(ended[RVB_STORE], 1);
}

Test(handle, a_store_that_is_collected_serves_what_came_from_it)
{
    rvb_handle *store, *snapshot;
    open_store(&store);
    open_snapshot(store, &snapshot);
    rvb_handle_release(&store);
    cr_expect_eq(ended[RVB_STORE], 0);
    cr_expect(rvb_use_begin(snapshot, RVB_SNAPSHOT, &(rva_error)RVA_ERROR_INIT) == RVA_OK);
    rvb_use_end(snapshot);
    rvb_handle_release(&snapshot);
    cr_expect_eq(ended[RVB_STORE], 1);
}

Test(handle, what_a_store_makes_while_it_is_closed_is_closed)
{
    rvb_handle *store, *snapshot;
    open_store(&store);
    rvb_handle *used = store;
    cr_assert(rvb_use_begin(used, RVB_STORE, &(rva_error)RVA_ERROR_INIT) == RVA_OK);
    rvb_handle_close(&store);
    open_snapshot(used, &snapshot);
    cr_expect(snapshot == NULL);
    cr_expect_eq(ended[RVB_SNAPSHOT], 1);
    rvb_use_end(used);
    cr_expect_eq(ended[RVB_STORE], 1);
}
