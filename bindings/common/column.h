/**
 * @file common/column.h
 * Columns of tables as Arrow lays them out: validity bits, offsets, the bytes of texts.
 *
 * Values are those of rva_table_column_read(), each 8 bytes.
 */
#ifndef RVB_COLUMN_H
#define RVB_COLUMN_H

#include <revanalytics.h>
#include <stdbool.h>
#include <string.h>

/** How many bytes the bits of so many rows take. */
static inline size_t rvb_bits_size(size_t rows)
{
    return (rows + 7) / 8;
}

/** Writes a bit a row, one for a value that is there; returns how many are not. */
size_t rvb_mark_present(int64_t type, const int64_t *values, size_t rows, uint8_t *bits);

/** Writes a bit a row: the flags themselves. */
void rvb_mark_flags(const int64_t *values, size_t rows, uint8_t *bits);

/** A text of a column, or NULL. */
static inline const char *rvb_text_at(const int64_t *values, size_t row)
{
    const char *text;
    memcpy(&text, &values[row], sizeof text);
    return text;
}

/**
 * Where each text begins and the last ends.
 *
 * @param offsets  room for one more than there are rows
 * @return false when the texts are too long for 32 bits
 */
bool rvb_text_offsets(const int64_t *values, size_t rows, int32_t *offsets);

/** Copies the texts to where `offsets` says. */
void rvb_copy_texts(const int64_t *values, size_t rows, const int32_t *offsets, uint8_t *to);

/** Copies `size` bytes of a text; most are short, and a call for each costs more than they do. */
static inline void rvb_copy_text(uint8_t *to, const char *from, size_t size)
{
    if (size > 16) {
        memcpy(to, from, size);
    } else if (size >= 8) {
        memcpy(to, from, 8);
        memcpy(to + size - 8, from + size - 8, 8);
    } else if (size >= 4) {
        memcpy(to, from, 4);
        memcpy(to + size - 4, from + size - 4, 4);
    } else {
        for (size_t i = 0; i < size; i++)
            to[i] = (uint8_t)from[i];
    }
}

#endif
