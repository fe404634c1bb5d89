/**
 * @file core/buffer.h
 * Bytes that grow, and a reader of bytes that cannot overrun.
 *
 * A buffer that could not grow is `failed` and ignores all further writes, so a long
 * row of puts needs one check at its end.  A cursor that met a bad byte or the end is
 * `failed` likewise and gives zeros.
 *
 * Integers are LEB128 varints: seven bits a byte, low first, the top bit set on all but
 * the last.  Signed ones are zigzagged first, so small amounts of either sign are short.
 */
#ifndef RVA_CORE_BUFFER_H
#define RVA_CORE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <revanalytics/status.h>

/** Bytes that grow; all zero is an empty one. */
typedef struct rva__buffer {
    uint8_t *data;
    size_t size;
    size_t capacity;
    bool failed;
} rva__buffer;

/** The most bytes a varint of 64 bits takes. */
enum { RVA__VARINT_BYTES = 10 };

/** Frees the bytes and makes the buffer empty. */
void rva__buffer_free(rva__buffer *buffer);

/** Forgets the content and the failure, keeps the room. */
static inline void rva__buffer_clear(rva__buffer *buffer)
{
    buffer->size = 0;
    buffer->failed = false;
}

/** Makes room for `more` bytes; false (and failed) when it cannot. */
bool rva__buffer_grow(rva__buffer *buffer, size_t more);

/** Room for `more` bytes. */
static inline bool rva__buffer_reserve(rva__buffer *buffer, size_t more)
{
    if (!buffer->failed && buffer->capacity - buffer->size >= more)
        return true;
    return rva__buffer_grow(buffer, more);
}

/** Appends bytes. */
static inline void rva__buffer_put(rva__buffer *buffer, const void *bytes, size_t size)
{
    if (size == 0 || !rva__buffer_reserve(buffer, size))
        return;
    memcpy(buffer->data + buffer->size, bytes, size);
    buffer->size += size;
}

/** How many numbers of 64 bits a buffer has that has nothing else. */
static inline size_t rva__buffer_numbers(const rva__buffer *buffer)
{
    return buffer->size / sizeof(uint64_t);
}

/** One of these. */
static inline uint64_t rva__buffer_number(const rva__buffer *buffer, size_t index)
{
    uint64_t number;
    memcpy(&number, buffer->data + index * sizeof number, sizeof number);
    return number;
}

/** Sorts these. */
void rva__buffer_sort_numbers(rva__buffer *buffer);

/** Whether sorted ones have a number. */
bool rva__buffer_has_number(const rva__buffer *sorted, uint64_t number);

/** Appends a byte. */
static inline void rva__buffer_put_byte(rva__buffer *buffer, uint8_t byte)
{
    rva__buffer_put(buffer, &byte, 1);
}

/** Writes a varint at `to`, which has room for RVA__VARINT_BYTES; returns its length. */
static inline size_t rva__varint_write(uint8_t *to, uint64_t value)
{
    size_t length = 0;
    while (value >= 0x80) {
        to[length++] = (uint8_t)(value | 0x80);
        value >>= 7;
    }
    to[length++] = (uint8_t)value;
    return length;
}

/** Zigzag: small numbers of either sign become small unsigned ones. */
static inline uint64_t rva__zigzag(int64_t value)
{
    return ((uint64_t)value << 1) ^ (uint64_t)(value >> 63);
}

/** Its inverse. */
static inline int64_t rva__unzigzag(uint64_t value)
{
    return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

/** Appends a varint. */
static inline void rva__buffer_put_varint(rva__buffer *buffer, uint64_t value)
{
    if (!rva__buffer_reserve(buffer, RVA__VARINT_BYTES))
        return;
    buffer->size += rva__varint_write(buffer->data + buffer->size, value);
}

/** Appends a signed varint. */
static inline void rva__buffer_put_signed(rva__buffer *buffer, int64_t value)
{
    rva__buffer_put_varint(buffer, rva__zigzag(value));
}

/** Appends the text and its NUL; NULL as an empty one. */
void rva__buffer_put_text(rva__buffer *buffer, const char *text);

/** Appends formatted text without a NUL. */
void rva__buffer_printf(rva__buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** A reader of bytes it does not own. */
typedef struct rva__cursor {
    const uint8_t *at;
    const uint8_t *end;
    bool failed;
} rva__cursor;

/** A cursor over `size` bytes. */
static inline rva__cursor rva__cursor_over(const void *bytes, size_t size)
{
    const uint8_t *at = (const uint8_t *)bytes;
    return (rva__cursor){at, at + size, false};
}

/** Bytes left. */
static inline size_t rva__cursor_left(const rva__cursor *cursor)
{
    return (size_t)(cursor->end - cursor->at);
}

/** The next `size` bytes, or NULL (and failed) when there are not so many. */
static inline const uint8_t *rva__cursor_take(rva__cursor *cursor, size_t size)
{
    if (cursor->failed || rva__cursor_left(cursor) < size) {
        cursor->failed = true;
        cursor->at = cursor->end;
        return NULL;
    }
    const uint8_t *at = cursor->at;
    cursor->at += size;
    return at;
}

/** The next byte. */
static inline uint8_t rva__cursor_byte(rva__cursor *cursor)
{
    const uint8_t *at = rva__cursor_take(cursor, 1);
    return at ? *at : 0;
}

/** The next varint; one longer than 64 bits fails. */
static inline uint64_t rva__cursor_varint(rva__cursor *cursor)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (cursor->at == cursor->end)
            break;
        const uint8_t byte = *cursor->at++;
        if (shift == 63 && byte > 1)
            break;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
    cursor->failed = true;
    cursor->at = cursor->end;
    return 0;
}

/** The next signed varint. */
static inline int64_t rva__cursor_signed(rva__cursor *cursor)
{
    return rva__unzigzag(rva__cursor_varint(cursor));
}

/** The next text with its NUL, or "" (and failed). */
const char *rva__cursor_text(rva__cursor *cursor);

/** Writes a 32-bit number so that bytes sort as numbers do. */
static inline void rva__big_put32(uint8_t *to, uint32_t value)
{
    to[0] = (uint8_t)(value >> 24);
    to[1] = (uint8_t)(value >> 16);
    to[2] = (uint8_t)(value >> 8);
    to[3] = (uint8_t)value;
}

/** Writes a 64-bit number so that bytes sort as numbers do. */
static inline void rva__big_put64(uint8_t *to, uint64_t value)
{
    rva__big_put32(to, (uint32_t)(value >> 32));
    rva__big_put32(to + 4, (uint32_t)value);
}

/** Reads what rva__big_put32() wrote. */
static inline uint32_t rva__big_get32(const uint8_t *from)
{
    return ((uint32_t)from[0] << 24) | ((uint32_t)from[1] << 16) | ((uint32_t)from[2] << 8) |
           from[3];
}

/** Reads what rva__big_put64() wrote. */
static inline uint64_t rva__big_get64(const uint8_t *from)
{
    return ((uint64_t)rva__big_get32(from) << 32) | rva__big_get32(from + 4);
}

#endif
