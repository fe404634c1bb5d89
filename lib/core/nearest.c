/**
 * @file core/nearest.c
 * Names by the edits between them (Levenshtein).
 */
#include "core/nearest.h"

#include <stdbool.h>
#include <string.h>

enum {
    COMPARED_BYTES = 256, /* of a longer name only so many are looked at */
    START_BYTES = 3,      /* the shortest beginning that names the whole */
    NEAR = 3,             /* edits up to which a name is suggested */
};

static char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter + 'a' - 'A') : letter;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t edits(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t row[COMPARED_BYTES + 1];
    for (size_t j = 0; j <= b_length; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            const size_t replaced = diagonal + (lower(a[i - 1]) != lower(b[j - 1]));
            diagonal = row[j];
            row[j] = least(replaced, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[b_length];
}

static size_t distance(const char *name, size_t length, const char *other)
{
    const size_t shown = least(length, COMPARED_BYTES);
    const size_t other_shown = strnlen(other, COMPARED_BYTES);
    const size_t shorter = least(shown, other_shown);
    if (shorter >= START_BYTES && strncmp(name, other, shorter) == 0)
        return shown == other_shown ? 0 : 1;
    return edits(name, shown, other, other_shown);
}

const char *rva__nearest(const char *name, size_t length, rva_name_at_fn at, void *context,
                         size_t edits_max)
{
    const char *best = NULL;
    size_t best_edits = edits_max;
    const char *other;
    for (size_t i = 0; (other = at(i, context)) != NULL; i++) {
        const size_t away = distance(name, length, other);
        if (away < best_edits || (away == best_edits && (!best || strcmp(other, best) < 0))) {
            best = other;
            best_edits = away;
        }
    }
    return best;
}

const char *rva_name_nearest(const char *name, size_t length, rva_name_at_fn at, void *context)
{
    if (!name || !at)
        return NULL;
    return rva__nearest(name, length, at, context, least(NEAR, length / 2));
}
