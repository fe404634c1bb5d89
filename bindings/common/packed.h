/**
 * @file common/packed.h
 * Events as bytes: one crossing for all the fields of any number of them.
 *
 * Four bytes say how many there are.  An event is its fields, each a byte that is its place in
 * rva_field_at() and a value, and a byte 255.  A text is a size of four bytes, the bytes and a
 * NUL; a number is eight bytes.  All in the machine's byte order.  Nothing is taken for granted:
 * what is not of this form is refused.
 */
#ifndef RVB_PACKED_H
#define RVB_PACKED_H

#include <revanalytics.h>
#include <stdbool.h>

/** How many events the bytes say to have; false when they cannot have so many. */
bool rvb_packed_count(const void *bytes, size_t size, size_t *count);

/** Reads them; their texts lie in the bytes.  False for what is not of the form. */
bool rvb_packed_read(const void *bytes, size_t size, rva_event *events, size_t count);

#endif
