/**
 * @file tests/ingest/given.c
 * What the tests of ingest are given.
 */
#include "given.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <criterion/criterion.h>

const char *given_file(const void *bytes, size_t size)
{
    static char path[64];
    static int file = -1;
    if (file >= 0)
        close(file);
    file = memfd_create("given", MFD_CLOEXEC);
    cr_assert(file >= 0);
    cr_assert(write(file, bytes, size) == (ssize_t)size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    return path;
}

const char *given_text(const char *text)
{
    return given_file(text, strlen(text));
}

given given_read(const char *path, size_t room, int64_t errors_max)
{
    given of = {.status = RVA_OK};
    cr_assert(ingest_source_open(path, &of.source, &of.err) == RVA_OK, "%s", of.err.message);
    cr_assert(ingest_reader_new(of.source, errors_max, &of.reader, &of.err) == RVA_OK);
    cr_assert(ingest_batch_new(room, &of.batch, &of.err) == RVA_OK);
    do {
        of.status = ingest_reader_fill(of.reader, of.batch, &of.err);
        of.events += (int64_t)of.batch->count;
        of.refusals += (int64_t)of.batch->refusal_count;
        of.lines += of.batch->line_count;
    } while (of.status == RVA_OK && !of.batch->is_last);
    return of;
}

given given_lines(const char *text)
{
    return given_read(given_text(text), 1000, -1);
}

void given_end(given *of)
{
    ingest_batch_free(of->batch);
    ingest_reader_free(of->reader);
    ingest_source_close(of->source);
}

const rva_event *given_event(given *of, const char *line)
{
    *of = given_lines(line);
    cr_assert(of->events == 1, "%s: %s", line,
              of->refusals ? of->batch->refusals[0].error.message : "no event");
    return &of->batch->events[0];
}

rva_error given_refusal(const char *line)
{
    given of = given_lines(line);
    cr_assert(of.refusals == 1 && of.events == 0, "%s: is not refused", line);
    const rva_error error = of.batch->refusals[0].error;
    given_end(&of);
    return error;
}
