/**
 * @file core/msgpack.h
 * MessagePack: written by msgpack-c, read by a cursor that trusts no count.
 *
 * No other file includes msgpack.h of msgpack-c.  The writer appends to a buffer; the
 * reader walks bytes it does not own, allocates nothing, and fails (see rva__cursor)
 * on a wrong type, a truncated value or a count larger than the bytes left.
 */
#ifndef RVA_CORE_MSGPACK_H
#define RVA_CORE_MSGPACK_H

#include "core/buffer.h"

/** Appends nil. */
void rva__pack_nil(rva__buffer *to);
/** Appends a boolean. */
void rva__pack_bool(rva__buffer *to, bool value);
/** Appends an integer in its shortest form. */
void rva__pack_integer(rva__buffer *to, int64_t value);
/** Appends a float 64. */
void rva__pack_real(rva__buffer *to, double value);
/** Appends a str of `size` bytes. */
void rva__pack_text(rva__buffer *to, const char *text, size_t size);
/** Appends the head of an array. */
void rva__pack_array(rva__buffer *to, uint32_t count);
/** Appends the head of a map. */
void rva__pack_map(rva__buffer *to, uint32_t count);

/** Whether the next value is nil; if so it is taken. */
bool rva__unpack_nil(rva__cursor *from);
/** The next value, an integer that fits. */
int64_t rva__unpack_integer(rva__cursor *from);
/** The next value, a real or an integer. */
double rva__unpack_real(rva__cursor *from);
/** The next value, a boolean. */
bool rva__unpack_bool(rva__cursor *from);
/** The next value, a str: its bytes (no NUL) and their number; NULL when failed. */
const char *rva__unpack_text(rva__cursor *from, size_t *size);
/** The head of an array: its count, each value at least one byte. */
uint32_t rva__unpack_array(rva__cursor *from);
/** The head of a map: its count of pairs. */
uint32_t rva__unpack_map(rva__cursor *from);
/** Skips one value of any type, nested at most `depth_max` (up to 64) deep. */
void rva__unpack_skip(rva__cursor *from, int depth_max);

#endif
