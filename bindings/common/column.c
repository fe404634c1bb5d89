/**
 * @file common/column.c
 * Columns of tables as Arrow lays them out.
 */
#include "column.h"

#include <math.h>

static inline unsigned is_present(int64_t type, int64_t value)
{
    if (type == RVA_COLUMN_TEXT)
        return value != 0;
    if (type != RVA_COLUMN_REAL)
        return value != RVA_ABSENT;
    double real;
    memcpy(&real, &value, sizeof real);
    return isfinite(real) != 0;
}

/* Eight rows to a byte; returns how many values there are. */
static inline size_t mark_bytes(int64_t type, const int64_t *values, size_t rows, uint8_t *bits)
{
    size_t present = 0;
    for (size_t row = 0; row < rows; row += 8) {
        const size_t count = rows - row < 8 ? rows - row : 8;
        unsigned byte = 0;
        for (size_t i = 0; i < count; i++)
            byte |= is_present(type, values[row + i]) << i;
        bits[row / 8] = (uint8_t)byte;
        present += (size_t)__builtin_popcount(byte);
    }
    return present;
}

/* A loop for each type. */
size_t rvb_mark_present(int64_t type, const int64_t *values, size_t rows, uint8_t *bits)
{
    if (type == RVA_COLUMN_TEXT)
        return rows - mark_bytes(RVA_COLUMN_TEXT, values, rows, bits);
    if (type == RVA_COLUMN_REAL)
        return rows - mark_bytes(RVA_COLUMN_REAL, values, rows, bits);
    return rows - mark_bytes(RVA_COLUMN_INTEGER, values, rows, bits);
}

void rvb_mark_flags(const int64_t *values, size_t rows, uint8_t *bits)
{
    memset(bits, 0, rvb_bits_size(rows));
    for (size_t row = 0; row < rows; row++)
        bits[row / 8] |= (uint8_t)((values[row] == 1) << (row % 8));
}

bool rvb_text_offsets(const int64_t *values, size_t rows, int32_t *offsets)
{
    size_t bytes = 0;
    offsets[0] = 0;
    for (size_t row = 0; row < rows; row++) {
        const char *text = rvb_text_at(values, row);
        bytes += text ? strlen(text) : 0;
        if (bytes > INT32_MAX)
            return false;
        offsets[row + 1] = (int32_t)bytes;
    }
    return true;
}

void rvb_copy_texts(const int64_t *values, size_t rows, const int32_t *offsets, uint8_t *to)
{
    for (size_t row = 0; row < rows; row++) {
        if (offsets[row + 1] > offsets[row])
            rvb_copy_text(to + offsets[row], rvb_text_at(values, row),
                          (size_t)(offsets[row + 1] - offsets[row]));
    }
}
