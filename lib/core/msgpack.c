/**
 * @file core/msgpack.c
 * MessagePack, written and read.
 *
 * The reader needs no tree of objects: each call looks at one head byte, and every count
 * is held against the bytes left before it is believed.
 */
#include "core/msgpack.h"

#include <assert.h>
#include <msgpack.h>

enum {
    HEAD_FIXMAP = 0x80,
    HEAD_FIXARRAY = 0x90,
    HEAD_FIXSTR = 0xa0,
    HEAD_NIL = 0xc0,
    HEAD_NEVER = 0xc1,
    HEAD_FALSE = 0xc2,
    HEAD_TRUE = 0xc3,
    HEAD_BIN8 = 0xc4,
    HEAD_EXT8 = 0xc7,
    HEAD_FLOAT32 = 0xca,
    HEAD_FLOAT64 = 0xcb,
    HEAD_UINT8 = 0xcc,
    HEAD_UINT64 = 0xcf,
    HEAD_INT8 = 0xd0,
    HEAD_INT64 = 0xd3,
    HEAD_FIXEXT1 = 0xd4,
    HEAD_FIXEXT16 = 0xd8,
    HEAD_STR8 = 0xd9,
    HEAD_ARRAY16 = 0xdc,
    HEAD_MAP16 = 0xde,
    HEAD_NEGATIVE = 0xe0,
};

/** The deepest nesting that rva__unpack_skip() can be asked to follow. */
enum { DEPTH_MAX = 64 };

static int append(void *to, const char *bytes, size_t size)
{
    rva__buffer_put((rva__buffer *)to, bytes, size);
    return 0;
}

static msgpack_packer packer_to(rva__buffer *to)
{
    msgpack_packer packer;
    msgpack_packer_init(&packer, to, append);
    return packer;
}

void rva__pack_nil(rva__buffer *to)
{
    msgpack_packer packer = packer_to(to);
    msgpack_pack_nil(&packer);
}

void rva__pack_bool(rva__buffer *to, bool value)
{
    msgpack_packer packer = packer_to(to);
    if (value)
        msgpack_pack_true(&packer);
    else
        msgpack_pack_false(&packer);
}

void rva__pack_integer(rva__buffer *to, int64_t value)
{
    msgpack_packer packer = packer_to(to);
    msgpack_pack_int64(&packer, value);
}

void rva__pack_real(rva__buffer *to, double value)
{
    msgpack_packer packer = packer_to(to);
    msgpack_pack_double(&packer, value);
}

void rva__pack_text(rva__buffer *to, const char *text, size_t size)
{
    if (size > UINT32_MAX) {
        to->failed = true;
        return;
    }
    msgpack_packer packer = packer_to(to);
    msgpack_pack_str(&packer, size);
    msgpack_pack_str_body(&packer, text, size);
}

void rva__pack_array(rva__buffer *to, uint32_t count)
{
    msgpack_packer packer = packer_to(to);
    msgpack_pack_array(&packer, count);
}

void rva__pack_map(rva__buffer *to, uint32_t count)
{
    msgpack_packer packer = packer_to(to);
    msgpack_pack_map(&packer, count);
}

static void fail(rva__cursor *from)
{
    from->failed = true;
    from->at = from->end;
}

/** A big-endian number of 1, 2, 4 or 8 bytes. */
static uint64_t take_number(rva__cursor *from, size_t size)
{
    const uint8_t *bytes = rva__cursor_take(from, size);
    uint64_t value = 0;
    for (size_t i = 0; bytes && i < size; i++)
        value = (value << 8) | bytes[i];
    return value;
}

/** The integer that `head` begins; anything else fails. */
static int64_t take_integer(rva__cursor *from, uint8_t head)
{
    if (head < HEAD_FIXMAP)
        return head;
    if (head >= HEAD_NEGATIVE)
        return (int64_t)head - 256;
    if (head >= HEAD_UINT8 && head <= HEAD_UINT64) {
        const uint64_t value = take_number(from, (size_t)1 << (head - HEAD_UINT8));
        if (value <= INT64_MAX)
            return (int64_t)value;
    } else if (head >= HEAD_INT8 && head <= HEAD_INT64) {
        const unsigned bytes = 1u << (head - HEAD_INT8);
        const uint64_t sign = UINT64_C(1) << (8 * bytes - 1);
        return (int64_t)((take_number(from, bytes) ^ sign) - sign);
    }
    fail(from);
    return 0;
}

bool rva__unpack_nil(rva__cursor *from)
{
    if (from->failed || from->at == from->end || *from->at != HEAD_NIL)
        return false;
    from->at++;
    return true;
}

int64_t rva__unpack_integer(rva__cursor *from)
{
    return take_integer(from, rva__cursor_byte(from));
}

double rva__unpack_real(rva__cursor *from)
{
    const uint8_t head = rva__cursor_byte(from);
    if (head == HEAD_FLOAT32) {
        const uint32_t bits = (uint32_t)take_number(from, 4);
        float value;
        memcpy(&value, &bits, sizeof(value));
        return (double)value;
    }
    if (head == HEAD_FLOAT64) {
        const uint64_t bits = take_number(from, 8);
        double value;
        memcpy(&value, &bits, sizeof(value));
        return value;
    }
    if (head == HEAD_UINT64)
        return (double)take_number(from, 8);
    return (double)take_integer(from, head);
}

bool rva__unpack_bool(rva__cursor *from)
{
    const uint8_t head = rva__cursor_byte(from);
    if (head != HEAD_TRUE && head != HEAD_FALSE)
        fail(from);
    return head == HEAD_TRUE;
}

/** The count after `head`: in its low bits, or in the 2 or 4 bytes from `head_16` on. */
static uint32_t take_count(rva__cursor *from, uint8_t head_fixed, uint8_t head_16)
{
    const uint8_t head = rva__cursor_byte(from);
    if ((head & 0xf0) == head_fixed)
        return head & 0x0f;
    if (head == head_16)
        return (uint32_t)take_number(from, 2);
    if (head == head_16 + 1)
        return (uint32_t)take_number(from, 4);
    fail(from);
    return 0;
}

const char *rva__unpack_text(rva__cursor *from, size_t *size)
{
    const uint8_t head = rva__cursor_byte(from);
    uint64_t bytes = 0;
    if ((head & 0xe0) == HEAD_FIXSTR)
        bytes = head & 0x1f;
    else if (head >= HEAD_STR8 && head < HEAD_ARRAY16)
        bytes = take_number(from, (size_t)1 << (head - HEAD_STR8));
    else
        fail(from);

    const char *text = NULL;
    if (bytes <= rva__cursor_left(from))
        text = (const char *)rva__cursor_take(from, (size_t)bytes);
    else
        fail(from);
    *size = text ? (size_t)bytes : 0;
    return text;
}

uint32_t rva__unpack_array(rva__cursor *from)
{
    const uint32_t count = take_count(from, HEAD_FIXARRAY, HEAD_ARRAY16);
    if (count <= rva__cursor_left(from))
        return count;
    fail(from);
    return 0;
}

uint32_t rva__unpack_map(rva__cursor *from)
{
    const uint32_t count = take_count(from, HEAD_FIXMAP, HEAD_MAP16);
    if (count <= rva__cursor_left(from) / 2)
        return count;
    fail(from);
    return 0;
}

/** The bytes of the body of a value that holds no others, read up to its size. */
static uint64_t body_bytes(rva__cursor *from, uint8_t head)
{
    if (head < HEAD_FIXMAP || head >= HEAD_NEGATIVE)
        return 0;
    if (head < HEAD_NIL)
        return head & 0x1f;
    if (head >= HEAD_STR8)
        return take_number(from, (size_t)1 << (head - HEAD_STR8));
    if (head >= HEAD_FIXEXT1)
        return 1 + (UINT64_C(1) << (head - HEAD_FIXEXT1));
    if (head >= HEAD_INT8)
        return UINT64_C(1) << (head - HEAD_INT8);
    if (head >= HEAD_UINT8)
        return UINT64_C(1) << (head - HEAD_UINT8);
    if (head >= HEAD_FLOAT32)
        return head == HEAD_FLOAT32 ? 4 : 8;
    if (head >= HEAD_EXT8)
        return 1 + take_number(from, (size_t)1 << (head - HEAD_EXT8));
    if (head >= HEAD_BIN8)
        return take_number(from, (size_t)1 << (head - HEAD_BIN8));
    if (head == HEAD_NEVER)
        fail(from);
    return 0;
}

static bool is_array(uint8_t head)
{
    return (head & 0xf0) == HEAD_FIXARRAY || head == HEAD_ARRAY16 || head == HEAD_ARRAY16 + 1;
}

static bool is_map(uint8_t head)
{
    return (head & 0xf0) == HEAD_FIXMAP || head == HEAD_MAP16 || head == HEAD_MAP16 + 1;
}

/** Takes one value, but of an array or map only the head; returns how many it holds. */
static uint64_t take_shallow(rva__cursor *from, bool *holds_others)
{
    const uint8_t head = from->at < from->end ? *from->at : 0;
    *holds_others = is_array(head) || is_map(head);
    if (is_array(head))
        return rva__unpack_array(from);
    if (is_map(head))
        return 2 * (uint64_t)rva__unpack_map(from);

    const uint64_t bytes = body_bytes(from, rva__cursor_byte(from));
    if (bytes <= rva__cursor_left(from))
        rva__cursor_take(from, (size_t)bytes);
    else
        fail(from);
    return 0;
}

void rva__unpack_skip(rva__cursor *from, int depth_max)
{
    assert(depth_max >= 0 && depth_max <= DEPTH_MAX);

    uint64_t left[DEPTH_MAX + 1] = {1}; /* values still to come, of each open array or map */
    for (int depth = 0; depth >= 0;) {
        if (from->failed)
            return;
        if (left[depth] == 0) {
            depth--;
            continue;
        }
        left[depth]--;
        bool holds_others;
        const uint64_t held = take_shallow(from, &holds_others);
        if (!holds_others)
            continue;
        if (depth == depth_max) {
            fail(from);
            return;
        }
        left[++depth] = held;
    }
}
