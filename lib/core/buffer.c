/**
 * @file core/buffer.c
 * Bytes that grow.
 */
#include "core/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/alloc.h"

/** The first room of a buffer, and the most it can hold: what a pointer can span. */
enum { CAPACITY_MIN = 64 };
#define CAPACITY_MAX ((size_t)PTRDIFF_MAX)

void rva__buffer_free(rva__buffer *buffer)
{
    rva__alloc_free(buffer->data);
    *buffer = (rva__buffer){0};
}

bool rva__buffer_grow(rva__buffer *buffer, size_t more)
{
    if (buffer->failed || more > CAPACITY_MAX - buffer->size) {
        buffer->failed = true;
        return false;
    }

    const size_t needed = buffer->size + more;
    if (needed <= buffer->capacity)
        return true;

    size_t capacity = buffer->capacity > CAPACITY_MAX / 2 ? CAPACITY_MAX : 2 * buffer->capacity;
    if (capacity < CAPACITY_MIN)
        capacity = CAPACITY_MIN;
    if (capacity < needed)
        capacity = needed;

    uint8_t *data = (uint8_t *)rva__alloc_resize(buffer->data, capacity);
    if (!data) {
        buffer->failed = true;
        return false;
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

void rva__buffer_put_text(rva__buffer *buffer, const char *text)
{
    const char *bytes = text ? text : "";
    rva__buffer_put(buffer, bytes, strlen(bytes) + 1);
}

static int print_into(rva__buffer *buffer, const char *format, va_list arguments)
{
    const size_t room = buffer->capacity - buffer->size;
    return vsnprintf(room ? (char *)buffer->data + buffer->size : NULL, room, format, arguments);
}

void rva__buffer_printf(rva__buffer *buffer, const char *format, ...)
{
    if (buffer->failed)
        return;

    va_list arguments;
    va_start(arguments, format);
    int length = print_into(buffer, format, arguments);
    va_end(arguments);

    if (length >= 0 && (size_t)length >= buffer->capacity - buffer->size) {
        if (!rva__buffer_reserve(buffer, (size_t)length + 1))
            return;
        va_start(arguments, format);
        length = print_into(buffer, format, arguments);
        va_end(arguments);
    }
    if (length < 0)
        buffer->failed = true;
    else
        buffer->size += (size_t)length;
}

const char *rva__cursor_text(rva__cursor *cursor)
{
    const size_t left = rva__cursor_left(cursor);
    const uint8_t *end = NULL;
    if (!cursor->failed && left > 0)
        end = (const uint8_t *)memchr(cursor->at, 0, left);
    if (!end) {
        cursor->failed = true;
        cursor->at = cursor->end;
        return "";
    }
    const char *text = (const char *)cursor->at;
    cursor->at = end + 1;
    return text;
}

static int compare_numbers(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left;
    const uint64_t b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

void rva__buffer_sort_numbers(rva__buffer *buffer)
{
    if (buffer->size > 0)
        qsort(buffer->data, rva__buffer_numbers(buffer), sizeof(uint64_t), compare_numbers);
}

bool rva__buffer_has_number(const rva__buffer *sorted, uint64_t number)
{
    return sorted->size > 0 && bsearch(&number, sorted->data, rva__buffer_numbers(sorted),
                                       sizeof number, compare_numbers) != NULL;
}
