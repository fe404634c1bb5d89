/**
 * @file tests/ingest/test_input.c
 * Files in every form, and batches of every size.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <zlib.h>
#include <zstd.h>

#include "given.h"

enum { LINES = 12000, LINE_ROOM = 64, DAMAGES = 60 };

/* LINES erase events of lead 0, 1, 2 ... */
static char *many_lines(size_t *size)
{
    char *all = malloc((size_t)LINES * LINE_ROOM);
    *size = 0;
    for (int i = 0; i < LINES; i++)
        *size += (size_t)sprintf(all + *size, "{\"type\":\"erase\",\"lead\":\"%d\"}\n", i);
    return all;
}

static size_t pack_gzip(const char *from, size_t size, char *to, size_t room)
{
    z_stream packer = {0};
    cr_assert(deflateInit2(&packer, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    packer.next_in = (unsigned char *)from;
    packer.avail_in = (unsigned)size;
    packer.next_out = (unsigned char *)to;
    packer.avail_out = (unsigned)room;
    cr_assert(deflate(&packer, Z_FINISH) == Z_STREAM_END);
    deflateEnd(&packer);
    return room - packer.avail_out;
}

/* The lines packed as two members, so that both have to be read. */
static char *packed_lines(bool is_gzip, size_t *packed)
{
    size_t size;
    char *all = many_lines(&size);
    const size_t half = size / 2;
    const size_t room = size + 4096;
    char *to = malloc(room);
    if (is_gzip) {
        *packed = pack_gzip(all, half, to, room);
        *packed += pack_gzip(all + half, size - half, to + *packed, room - *packed);
    } else {
        *packed = ZSTD_compress(to, room, all, half, 3);
        *packed += ZSTD_compress(to + *packed, room - *packed, all + half, size - half, 3);
    }
    free(all);
    return to;
}

Test(input, plain_lines_of_any_batch_size_keep_their_numbers)
{
    static const size_t rooms[] = {5, 700, LINES, LINES * 2};
    size_t size;
    char *all = many_lines(&size);
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        given of = given_read(given_file(all, size), rooms[i], -1);
        cr_expect(of.events == LINES);
        cr_expect(of.lines == LINES);
        const ingest_batch *last = of.batch;
        if (last->count > 0) {
            cr_expect(last->lines[last->count - 1] == LINES);
            cr_expect(atoi(last->events[last->count - 1].lead) == LINES - 1);
        }
        given_end(&of);
    }
    free(all);
}

Test(input, zeros_after_gzip_members_are_padding)
{
    size_t packed;
    char *bytes = packed_lines(true, &packed);
    char *padded = calloc(1, packed + 1000);
    cr_assert_not_null(padded);
    memcpy(padded, bytes, packed);
    given of = given_read(given_file(padded, packed + 1000), 1000, -1);
    cr_expect_eq(of.status, RVA_OK, "%s", of.err.message);
    cr_expect_eq(of.events, LINES);
    given_end(&of);
    padded[packed + 999] = 'x';
    of = given_read(given_file(padded, packed + 1000), 1000, -1);
    cr_expect_eq(of.status, RVA_INVALID);
    given_end(&of);
    free(padded);
    free(bytes);
}

Test(input, gzip_members_are_read)
{
    size_t packed;
    char *bytes = packed_lines(true, &packed);
    given of = given_read(given_file(bytes, packed), 1000, -1);
    cr_expect(of.status == RVA_OK);
    cr_expect(of.events == LINES);
    cr_expect(ingest_source_done(of.source) == (int64_t)packed);
    cr_expect(ingest_source_total(of.source) == (int64_t)packed);
    given_end(&of);
    free(bytes);
}

Test(input, zstandard_frames_are_read)
{
    size_t packed;
    char *bytes = packed_lines(false, &packed);
    given of = given_read(given_file(bytes, packed), 1000, -1);
    cr_expect(of.status == RVA_OK);
    cr_expect(of.events == LINES);
    given_end(&of);
    free(bytes);
}

Test(input, what_is_cut_off_is_said_to_be)
{
    for (int is_gzip = 0; is_gzip < 2; is_gzip++) {
        size_t packed;
        char *bytes = packed_lines(is_gzip, &packed);
        for (size_t size = 5; size < packed; size += packed / 13 + 1) {
            given of = given_read(given_file(bytes, size), 1000, -1);
            cr_expect(of.status == RVA_INVALID || of.events < LINES);
            if (of.status == RVA_INVALID)
                cr_expect(strstr(of.err.message, "cut off") != NULL, "%s", of.err.message);
            given_end(&of);
        }
        free(bytes);
    }
}

Test(input, damage_never_does_harm)
{
    srand(11);
    for (int is_gzip = 0; is_gzip < 2; is_gzip++) {
        size_t packed;
        char *bytes = packed_lines(is_gzip, &packed);
        for (int i = 0; i < DAMAGES; i++) {
            const size_t at = (size_t)rand() % packed;
            const char before = bytes[at];
            bytes[at] = (char)(before ^ (1 << rand() % 8));
            given of = given_read(given_file(bytes, packed), 1000, -1);
            cr_expect(of.events <= LINES);
            given_end(&of);
            bytes[at] = before;
        }
        free(bytes);
    }
}

Test(input, other_compression_is_named)
{
    given of = given_read(given_file("\xfd\x37zXZ\x00", 6), 10, -1);
    cr_expect(of.status == RVA_INVALID);
    cr_expect(strstr(of.err.message, "xz") != NULL);
    given_end(&of);
}

Test(input, nothing_gives_nothing)
{
    given of = given_read(given_file("", 0), 10, -1);
    cr_expect(of.status == RVA_OK);
    cr_expect(of.events == 0 && of.lines == 0);
    given_end(&of);
}

Test(input, short_files_are_plain)
{
    static const char *const texts[] = {"\n", "{", "{}\n", "\x1f", "PK", "\xef\xbb\xbf"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        given of = given_lines(texts[i]);
        cr_expect(of.status == RVA_OK);
        cr_expect(of.lines == 1);
        given_end(&of);
    }
}

Test(input, a_file_that_is_not_there_is_named)
{
    ingest_source *source = NULL;
    rva_error err = RVA_ERROR_INIT;
    cr_expect(ingest_source_open("/no/such/file", &source, &err) == RVA_NOT_FOUND);
    cr_expect_str_eq(err.message, "/no/such/file: No such file or directory");
    cr_expect(ingest_source_open("/", &source, &err) == RVA_INVALID);
}

Test(input, all_of_many_refusals_are_kept)
{
    enum { BAD = 10000 };
    char *all = malloc(BAD * 4);
    for (int i = 0; i < BAD; i++)
        memcpy(all + i * 4, "bad\n", 4);
    given of = given_read(given_file(all, BAD * 4), 100, -1);
    cr_expect(of.refusals == BAD);
    cr_expect(of.batch->refusals[of.batch->refusal_count - 1].line == BAD);
    given_end(&of);
    free(all);
}

Test(input, it_stops_past_the_errors_allowed)
{
    given of =
        given_read(given_text("x\n{\"type\":\"erase\"}\nx\nx\n{\"type\":\"erase\"}\n"), 10, 1);
    cr_expect(of.refusals == 2);
    cr_expect(of.events == 1);
    cr_expect(of.lines == 3);
    given_end(&of);
}

static void *write_slowly(void *context)
{
    const int file = *(int *)context;
    const char *line = "{\"type\":\"erase\",\"lead\":\"1\"}\n";
    for (const char *at = line; *at != '\0'; at++)
        cr_assert(write(file, at, 1) == 1);
    usleep(300000);
    cr_assert(write(file, line, strlen(line)) == (ssize_t)strlen(line));
    close(file);
    return NULL;
}

Test(input, a_pipe_that_pauses_gives_what_it_has)
{
    int ends[2];
    char path[64];
    pthread_t writer;
    cr_assert(pipe(ends) == 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", ends[0]);
    pthread_create(&writer, NULL, write_slowly, &ends[1]);

    given of = {0};
    cr_assert(ingest_source_open(path, &of.source, &of.err) == RVA_OK);
    cr_assert(ingest_reader_new(of.source, -1, &of.reader, &of.err) == RVA_OK);
    cr_assert(ingest_batch_new(10, &of.batch, &of.err) == RVA_OK);
    int batches = 0;
    do {
        cr_assert(ingest_reader_fill(of.reader, of.batch, &of.err) == RVA_OK);
        of.events += (int64_t)of.batch->count;
        batches += of.batch->count > 0;
    } while (!of.batch->is_last);
    cr_expect(of.events == 2);
    cr_expect(batches == 2);
    pthread_join(writer, NULL);
    close(ends[0]);
    given_end(&of);
}

/** Refused as a whole, in words that say what it is. */
static void expect_form_refused(const void *bytes, size_t size, const char *words)
{
    given of = given_read(given_file(bytes, size), 10, -1);
    cr_expect_eq(of.status, RVA_INVALID);
    cr_expect_eq(of.events + of.refusals, 0);
    cr_expect_not_null(strstr(of.err.message, words), "%s", of.err.message);
    given_end(&of);
}

#define EXPECT_FORM_REFUSED(bytes, words) expect_form_refused(bytes, sizeof(bytes) - 1, words)

Test(input, of_another_encoding_is_refused_by_its_name)
{
    EXPECT_FORM_REFUSED("\xff\xfe{\0\"\0", "UTF-16");
    EXPECT_FORM_REFUSED("\xfe\xff\0{\0\"", "UTF-16");
    EXPECT_FORM_REFUSED("{\0\"\0", "UTF-16");
}

Test(input, that_is_an_array_is_refused_by_its_name)
{
    EXPECT_FORM_REFUSED("[\n{\"type\":\"erase\"}\n]\n", "array");
    EXPECT_FORM_REFUSED("\xef\xbb\xbf \n [{\"type\":\"erase\"}]", "array");
}
