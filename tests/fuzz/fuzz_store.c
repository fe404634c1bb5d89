/**
 * @file tests/fuzz/fuzz_store.c
 * Damaged data files: opening and verifying never crashes, and what is found clean works.
 *
 * An input is a list of patches upon the data file of a small store: page (2 bytes), place
 * in it (2 bytes), number of bytes (1), the bytes.  The first byte says how deep to verify,
 * the second cuts pages off the end.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <revanalytics.h>

#include "fuzz.h"

enum { FILE_BYTES_MAX = 4 << 20, PAGE_BYTES = 4096, PATCHES_MAX = 32, PATH_BYTES = 512 };

static uint8_t whole[FILE_BYTES_MAX];
static uint8_t damaged[FILE_BYTES_MAX];
static size_t whole_size;
static char guard[64];
static size_t guard_size;

static size_t read_whole(const char *folder, const char *name, void *to, size_t room)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *from = fopen(path, "rb");
    FUZZ_CHECK(from != NULL);
    const size_t size = fread(to, 1, room, from);
    fclose(from);
    return size;
}

static void write_whole(const char *folder, const char *name, const void *bytes, size_t size)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *to = fopen(path, "wb");
    FUZZ_CHECK(to != NULL && fwrite(bytes, 1, size, to) == size && fclose(to) == 0);
}

static void record(rva_store *store, int number)
{
    char conversation[16], lead[16], sale[16];
    rva_event events[3];
    snprintf(conversation, sizeof conversation, "c%d", number);
    snprintf(lead, sizeof lead, "l%d", number);
    snprintf(sale, sizeof sale, "t%d", number);
    const int64_t at = INT64_C(1772366400000000) + number * INT64_C(3600000000);
    rva_event_init(&events[0], RVA_EVENT_CONVERSATION, at);
    events[0].id = conversation;
    events[0].zip = "11215";
    rva_event_init(&events[1], RVA_EVENT_LEAD, at);
    events[1].id = lead;
    events[1].conversation = conversation;
    rva_event_init(&events[2], RVA_EVENT_TRANSACTION, at);
    events[2].id = sale;
    events[2].lead = lead;
    events[2].kind = RVA_KIND_SALE;
    events[2].amount_minor = 100 + number;
    FUZZ_CHECK(rva_record_many(store, events, 3, NULL, NULL, NULL) == RVA_OK);
}

static rva_status open_at(const char *path, rva_store **out)
{
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.map_mib_max = 64;
    return rva_store_open(path, &options, out, NULL);
}

/** The store that is damaged, made once. */
static void make_whole(void)
{
    rva_store *store = NULL;
    const char *path = fuzz_empty("whole");
    FUZZ_CHECK(rva_store_create(path, NULL, RVA_EPHEMERAL, NULL) == RVA_OK);
    FUZZ_CHECK(open_at(path, &store) == RVA_OK);
    for (int i = 0; i < 40; i++)
        record(store, i);
    rva_store_close(store);
    whole_size = read_whole(path, "data.mdb", whole, sizeof whole);
    guard_size = read_whole(path, "guard", guard, sizeof guard);
    FUZZ_CHECK(whole_size > 0 && whole_size < sizeof whole);
}

static size_t take16(fuzz_bytes *from)
{
    const size_t high = fuzz_byte(from);
    return high << 8 | fuzz_byte(from);
}

/** Damages a copy; returns its size. */
static size_t patch(fuzz_bytes *from, uint8_t cut)
{
    memcpy(damaged, whole, whole_size);
    for (int i = 0; i < PATCHES_MAX && from->at < from->end; i++) {
        const size_t page = take16(from) % (whole_size / PAGE_BYTES);
        size_t at = page * PAGE_BYTES + take16(from) % PAGE_BYTES;
        for (int left = fuzz_byte(from); left > 0 && at < whole_size; left--)
            damaged[at++] = fuzz_byte(from);
    }
    return cut < 128 ? whole_size : whole_size - (cut - 128u) * 512 % whole_size;
}

static void ask_all(rva_store *store)
{
    const char *name;
    for (size_t i = 0; (name = rva_report_name_at(i)) != NULL; i++) {
        rva_report *report = NULL;
        if (rva_report_run(store, name, NULL, &report, NULL) == RVA_OK)
            rva_report_free(report);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes from = {data, data + size};
    rva_verify_result result = {0};
    rva_store *store = NULL;
    if (whole_size == 0)
        make_whole();
    const rva_verify_level level = fuzz_byte(&from) % 2 ? RVA_VERIFY_FULL : RVA_VERIFY_RECORDS;
    const uint8_t cut = fuzz_byte(&from);
    const size_t damaged_size = patch(&from, cut);
    const char *path = fuzz_empty("damaged");
    FUZZ_CHECK(mkdir(path, 0700) == 0);
    write_whole(path, "guard", guard, guard_size);
    write_whole(path, "data.mdb", damaged, damaged_size);
    if (open_at(path, &store) != RVA_OK)
        return 0;
    const rva_status status = rva_store_verify(store, level, &result, NULL, NULL, NULL);
    if (status == RVA_OK && result.differences == 0)
        ask_all(store);
    rva_store_close(store);
    return 0;
}
