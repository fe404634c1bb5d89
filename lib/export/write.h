/**
 * @file export/write.h
 * Values as text, the same in every format.
 */
#ifndef RVA_EXPORT_WRITE_H
#define RVA_EXPORT_WRITE_H

#include <stdint.h>

#include "core/buffer.h"

/** Appends an instant as RFC 3339 text without quotes. */
void rva__export_put_instant(rva__buffer *to, int64_t at);

/** Appends an integer in decimal. */
void rva__export_put_integer(rva__buffer *to, int64_t value);

/** Appends a real with the fewest digits that read back as the same number. */
void rva__export_put_real(rva__buffer *to, double value);

#endif
