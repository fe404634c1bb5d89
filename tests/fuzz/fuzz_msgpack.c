/**
 * @file tests/fuzz/fuzz_msgpack.c
 * What the store reads from its records: any bytes give a value or a refusal.
 *
 * The first byte chooses the reader.  What can be read is written and read again, and must
 * be the same the second time.
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/alloc.h"
#include "core/msgpack.h"
#include "cube/cell.h"
#include "cube/row.h"
#include "fold/document.h"
#include "model/event.h"
#include "store/block.h"

#include "fuzz.h"

enum { DEPTH_MAX = 64, READERS = 6 };

#ifdef RVA_FUZZ_PLANTED
/** The planted faults of the controls: believes the number of elements of an array. */
static void believe(const uint8_t *data, size_t size)
{
    if (size < 5 || data[1] != 0xdc || (size_t)(data[2] << 8 | data[3]) <= size)
        return;
#ifdef RVA_FUZZ_PLANTED_MEMORY
    static void *volatile room;
    room = malloc((size_t)1 << 30);
    free(room);
#else
    fputs("the planted fault\n", stderr);
    abort();
#endif
}
#endif

static void try_block(const uint8_t *data, size_t size)
{
    static rva__block_writer writer;
    static rva__block block, again;
    static rva__buffer bytes;
    if (rva__block_read(data, size, &block, NULL) != RVA_OK)
        return;
    rva__block_writer_clear(&writer);
    for (uint32_t i = 0; i < block.count; i++)
        if (rva__event_check(&block.events[i], NULL, NULL) != RVA_OK ||
            !rva__block_writer_add(&writer, &block.events[i], block.recorded_at[i]))
            return; /* what no store would have written */
    rva__buffer_clear(&bytes);
    rva__block_writer_finish(&writer, &bytes);
    FUZZ_CHECK(rva__block_read(bytes.data, bytes.size, &again, NULL) == RVA_OK);
    FUZZ_CHECK(again.count == block.count);
    for (uint32_t i = 0; i < block.count; i++)
        FUZZ_CHECK(again.recorded_at[i] == block.recorded_at[i]);
    for (uint32_t i = 0; i < block.count; i++)
        FUZZ_CHECK(rva__event_compare(&again.events[i], &block.events[i]) == 0);
}

static void try_document(const uint8_t *data, size_t size)
{
    static rva__document document, again;
    static rva__buffer once, twice;
    if (rva__document_decode(data, size, &document, NULL) != RVA_OK)
        return;
    rva__buffer_clear(&once);
    rva__buffer_clear(&twice);
    rva__document_encode(&document, &once);
    FUZZ_CHECK(rva__document_decode(once.data, once.size, &again, NULL) == RVA_OK);
    rva__document_encode(&again, &twice);
    FUZZ_CHECK(once.size == twice.size && memcmp(once.data, twice.data, once.size) == 0);
}

static void try_cell(const uint8_t *data, size_t size)
{
    static rva__totals totals;
    uint32_t words[RVA__CELL_WORDS] = {0};
    rva__totals_clear(&totals);
    totals.words = RVA__CELL_WORDS;
    if (rva__cell_key_read(data, size, words))
        FUZZ_CHECK(words[2] < RVA__CUBOID_COUNT);
    const uint32_t index = rva__totals_index(&totals, words);
    rva__cell_decode(data, size, UINT32_MAX, &totals, index);
}

static void try_row(const uint8_t *data, size_t size)
{
    rva__row_reader reader;
    rva__row_open(&reader, data, size, 0);
    while (rva__row_next(&reader))
        if (!rva__row_body(&reader))
            break;
}

static void try_values(const uint8_t *data, size_t size)
{
    rva__cursor from = rva__cursor_over(data, size);
    while (!from.failed && rva__cursor_left(&from) > 0)
        rva__unpack_skip(&from, DEPTH_MAX);
}

/** Typed reads, chosen by the bytes themselves. */
static void try_typed(const uint8_t *data, size_t size)
{
    fuzz_bytes choices = {data, data + size};
    rva__cursor from = rva__cursor_over(data, size);
    while (!from.failed && rva__cursor_left(&from) > 0) {
        size_t text_size = 0;
        switch (fuzz_byte(&choices) % 7) {
        case 0:
            rva__unpack_integer(&from);
            break;
        case 1:
            rva__unpack_real(&from);
            break;
        case 2:
            rva__unpack_bool(&from);
            break;
        case 3:
            FUZZ_CHECK(rva__unpack_text(&from, &text_size) == NULL || text_size <= size);
            break;
        case 4:
            FUZZ_CHECK(rva__unpack_array(&from) <= size);
            break;
        case 5:
            FUZZ_CHECK(rva__unpack_map(&from) <= size);
            break;
        default:
            if (!rva__unpack_nil(&from))
                rva__unpack_skip(&from, DEPTH_MAX);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const readers[READERS])(const uint8_t *data, size_t size) = {
        try_block, try_document, try_cell, try_row, try_values, try_typed,
    };
    if (size == 0)
        return 0;
#ifdef RVA_FUZZ_PLANTED
    believe(data, size);
#endif
    /* a copy of its own, so that a sanitizer sees one byte too many */
    uint8_t *copy = malloc(size);
    FUZZ_CHECK(copy != NULL);
    memcpy(copy, data + 1, size - 1);
    readers[data[0] % READERS](copy, size - 1);
    free(copy);
    return 0;
}
