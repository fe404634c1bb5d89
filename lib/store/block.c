/**
 * @file store/block.c
 * Blocks: events in few bytes, read back whole.
 */
#include "store/block.h"

#include "core/alloc.h"
#include "core/error.h"
#include "core/hash.h"
#include "core/msgpack.h"
#include "model/event.h"
#include "model/fields.h"

enum {
    VERSION = 2,
    VERSION_FIRST = 1, /**< of stores made by 0.1.0 */
    FIRST_TYPE_BITS = 4,
    HEAD_BYTES = 44,
    SHAPE_BYTES = 10,
    EVENTS_MAX = 4096
};

static bool is_text(const rva_field *field)
{
    return field->form == RVA_FIELD_TEXT || field->form == RVA_FIELD_OBJECT;
}

static const void *place_of(const rva_event *event, const rva_field *field)
{
    return (const char *)event + field->offset;
}

/** The type and the instant are written apart; the bit of `at` is set where there is none: an
 *  erasure may have no instant. */
static rva__shape shape_of(const rva_event *event)
{
    const uint64_t at = UINT64_C(1) << RVA__FIELD_at;
    const uint64_t fields = rva__event_fields(event) & ~(UINT64_C(1) << RVA__FIELD_type);
    return (rva__shape){(uint64_t)event->type, fields ^ at};
}

void rva__block_writer_free(rva__block_writer *writer)
{
    rva__buffer_free(&writer->texts);
    rva__buffer_free(&writer->events);
    rva__buffer_free(&writer->moments);
}

void rva__block_writer_clear(rva__block_writer *writer)
{
    rva__buffer_clear(&writer->texts);
    rva__buffer_clear(&writer->events);
    rva__buffer_clear(&writer->moments);
    writer->moment_count = 0;
    writer->count = 0;
    writer->text_count = 0;
    writer->shape_count = 0;
    writer->before_at = 0;
    writer->epoch++;
}

/** The number of a text in the block, added when new; UINT32_MAX when there is no room. */
static uint32_t text_number(rva__block_writer *writer, const char *text)
{
    const uint32_t size = (uint32_t)strlen(text);
    const uint64_t hash = rva__hash_bytes(text, size, 0);
    uint32_t slot = (uint32_t)hash % RVA__BLOCK_SLOTS;
    while (writer->slots[slot].epoch == writer->epoch) {
        if (writer->slots[slot].hash == hash && writer->slots[slot].size == size &&
            writer->slots[slot].number < writer->text_count &&
            memcmp(writer->texts.data + writer->slots[slot].offset, text, size) == 0)
            return writer->slots[slot].number;
        if (writer->slots[slot].number >= writer->text_count)
            break; /* left behind by an event that did not fit */
        slot = (slot + 1) % RVA__BLOCK_SLOTS;
    }
    if (writer->text_count == RVA__BLOCK_TEXTS)
        return UINT32_MAX;
    rva__pack_text(&writer->texts, text, size);
    if (writer->texts.failed)
        return UINT32_MAX;
    writer->slots[slot].hash = hash;
    writer->slots[slot].number = writer->text_count;
    writer->slots[slot].offset = (uint32_t)writer->texts.size - size;
    writer->slots[slot].size = size;
    writer->slots[slot].epoch = writer->epoch;
    return writer->text_count++;
}

static uint32_t shape_number(rva__block_writer *writer, rva__shape shape)
{
    for (uint32_t i = writer->shape_count; i-- > 0;)
        if (writer->shapes[i].fields == shape.fields && writer->shapes[i].type == shape.type)
            return i;
    if (writer->shape_count == RVA__BLOCK_SHAPES)
        return UINT32_MAX;
    writer->shapes[writer->shape_count] = shape;
    return writer->shape_count++;
}

static bool add_field(rva__block_writer *writer, const rva_event *event, const rva_field *field)
{
    const void *place = place_of(event, field);
    if (is_text(field)) {
        const uint32_t number = text_number(writer, *(const char *const *)place);
        if (number == UINT32_MAX)
            return false;
        rva__pack_integer(&writer->events, number);
    } else if (field->form == RVA_FIELD_REAL) {
        rva__pack_integer(&writer->events, rva__event_micro(*(const double *)place));
    } else {
        rva__pack_integer(&writer->events, *(const int64_t *)place);
    }
    return true;
}

static bool add_fields(rva__block_writer *writer, const rva_event *event, uint64_t fields)
{
    for (uint64_t left = fields & ~(UINT64_C(1) << RVA__FIELD_at); left != 0; left &= left - 1)
        if (!add_field(writer, event, rva_field_at((size_t)__builtin_ctzll(left))))
            return false;
    return true;
}

/** Notes when the event that comes next was recorded; false without room for it. */
static bool add_moment(rva__block_writer *writer, int64_t recorded_at)
{
    if (writer->count == 0) {
        writer->first_recorded_at = recorded_at;
    } else if (recorded_at != writer->last_recorded_at) {
        if (writer->moment_count == RVA__BLOCK_MOMENTS)
            return false;
        rva__pack_integer(&writer->moments, writer->count - writer->last_recorded);
        rva__pack_integer(&writer->moments, recorded_at - writer->last_recorded_at);
        writer->moment_count++;
    } else {
        return true;
    }
    writer->last_recorded = writer->count;
    writer->last_recorded_at = recorded_at;
    return true;
}

static size_t bytes_of(const rva__block_writer *writer)
{
    return HEAD_BYTES + writer->moments.size + writer->texts.size + writer->events.size +
           SHAPE_BYTES * (size_t)writer->shape_count;
}

/** Adds an event with its shape; what it has written when it does not fit is for the caller. */
static bool add_event(rva__block_writer *writer, const rva_event *event, int64_t recorded_at)
{
    const rva__shape shape = shape_of(event);
    const uint32_t number = shape_number(writer, shape);
    if (number == UINT32_MAX || writer->count == EVENTS_MAX || !add_moment(writer, recorded_at))
        return false;
    const int64_t at = event->at == RVA_ABSENT ? writer->before_at : event->at;
    rva__pack_integer(&writer->events, number);
    rva__pack_integer(&writer->events, at - writer->before_at);
    if (!add_fields(writer, event, shape.fields) ||
        (bytes_of(writer) > RVA__BLOCK_BYTES && writer->count > 0))
        return false;
    writer->before_at = at;
    writer->count++;
    return true;
}

bool rva__block_writer_add(rva__block_writer *writer, const rva_event *event, int64_t recorded_at)
{
    const size_t texts = writer->texts.size;
    const size_t events = writer->events.size;
    const size_t moments = writer->moments.size;
    const uint32_t text_count = writer->text_count;
    const uint32_t shape_count = writer->shape_count;
    const uint32_t moment_count = writer->moment_count;
    const uint32_t last_recorded = writer->last_recorded;
    const int64_t last_recorded_at = writer->last_recorded_at;
    if (add_event(writer, event, recorded_at))
        return true;
    writer->texts.size = texts;
    writer->events.size = events;
    writer->moments.size = moments;
    writer->text_count = text_count;
    writer->shape_count = shape_count;
    writer->moment_count = moment_count;
    writer->last_recorded = last_recorded;
    writer->last_recorded_at = last_recorded_at;
    return false;
}

void rva__block_writer_finish(const rva__block_writer *writer, rva__buffer *to)
{
    rva__pack_integer(to, VERSION);
    rva__pack_integer(to, writer->first_recorded_at);
    rva__pack_integer(to, writer->count);
    rva__pack_array(to, 2 * writer->moment_count);
    rva__buffer_put(to, writer->moments.data, writer->moments.size);
    rva__pack_array(to, writer->text_count);
    rva__buffer_put(to, writer->texts.data, writer->texts.size);
    rva__pack_array(to, 2 * writer->shape_count);
    for (uint32_t i = 0; i < writer->shape_count; i++) {
        rva__pack_integer(to, (int64_t)writer->shapes[i].type);
        rva__pack_integer(to, (int64_t)writer->shapes[i].fields);
    }
    rva__buffer_put(to, writer->events.data, writer->events.size);
    to->failed |= writer->texts.failed || writer->events.failed || writer->moments.failed;
}

void rva__block_free(rva__block *block)
{
    rva__alloc_free(block->events);
    rva__alloc_free(block->recorded_at);
    rva__buffer_free(&block->texts);
    *block = (rva__block){0};
}

/** What is known of a block while its events are read. */
typedef struct reading {
    rva__cursor from;
    uint32_t text_count;
    uint32_t shape_count;
    uint32_t offsets[RVA__BLOCK_TEXTS]; /**< of the texts in block->texts */
    rva__shape shapes[RVA__BLOCK_SHAPES];
    bool newer; /**< it has fields that only a newer version knows */
} reading;

static bool read_texts(reading *read, rva__block *out)
{
    read->text_count = rva__unpack_array(&read->from);
    if (read->from.failed || read->text_count > RVA__BLOCK_TEXTS)
        return false;
    for (uint32_t i = 0; i < read->text_count; i++) {
        size_t size = 0;
        const char *text = rva__unpack_text(&read->from, &size);
        if (!text)
            return false;
        read->offsets[i] = (uint32_t)out->texts.size;
        rva__buffer_put(&out->texts, text, size);
        rva__buffer_put_byte(&out->texts, 0);
    }
    return true;
}

/** Whether this version knows the type and the fields of a shape. */
static bool is_known(rva__shape shape)
{
    const uint64_t fields = UINT64_MAX >> (64 - RVA__FIELD_COUNT);
    return shape.type < RVA__EVENT_TYPES && (shape.fields & ~fields) == 0 &&
           !(shape.fields >> RVA__FIELD_type & 1);
}

static rva__shape read_shape(reading *read, int64_t version)
{
    const uint64_t first = (uint64_t)rva__unpack_integer(&read->from);
    if (version == VERSION_FIRST)
        return (rva__shape){first & ((1u << FIRST_TYPE_BITS) - 1), first >> FIRST_TYPE_BITS};
    return (rva__shape){first, (uint64_t)rva__unpack_integer(&read->from)};
}

static bool read_shapes(reading *read, int64_t version)
{
    const uint32_t each = version == VERSION_FIRST ? 1 : 2;
    const uint32_t numbers = rva__unpack_array(&read->from);
    read->shape_count = numbers / each;
    if (read->from.failed || numbers % each != 0 || read->shape_count > RVA__BLOCK_SHAPES)
        return false;
    for (uint32_t i = 0; i < read->shape_count; i++) {
        read->shapes[i] = read_shape(read, version);
        read->newer |= !is_known(read->shapes[i]);
    }
    return !read->from.failed && !read->newer;
}

/** Fills in when each event was recorded. */
static bool read_moments(reading *read, uint32_t count, int64_t recorded_at, rva__block *out)
{
    const uint32_t numbers = rva__unpack_array(&read->from);
    uint64_t at = 0;
    bool good = !read->from.failed && numbers % 2 == 0 && numbers / 2 <= RVA__BLOCK_MOMENTS;
    for (uint32_t i = 0; i < numbers && good; i += 2) {
        const uint64_t events = (uint64_t)rva__unpack_integer(&read->from);
        const uint64_t later = (uint64_t)rva__unpack_integer(&read->from);
        good = !read->from.failed && events > 0 && events < count - at;
        for (const uint64_t end = at + events; good && at < end; at++)
            out->recorded_at[at] = recorded_at;
        recorded_at = (int64_t)((uint64_t)recorded_at + later);
    }
    for (; good && at < count; at++)
        out->recorded_at[at] = recorded_at;
    return good;
}

static bool read_field(reading *read, const rva__block *block, const rva_field *field,
                       rva_event *event)
{
    void *place = (char *)event + field->offset;
    const int64_t value = rva__unpack_integer(&read->from);
    if (is_text(field)) {
        if (value < 0 || value >= read->text_count)
            return false;
        *(const char **)place = (const char *)block->texts.data + read->offsets[value];
    } else if (field->form == RVA_FIELD_REAL) {
        *(double *)place = (double)value / RVA__MICRO;
    } else {
        *(int64_t *)place = value;
    }
    return true;
}

static bool read_event(reading *read, const rva__block *block, int64_t *before_at, rva_event *event)
{
    const int64_t number = rva__unpack_integer(&read->from);
    if (read->from.failed || number < 0 || number >= read->shape_count)
        return false;
    const rva__shape shape = read->shapes[number];
    *before_at = (int64_t)((uint64_t)*before_at + (uint64_t)rva__unpack_integer(&read->from));
    rva_event_init(event, (rva_event_type)shape.type, *before_at);
    for (uint64_t left = shape.fields; left != 0; left &= left - 1) {
        const int field = __builtin_ctzll(left);
        if (field == RVA__FIELD_at)
            event->at = RVA_ABSENT;
        else if (!read_field(read, block, rva_field_at((size_t)field), event))
            return false;
    }
    return !read->from.failed;
}

static rva_status make_room(rva__block *block, uint32_t count, rva_error *err)
{
    if (count <= block->room)
        return RVA_OK;
    rva_event *events = rva__alloc_resize(block->events, count * sizeof *events);
    if (!events)
        return rva__fail_memory(err);
    block->events = events;
    int64_t *recorded_at = rva__alloc_resize(block->recorded_at, count * sizeof *recorded_at);
    if (!recorded_at)
        return rva__fail_memory(err);
    block->recorded_at = recorded_at;
    block->room = count;
    return RVA_OK;
}

/** The checksum held, so what is not known was written by somebody who does. */
static rva_status fail_newer(rva_error *err)
{
    return rva__fail(err, RVA_FORMAT,
                     "log: holds events of a newer version: upgrade librevanalytics");
}

static rva_status read_head(reading *read, int64_t *version, rva__block *out, int64_t *count,
                            rva_error *err)
{
    *version = rva__unpack_integer(&read->from);
    const int64_t recorded_at = rva__unpack_integer(&read->from);
    *count = rva__unpack_integer(&read->from);
    if (!read->from.failed && *version > VERSION)
        return fail_newer(err);
    if (read->from.failed || *version < VERSION_FIRST || *count < 0 || *count > EVENTS_MAX)
        return rva__fail(err, RVA_CORRUPT, "log: a block is not well formed");
    RVA__TRY(make_room(out, (uint32_t)*count, err));
    bool good = true;
    if (*version == VERSION_FIRST)
        for (int64_t i = 0; i < *count; i++)
            out->recorded_at[i] = recorded_at;
    else
        good = read_moments(read, (uint32_t)*count, recorded_at, out);
    return good ? RVA_OK : rva__fail(err, RVA_CORRUPT, "log: a block is not well formed");
}

rva_status rva__block_read(const void *bytes, size_t size, rva__block *out, rva_error *err)
{
    reading read = {.from = rva__cursor_over(bytes, size)};
    int64_t version, count;
    out->count = 0;
    rva__buffer_clear(&out->texts);
    RVA__TRY(read_head(&read, &version, out, &count, err));
    if (!read_texts(&read, out) || !read_shapes(&read, version))
        return read.newer ? fail_newer(err)
                          : rva__fail(err, RVA_CORRUPT, "log: a block is not well formed");
    if (out->texts.failed)
        return rva__fail_memory(err);
    int64_t before_at = 0;
    for (; out->count < count; out->count++)
        if (!read_event(&read, out, &before_at, &out->events[out->count]))
            return rva__fail(err, RVA_CORRUPT, "log: event %u of a block is not well formed",
                             (unsigned)out->count);
    return RVA_OK;
}
