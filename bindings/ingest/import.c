/**
 * @file ingest/import.c
 * A file into a store: one thread parses a batch while the other records the one before.
 *
 *     parse thread:   fill 0 | fill 1 | wait | fill 0 ...
 *     caller:                | record 0      | record 1 ...
 *
 * Two batches go round; each is owned by one side at a time, so nothing else is locked.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "fault.h"
#include "ingest.h"
#include "reader.h"

enum { BATCHES = 2 };

/* What passes between the two threads. */
typedef struct pipeline {
    ingest_source *source;
    ingest_reader *reader;
    ingest_batch *batches[BATCHES];
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t filled; /* batches parsed and not yet recorded */
    bool stop;     /* the caller wants no more */
    bool ended;    /* the parser has given its last batch */
    rva_status status;
    rva_error error; /* why the parser ended early */
} pipeline;

/* An import on the caller's side. */
typedef struct importing {
    rva_store *store;
    const rva_ingest_options *options;
    rva_ingest_summary *summary;
} importing;

static void publish(pipeline *line, rva_status status, bool ended)
{
    pthread_mutex_lock(&line->lock);
    line->filled++;
    line->status = status;
    line->ended = ended;
    pthread_cond_broadcast(&line->changed);
    pthread_mutex_unlock(&line->lock);
}

/* Waits for a batch that is free to fill; false when no more are wanted. */
static bool await_room(pipeline *line)
{
    pthread_mutex_lock(&line->lock);
    while (line->filled == BATCHES && !line->stop)
        pthread_cond_wait(&line->changed, &line->lock);
    const bool go_on = !line->stop;
    pthread_mutex_unlock(&line->lock);
    return go_on;
}

static void *parse(void *context)
{
    pipeline *line = context;
    bool ended = false;
    for (size_t number = 0; !ended && await_room(line); number++) {
        ingest_batch *batch = line->batches[number % BATCHES];
        const rva_status status = ingest_reader_fill(line->reader, batch, &line->error);
        ended = status != RVA_OK || batch->is_last;
        publish(line, status, ended);
    }
    return NULL;
}

/* Waits for a parsed batch; false when there will be none. */
static bool await_batch(pipeline *line)
{
    pthread_mutex_lock(&line->lock);
    while (line->filled == 0 && !line->ended)
        pthread_cond_wait(&line->changed, &line->lock);
    const bool is_there = line->filled > 0;
    pthread_mutex_unlock(&line->lock);
    return is_there;
}

static void give_back(pipeline *line)
{
    pthread_mutex_lock(&line->lock);
    line->filled--;
    pthread_cond_broadcast(&line->changed);
    pthread_mutex_unlock(&line->lock);
}

static void tell(const importing *now, int64_t line, int64_t outcome, const rva_error *error)
{
    if (now->options->on_refused != NULL)
        now->options->on_refused(now->options->refused_context, line, outcome, error);
}

/* Tells the lines the parser refused and those the store did, in order. */
static void tell_refused(const importing *now, const ingest_batch *batch,
                         const rva_rejections *rejections)
{
    size_t next = 0;
    for (size_t i = 0; i < rva_rejections_count(rejections); i++) {
        const rva_rejection *rejection = rva_rejections_at(rejections, i);
        const int64_t line = batch->lines[rejection->index];
        if (rejection->outcome == RVA_OF_ERASED)
            continue; /* as it should be */
        for (; next < batch->refusal_count && batch->refusals[next].line < line; next++)
            tell(now, batch->refusals[next].line, RVA_REFUSED, &batch->refusals[next].error);
        tell(now, line, rejection->outcome, &rejection->error);
    }
    for (; next < batch->refusal_count; next++)
        tell(now, batch->refusals[next].line, RVA_REFUSED, &batch->refusals[next].error);
}

static void count(rva_ingest_summary *summary, const ingest_batch *batch,
                  const rva_record_summary *events)
{
    summary->lines += batch->line_count;
    summary->blank += batch->blank_count;
    summary->text_bytes += batch->text_bytes;
    summary->events.accepted += events->accepted;
    summary->events.corrected += events->corrected;
    summary->events.erased += events->erased;
    summary->events.duplicate += events->duplicate;
    summary->events.conflict += events->conflict;
    summary->events.refused += events->refused + (int64_t)batch->refusal_count;
}

static rva_status record(const importing *now, const ingest_batch *batch, rva_error *err)
{
    rva_record_summary events = {0};
    rva_rejections *rejections = NULL;
    rva_status status = RVA_OK;
    if (batch->count > 0) {
        status = (now->options->dry_run ? rva_record_check : rva_record_many)(
            now->store, batch->events, batch->count, &events, &rejections, err);
    }
    count(now->summary, batch, &events);
    tell_refused(now, batch, rejections);
    rva_rejections_free(rejections);
    return status;
}

static rva_status tell_progress(const importing *now, const pipeline *line, rva_error *err)
{
    const rva_ingest_options *options = now->options;
    now->summary->bytes = ingest_source_done(line->source);
    if (options->progress == NULL)
        return RVA_OK;
    const int answer = options->progress(now->summary->bytes, ingest_source_total(line->source),
                                         options->progress_context);
    return answer == 0 ? RVA_OK : ingest_fail(err, RVA_CANCELLED, "", "stopped on request");
}

static bool is_enough(const importing *now)
{
    const rva_record_summary *events = &now->summary->events;
    const int64_t errors_max = now->options->max_errors;
    return errors_max >= 0 && events->refused + events->conflict > errors_max;
}

/* The caller's side: records what the parser gives until either has an end. */
static rva_status record_all(const importing *now, pipeline *line, rva_error *err)
{
    for (size_t number = 0; await_batch(line); number++) {
        rva_status status = record(now, line->batches[number % BATCHES], err);
        give_back(line);
        if (status == RVA_OK)
            status = tell_progress(now, line, err);
        if (status != RVA_OK)
            return status;
        now->summary->stopped = is_enough(now);
        if (now->summary->stopped)
            return RVA_OK;
    }
    if (line->status != RVA_OK && err != NULL)
        *err = line->error;
    return line->status;
}

static rva_status run(const importing *now, pipeline *line, rva_error *err)
{
    pthread_t parser;
    pthread_mutex_init(&line->lock, NULL);
    pthread_cond_init(&line->changed, NULL);
    rva_status status = RVA_NO_MEMORY;
    if (pthread_create(&parser, NULL, parse, line) != 0) {
        ingest_fail(err, status, "", "no room for another thread");
    } else {
        status = record_all(now, line, err);
        pthread_mutex_lock(&line->lock);
        line->stop = true;
        pthread_cond_broadcast(&line->changed);
        pthread_mutex_unlock(&line->lock);
        pthread_join(parser, NULL);
    }
    pthread_cond_destroy(&line->changed);
    pthread_mutex_destroy(&line->lock);
    return status;
}

static rva_status open_pipeline(pipeline *line, const char *path, const rva_ingest_options *options,
                                rva_error *err)
{
    rva_status status = ingest_source_open(path, &line->source, err);
    if (status == RVA_OK)
        status = ingest_reader_new(line->source, options->max_errors, &line->reader, err);
    for (size_t i = 0; status == RVA_OK && i < BATCHES; i++)
        status = ingest_batch_new((size_t)options->batch_events, &line->batches[i], err);
    return status;
}

static void close_pipeline(pipeline *line)
{
    for (size_t i = 0; i < BATCHES; i++)
        ingest_batch_free(line->batches[i]);
    ingest_reader_free(line->reader);
    ingest_source_close(line->source);
}

rva_status rva_ingest_file(rva_store *store, const char *path, const rva_ingest_options *options,
                           rva_ingest_summary *summary, rva_error *err)
{
    const rva_ingest_options defaults = RVA_INGEST_OPTIONS_INIT;
    if (options == NULL)
        options = &defaults;
    if (store == NULL || path == NULL)
        return ingest_fail(err, RVA_INVALID, "", "store and path must not be NULL");
    if (options->batch_events < 1 || options->batch_events > RVA_INGEST_BATCH_EVENTS_MAX) {
        return ingest_fail(err, RVA_INVALID, "batch_events", "must be 1 to %d, not %lld",
                           (int)RVA_INGEST_BATCH_EVENTS_MAX, (long long)options->batch_events);
    }

    rva_ingest_summary ignored;
    const importing now = {store, options, summary ? summary : &ignored};
    *now.summary = (rva_ingest_summary){0};
    pipeline line = {0};
    rva_status status = open_pipeline(&line, path, options, err);
    if (status == RVA_OK) {
        status = run(&now, &line, err);
        now.summary->bytes = ingest_source_done(line.source);
    }
    close_pipeline(&line);
    return status;
}
