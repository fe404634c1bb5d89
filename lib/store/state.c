/**
 * @file store/state.c
 * The counters as bytes: signed varints in the order of the struct.
 */
#include "store/state.h"

#include <revanalytics/event.h>

const rva__state rva__state_empty = {
    .next_seq = 1,
    .next_document = 1,
    .generation = 1,
    .first_at = RVA_ABSENT,
    .last_at = RVA_ABSENT,
};

enum { WORDS = sizeof(rva__state) / sizeof(int64_t) };

_Static_assert(sizeof(rva__state) % sizeof(int64_t) == 0, "the state is whole words");

void rva__state_encode(const rva__state *state, rva__buffer *to)
{
    int64_t words[WORDS];
    memcpy(words, state, sizeof words);
    for (int i = 0; i < WORDS; i++)
        rva__buffer_put_signed(to, words[i]);
}

bool rva__state_decode(const void *bytes, size_t size, rva__state *out)
{
    int64_t words[WORDS];
    rva__cursor from = rva__cursor_over(bytes, size);
    for (int i = 0; i < WORDS; i++)
        words[i] = rva__cursor_signed(&from);
    if (from.failed)
        return false;
    memcpy(out, words, sizeof words);
    return true;
}
