/**
 * @file lmdb/test_wipe.c
 * Of a compact copy nothing is left but what records have.
 *
 * A text is put where LMDB may leave pieces of other pages: between the records of each leaf, and
 * behind those in overflow pages.
 */
#include "lmdb/wipe.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"
#include "lmdb/page.h"

enum { HISTORIES = 60, TAGS_BYTES = 3000 };

static const char left[] = "left-behind";

static char path[GIVEN_PATH_BYTES];
static char *figures;

/** A compact store, with an event so large that it has overflow pages. */
static void begin(void)
{
    rva_error err = RVA_ERROR_INIT;
    char tags[TAGS_BYTES];
    rva_event event = given_conversation("large");
    snprintf(tags, sizeof tags, "{\"said\":\"%0*d\"}", TAGS_BYTES - 16, 0);
    event.tags = tags;
    snprintf(path, sizeof path, "%s", given_place("store"));
    rva_store *store = given_store(path);
    for (int i = 0; i < HISTORIES; i++)
        given_history(store, i);
    given_record(store, &event);
    figures = given_figures(store);
    rva_store_close(store);
    given_check(rva_store_compact(path, &err), &err, "rva_store_compact");
}

static void end(void)
{
    free(figures);
    given_end();
}

TestSuite(wipe, .init = begin, .fini = end, .timeout = 60);

static int open_data(rva__pages *file)
{
    struct stat about;
    char data[GIVEN_PATH_BYTES + 16];
    snprintf(data, sizeof data, "%s/data.mdb", path);
    const int fd = open(data, O_RDWR | O_CLOEXEC);
    cr_assert_geq(fd, 0);
    cr_assert_eq(fstat(fd, &about), 0);
    *file = (rva__pages){.fd = fd, .page_bytes = (size_t)getpagesize()};
    file->last_page = (uint64_t)about.st_size / file->page_bytes - 1;
    return fd;
}

static int leave(const rva__pages *file, uint64_t at, uint64_t until)
{
    if (until - at < sizeof left)
        return 0;
    return pwrite(file->fd, left, sizeof left, (off_t)at) == (ssize_t)sizeof left;
}

/** Leaves the text in a leaf, and behind what hangs on it. */
static int leave_in_leaf(const rva__pages *file, uint64_t number, const uint8_t *page,
                         unsigned nodes)
{
    size_t from, to;
    uint64_t pages;
    const size_t size = file->page_bytes;
    rva__page_gap(page, &from, &to);
    int count = leave(file, number * size + from, number * size + to);
    for (unsigned i = 0; i < nodes; i++) {
        rva__node at;
        cr_assert(rva__page_node(file, page, i, true, &at));
        if (!(at.flags & RVA__NODE_BIG))
            continue;
        const uint64_t big = rva__page_get64(at.data);
        cr_assert_eq(rva__page_check_overflow(file, big, at.data_bytes, &pages, NULL), RVA_OK);
        count +=
            leave(file, big * size + RVA__PAGE_HEAD_BYTES + at.data_bytes, (big + pages) * size);
    }
    return count;
}

static int leave_everywhere(const rva__pages *file)
{
    int count = 0;
    uint8_t *page = malloc(file->page_bytes);
    for (uint64_t number = 2; number <= file->last_page; number++) {
        unsigned nodes;
        cr_assert_eq(rva__page_read(file, number, page, NULL), RVA_OK);
        if (rva__page_check(file, number, page, true, &nodes, NULL) == RVA_OK)
            count += leave_in_leaf(file, number, page, nodes);
    }
    free(page);
    return count;
}

/** How often the text stands in the file. */
static int count_left(const rva__pages *file)
{
    const size_t size = (size_t)(file->last_page + 1) * file->page_bytes;
    char *bytes = malloc(size);
    cr_assert_eq(pread(file->fd, bytes, size, 0), (ssize_t)size);
    int count = 0;
    const char *at = bytes;
    while ((at = memmem(at, (size_t)(bytes + size - at), left, sizeof left)) != NULL) {
        at += sizeof left;
        count++;
    }
    free(bytes);
    return count;
}

static void expect_whole(void)
{
    rva_store *store = given_open(path);
    char *after = given_figures(store);
    cr_expect_str_eq(after, figures);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    free(after);
    rva_store_close(store);
}

Test(wipe, leaves_records_alone)
{
    rva__pages file;
    const int fd = open_data(&file);
    const int count = leave_everywhere(&file);
    cr_expect_gt(count, 5);
    cr_expect_eq(count_left(&file), count);
    cr_expect_eq(rva__wipe(fd, NULL), RVA_OK);
    cr_expect_eq(count_left(&file), 0);
    close(fd);
    expect_whole();
}

Test(wipe, is_part_of_compaction)
{
    rva__pages file;
    rva_error err = RVA_ERROR_INIT;
    int fd = open_data(&file);
    cr_expect_gt(leave_everywhere(&file), 5);
    close(fd);
    given_check(rva_store_compact(path, &err), &err, "rva_store_compact");
    fd = open_data(&file);
    cr_expect_eq(count_left(&file), 0);
    close(fd);
    expect_whole();
}

Test(wipe, refuses_a_page_that_is_none)
{
    rva__pages file;
    const int fd = open_data(&file);
    const uint16_t flags = 0;
    cr_assert_eq(pwrite(fd, &flags, sizeof flags, (off_t)(2 * file.page_bytes + 10)), 2);
    cr_expect_eq(rva__wipe(fd, NULL), RVA_CORRUPT);
    close(fd);
}
