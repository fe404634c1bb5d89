/**
 * @file ingest/reader.c
 * Lines of a source into batches of events.
 *
 * Text is read into the batch itself, where the texts of its events stay.  What is left
 * behind the last line taken is carried over to the next batch.
 *
 *     text   | lines taken ...... | lines to take | a part of a line | room | padding |
 *            0                    at                                 end
 */
#include "reader.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fault.h"
#include "ingest.h"
#include "line.h"

enum {
    TEXT_BYTES = 16 << 20, /* text of one batch */
    READ_BYTES = 128 * 1024,
    REFUSALS = 2048, /* of one batch */
    WAIT_MS = 1000,  /* a batch with events is not kept back for longer */
    CARRY_BYTES = READ_BYTES + RVA_INGEST_LINE_BYTES_MAX + 2,
};

struct ingest_reader {
    ingest_source *source;
    ingest_json *json;
    rva_event absent;    /* an event without any field */
    int64_t line;        /* number of the last line taken */
    int64_t errors_left; /* refusals until it stops; negative: never */
    bool in_long_line;   /* the rest of it is passed over */
    bool at_end;
    size_t carry_size;
    char carry[CARRY_BYTES];
};

/* A batch being filled. */
typedef struct filling {
    ingest_reader *reader;
    ingest_batch *batch;
    size_t at;
    size_t end;
    int64_t since_ms;
} filling;

rva_status ingest_batch_new(size_t room, ingest_batch **out, rva_error *err)
{
    ingest_batch *batch = calloc(1, sizeof *batch);
    if (batch != NULL) {
        batch->room = room;
        batch->events = malloc(room * sizeof *batch->events);
        batch->lines = malloc(room * sizeof *batch->lines);
        batch->refusals = malloc(REFUSALS * sizeof *batch->refusals);
        batch->text = malloc(TEXT_BYTES + INGEST_JSON_PADDING);
    }
    if (batch == NULL || batch->events == NULL || batch->lines == NULL || batch->refusals == NULL ||
        batch->text == NULL) {
        ingest_batch_free(batch);
        return ingest_fail(err, RVA_NO_MEMORY, "", "no memory for a batch of %zu events", room);
    }
    *out = batch;
    return RVA_OK;
}

void ingest_batch_free(ingest_batch *batch)
{
    if (batch == NULL)
        return;
    free(batch->events);
    free(batch->lines);
    free(batch->refusals);
    free(batch->text);
    free(batch);
}

rva_status ingest_reader_new(ingest_source *source, int64_t errors_max, ingest_reader **out,
                             rva_error *err)
{
    ingest_reader *reader = malloc(sizeof *reader);
    ingest_json *json = ingest_json_new(RVA_INGEST_LINE_BYTES_MAX);
    if (reader == NULL || json == NULL) {
        free(reader);
        ingest_json_free(json);
        return ingest_fail(err, RVA_NO_MEMORY, "", "no memory for a reader");
    }
    reader->source = source;
    reader->json = json;
    rva_event_init(&reader->absent, RVA_EVENT_CONVERSATION, RVA_ABSENT);
    reader->absent.type = RVA_ABSENT;
    reader->line = 0;
    reader->errors_left = errors_max < 0 ? -1 : errors_max + 1;
    reader->in_long_line = false;
    reader->at_end = false;
    reader->carry_size = 0;
    *out = reader;
    return RVA_OK;
}

void ingest_reader_free(ingest_reader *reader)
{
    if (reader == NULL)
        return;
    ingest_json_free(reader->json);
    free(reader);
}

static bool is_full(const filling *now)
{
    const ingest_batch *batch = now->batch;
    return batch->count == batch->room || batch->refusal_count == REFUSALS ||
           now->reader->errors_left == 0;
}

static void refused(filling *now)
{
    now->batch->refusals[now->batch->refusal_count++].line = now->reader->line;
    if (now->reader->errors_left > 0)
        now->reader->errors_left--;
}

static void take_event(filling *now, char *line, size_t length)
{
    ingest_reader *reader = now->reader;
    ingest_batch *batch = now->batch;
    rva_event *event = &batch->events[batch->count];
    *event = reader->absent;
    rva_error *err = &batch->refusals[batch->refusal_count].error;
    if (ingest_line_read(reader->json, line, length, event, err) == RVA_OK)
        batch->lines[batch->count++] = reader->line;
    else
        refused(now);
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static void take_line(filling *now, size_t length)
{
    ingest_reader *reader = now->reader;
    char *line = now->batch->text + now->at;
    reader->line++;
    now->batch->line_count++;
    if (reader->line == 1 && length >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0) {
        line += 3;
        length -= 3;
    }
    while (length > 0 && is_space(line[length - 1]))
        length--;
    while (length > 0 && is_space(line[0])) {
        line++;
        length--;
    }
    if (length == 0)
        now->batch->blank_count++;
    else
        take_event(now, line, length);
}

static void take_long_line(filling *now)
{
    now->reader->line++;
    now->batch->line_count++;
    ingest_fail(&now->batch->refusals[now->batch->refusal_count].error, RVA_LIMIT, "",
                "the line is longer than %d bytes", (int)RVA_INGEST_LINE_BYTES_MAX);
    refused(now);
}

/* Takes what there are of whole lines; at the end of the source the last one needs no "\n". */
static void take_lines(filling *now)
{
    ingest_reader *reader = now->reader;
    char *text = now->batch->text;
    while (now->at < now->end && !is_full(now)) {
        const char *newline = memchr(text + now->at, '\n', now->end - now->at);
        const size_t stop = newline ? (size_t)(newline - text) : now->end;
        const bool is_long = stop - now->at > RVA_INGEST_LINE_BYTES_MAX;
        if (newline == NULL && !is_long && !reader->in_long_line && !reader->at_end)
            return;
        if (is_long && !reader->in_long_line)
            take_long_line(now);
        else if (!reader->in_long_line)
            take_line(now, stop - now->at);
        reader->in_long_line = newline == NULL && (is_long || reader->in_long_line);
        now->at = newline ? stop + 1 : stop;
    }
}

/* Refuses a file of another form as a whole, before anything of it is taken. */
static rva_status check_form(const char *text, size_t size, rva_error *err)
{
    const bool marked =
        size >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0);
    const bool wide = size >= 2 && (memcmp(text, "{\0", 2) == 0 || memcmp(text, "\0{", 2) == 0);
    if (marked || wide)
        return ingest_fail(err, RVA_INVALID, "",
                           "its encoding is UTF-16: make it UTF-8 first, as by iconv -f UTF-16 -t "
                           "UTF-8");
    size_t at = size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < size && (is_space(text[at]) || text[at] == '\n'))
        at++;
    if (at < size && text[at] == '[')
        return ingest_fail(err, RVA_INVALID, "",
                           "it is a JSON array: give one object a line, as by jq -c '.[]'");
    return RVA_OK;
}

/* Reads more text behind what there is. */
static rva_status read_text(filling *now, rva_error *err)
{
    ingest_reader *reader = now->reader;
    size_t got = 0;
    const rva_status status =
        ingest_source_read(reader->source, now->batch->text + now->end, READ_BYTES, &got, err);
    if (status != RVA_OK)
        return status;
    now->end += got;
    now->batch->text_bytes += (int64_t)got;
    reader->at_end = got == 0;
    return reader->line == 0 ? check_form(now->batch->text, now->end, err) : RVA_OK;
}

static int64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_late(const filling *now)
{
    return now->batch->count > 0 && clock_ms() - now->since_ms > WAIT_MS;
}

static void start(filling *now)
{
    ingest_batch *batch = now->batch;
    now->since_ms = clock_ms();
    batch->count = 0;
    batch->refusal_count = 0;
    batch->line_count = 0;
    batch->blank_count = 0;
    batch->text_bytes = 0;
    memcpy(batch->text, now->reader->carry, now->reader->carry_size);
    now->end = now->reader->carry_size;
}

static void finish(filling *now)
{
    ingest_reader *reader = now->reader;
    reader->carry_size = now->end - now->at;
    memcpy(reader->carry, now->batch->text + now->at, reader->carry_size);
    now->batch->is_last = (reader->at_end && reader->carry_size == 0) || reader->errors_left == 0;
}

rva_status ingest_reader_fill(ingest_reader *reader, ingest_batch *batch, rva_error *err)
{
    filling now = {reader, batch, 0, 0, 0};
    start(&now);
    rva_status status = RVA_OK;
    take_lines(&now);
    while (status == RVA_OK && !is_full(&now) && !reader->at_end &&
           now.end + READ_BYTES <= TEXT_BYTES && !is_late(&now)) {
        status = read_text(&now, err);
        if (status == RVA_OK)
            take_lines(&now);
    }
    finish(&now);
    return status == RVA_TIMEOUT ? RVA_OK : status;
}
