/**
 * @file python/benchmarks/bench_record.c
 * Records a file of events as C does: prints the events a second, without reading the file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <revanalytics.h>

#include "reader.h"

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

enum { EVENTS_MAX = 1000000, CALL_EVENTS = 65536 };

int main(int count, char **words)
{
    rva_error err = RVA_ERROR_INIT;
    ingest_source *source;
    ingest_reader *reader;
    ingest_batch *batch;
    rva_store *store;
    const rva_store_options options = {sizeof options, RVA_EPHEMERAL, 100, 0, 5000, 65536};
    if (count != 3 || ingest_source_open(words[1], &source, &err) != RVA_OK ||
        ingest_reader_new(source, -1, &reader, &err) != RVA_OK ||
        ingest_batch_new(EVENTS_MAX, &batch, &err) != RVA_OK ||
        ingest_reader_fill(reader, batch, &err) != RVA_OK ||
        rva_store_create(words[2], NULL, RVA_EPHEMERAL, &err) != RVA_OK ||
        rva_store_open(words[2], &options, &store, &err) != RVA_OK) {
        fprintf(stderr, "bench_record EVENTS.ndjson NEW_STORE: %s\n", err.message);
        return 1;
    }
    const double start = seconds();
    for (size_t from = 0; from < batch->count; from += CALL_EVENTS) {
        const size_t left = batch->count - from;
        if (rva_record_many(store, batch->events + from, left < CALL_EVENTS ? left : CALL_EVENTS,
                            NULL, NULL, &err) != RVA_OK)
            return 1;
    }
    printf("%.0f\n", (double)batch->count / (seconds() - start));
    rva_store_close(store);
    return 0;
}
