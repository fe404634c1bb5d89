/**
 * @file tests/fuzz/fuzz_ndjson.c
 * Event files: any bytes, plain or compressed, give events and refused lines.
 *
 * An event that is valid by itself is also written as a log block and read again: it must
 * be the same.
 */
#include "model/event.h"
#include "reader.h"
#include "store/block.h"

#include "fuzz.h"

enum { ROOM = 64, BATCHES_MAX = 64, ERRORS_MAX = 1000 };

static rva__block_writer writer;
static rva__block block;
static rva__buffer sealed;

static void try_event(const rva_event *event)
{
    rva_error err = RVA_ERROR_INIT;
    if (rva__event_check(event, NULL, &err) != RVA_OK) {
        FUZZ_CHECK(err.message[0] != '\0');
        return;
    }
    rva__block_writer_clear(&writer);
    rva__buffer_clear(&sealed);
    FUZZ_CHECK(rva__block_writer_add(&writer, event, event->at));
    rva__block_writer_finish(&writer, &sealed);
    FUZZ_CHECK(rva__block_read(sealed.data, sealed.size, &block, &err) == RVA_OK);
    FUZZ_CHECK(block.count == 1 && rva__event_check(&block.events[0], NULL, &err) == RVA_OK);
    FUZZ_CHECK(rva__event_compare(&block.events[0], event) == 0);
}

static void look_at(const ingest_batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        FUZZ_CHECK(i == 0 || batch->lines[i] > batch->lines[i - 1]);
        try_event(&batch->events[i]);
    }
    for (size_t i = 0; i < batch->refusal_count; i++)
        FUZZ_CHECK(batch->refusals[i].error.message[0] != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ingest_source *source = NULL;
    ingest_reader *reader = NULL;
    ingest_batch *batch = NULL;
    if (ingest_source_open(fuzz_file(data, size), &source, NULL) != RVA_OK)
        return 0;
    FUZZ_CHECK(ingest_reader_new(source, ERRORS_MAX, &reader, NULL) == RVA_OK);
    FUZZ_CHECK(ingest_batch_new(ROOM, &batch, NULL) == RVA_OK);
    for (int i = 0; i < BATCHES_MAX && !batch->is_last; i++) {
        const rva_status status = ingest_reader_fill(reader, batch, NULL);
        look_at(batch);
        if (status != RVA_OK)
            break;
    }
    ingest_batch_free(batch);
    ingest_reader_free(reader);
    ingest_source_close(source);
    return 0;
}
