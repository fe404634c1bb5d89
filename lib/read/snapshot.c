/**
 * @file read/snapshot.c
 * Scanning cells and rows into totals.
 */
#include "read/snapshot.h"

#include "core/alloc.h"
#include "core/error.h"
#include "cube/row.h"
#include "model/dimensions.h"
#include "read/matched_rows.h"
#include "read/notes.h"
#include "read/refusals.h"
#include "read/reopened.h"
#include "store/commit.h"
#include "store/keys.h"

struct rva_snapshot {
    rva__cell_source source; /**< first: a pointer to it is one to the snapshot */
    rva__txn txn;
    rva__reopened reopened;
    rva__matched_rows matched;
};

/** The instants of a bucket. */
typedef struct span {
    uint32_t bucket;
    int64_t from_at;
    int64_t to_at;
} span;

/** A scan under way. */
typedef struct scanning {
    rva_snapshot *snapshot;
    const rva__scan *scan;
    rva__totals *out;
    int cuboid;
    int cell_dims[RVA__CUBOID_DIMS_MAX]; /**< place in scan->dims of the cuboid's dimensions */
    span day;                            /**< the last local day looked at */
    span hour;                           /**< and the last local hour */
} scanning;

static const char *source_text(rva__cell_source *source, int dimension, uint32_t value)
{
    const rva_snapshot *snapshot = (const rva_snapshot *)source;
    return rva__dictionary_text(snapshot->txn.config->dictionary, dimension, value);
}

static uint32_t source_value(rva__cell_source *source, int dimension, const char *text)
{
    char room[RVA__NAME_BYTES];
    const rva__config *config = ((const rva_snapshot *)source)->txn.config;
    const char *name = rva__settings_name(config->settings, dimension, text, room);
    return name ? rva__dictionary_find(config->dictionary, dimension, name) : RVA__VALUE_NONE;
}

static uint32_t source_value_count(rva__cell_source *source, int dimension)
{
    const rva_snapshot *snapshot = (const rva_snapshot *)source;
    return (uint32_t)snapshot->txn.state.values[rva__dimension_dictionary(dimension)];
}

static void set_day(span *day, const rva__zone *zone, int32_t number)
{
    day->bucket = (uint32_t)(number + RVA__DAY_BIAS);
    day->from_at = rva__zone_day_start(zone, number);
    day->to_at = rva__zone_day_start(zone, number + 1);
}

static void set_hour(span *hour, const rva__zone *zone, int64_t instant)
{
    hour->from_at = rva__zone_hour_start(zone, instant);
    hour->to_at = rva__zone_hour_end(zone, instant);
    hour->bucket = rva__hour_bucket(hour->from_at);
}

/** The bucket of an instant. */
static uint32_t bucket_of(scanning *at, int64_t instant)
{
    if (at->scan->grain == RVA__SCAN_WHOLE)
        return 0;
    const rva__zone *zone = at->snapshot->source.zone;
    const bool by_hour = at->scan->grain == RVA__SCAN_HOUR;
    const span *last = by_hour ? &at->hour : &at->day;
    if (instant >= last->from_at && instant < last->to_at)
        return last->bucket;
    if (by_hour)
        set_hour(&at->hour, zone, instant);
    else
        set_day(&at->day, zone, rva__zone_day(zone, instant));
    return last->bucket;
}

static bool matches(const rva__scan *scan, int family, int64_t at,
                    const uint32_t dims[RVA__DIM_COUNT])
{
    if (!(scan->families >> family & 1) || at < scan->from_at || at >= scan->to_at)
        return false;
    if (!rva__conditions_hold(scan->where, dims))
        return false;
    for (int i = 0; i < scan->dim_count; i++)
        if (dims[scan->dims[i]] == RVA__VALUE_NONE)
            return false;
    return true;
}

/** The key of the totals to which something of that instant and those dimensions is added. */
static uint32_t index_of(scanning *at, int64_t instant, const uint32_t dims[RVA__DIM_COUNT])
{
    uint32_t key[RVA__TOTAL_WORDS_MAX];
    key[0] = bucket_of(at, instant);
    for (int i = 0; i < at->scan->dim_count; i++)
        key[1 + i] = dims[at->scan->dims[i]];
    return rva__totals_index(at->out, key);
}

/** Adds a fact of a row; `dims`: those that the scan names, all of which its family has. */
static void add_fact(scanning *at, const rva__fact *fact, const uint32_t dims[RVA__DIM_COUNT])
{
    const uint32_t index = index_of(at, fact->at, dims);
    if (index != UINT32_MAX)
        rva__totals_fact(at->out, index, fact, at->scan->histograms, 1);
}

static void add_difference(scanning *at, const rva__difference *difference)
{
    const uint32_t index = index_of(at, difference->at, difference->dims);
    for (int i = 0; i < difference->measure_count && index != UINT32_MAX; i++)
        rva__totals_add(at->out, index, difference->measures[i], difference->values[i]);
}

/** Sets the bucket to the local day of a row; gives the instant at which it begins. */
static int64_t begin_day(scanning *at, int32_t day)
{
    if (at->day.bucket != (uint32_t)(day + RVA__DAY_BIAS))
        set_day(&at->day, at->snapshot->source.zone, day);
    return at->day.from_at;
}

/** Adds the facts of a row that match; keeps the row when others may ask for it. */
static rva_status scan_row(scanning *at, const rva__matched_row *row, rva__matched_set *keep,
                           rva_error *err)
{
    rva__row_reader reader;
    rva__row_open(&reader, row->payload, row->size, begin_day(at, row->day));
    if (!rva__row_may_match(&reader, at->scan->where))
        return RVA_OK;
    if (keep)
        rva__matched_rows_add(keep, row->day, row->payload, row->size);
    if (!(at->scan->families & reader.families) && !reader.from.failed)
        return RVA_OK;
    reader.wanted = at->scan->families;
    while (rva__row_next(&reader))
        if (matches(at->scan, reader.fact.family, reader.fact.at, reader.dims) &&
            rva__row_body(&reader))
            add_fact(at, &reader.fact, reader.dims);
    if (reader.from.failed)
        return rva__fail(err, RVA_CORRUPT, "rows: a row is not well formed: run rebuild");
    return RVA_OK;
}

static rva_status open_row(const rva__slice *key, const rva__slice *value, rva__matched_row *out,
                           rva_error *err)
{
    size_t size;
    if (key->size != RVA__ROW_KEY_BYTES)
        return rva__fail(err, RVA_CORRUPT, "rows: a key has a wrong size: run rebuild");
    RVA__TRY(rva__unseal(key->data, key->size, value->data, value->size, "rows", &out->payload,
                         &size, err));
    out->size = (uint32_t)size;
    out->day = (int32_t)rva__big_get32(key->data) - RVA__DAY_BIAS;
    return RVA_OK;
}

/** Reads the rows of local days `first` to `last`; facts outside the period do not match. */
static rva_status read_rows(scanning *at, int32_t first, int32_t last, rva_error *err)
{
    uint8_t start[4];
    rva__iterator rows;
    rva__matched_set *keep = rva__matched_rows_begin(&at->snapshot->matched, at->scan, first, last);
    rva__big_put32(start, (uint32_t)(first + RVA__DAY_BIAS));
    RVA__TRY(rva__txn_iterate(&at->snapshot->txn, RVA__DB_ROWS, &rows, err));
    rva_status status = rva__iterator_seek(&rows, start, sizeof start, err);
    while (status == RVA_OK && rows.found) {
        rva__matched_row row = {.day = 0};
        status = open_row(&rows.key, &rows.value, &row, err);
        if (status == RVA_OK && row.day > last)
            break;
        if (status == RVA_OK)
            status = scan_row(at, &row, keep, err);
        if (status == RVA_OK)
            status = rva__iterator_next(&rows, err);
    }
    if (keep && status != RVA_OK)
        keep->whole = false;
    rva__iterator_close(&rows);
    return status;
}

static rva_status scan_rows(scanning *at, int32_t first, int32_t last, rva_error *err)
{
    const rva__matched_set *set =
        rva__matched_rows_find(&at->snapshot->matched, at->scan, first, last);
    if (!set)
        return read_rows(at, first, last, err);
    for (size_t i = 0; i < set->count; i++)
        if (set->rows[i].day >= first && set->rows[i].day <= last)
            RVA__TRY(scan_row(at, &set->rows[i], NULL, err));
    return RVA_OK;
}

static bool cell_matches(const scanning *at, const uint32_t words[RVA__CELL_WORDS])
{
    const rva__cuboid *cuboid = rva__cuboid_at(at->cuboid);
    const rva__conditions *where = at->scan->where;
    for (size_t i = 0; i < where->count; i++)
        for (int d = 0; d < cuboid->dim_count; d++)
            if (cuboid->dims[d] == where->items[i].dimension &&
                !rva__condition_holds(where, &where->items[i], words[3 + d]))
                return false;
    return true;
}

static rva_status scan_cell(scanning *at, const rva__slice *key, const rva__slice *value,
                            const uint32_t words[RVA__CELL_WORDS], rva_error *err)
{
    const void *payload;
    size_t size;
    uint32_t out_key[RVA__TOTAL_WORDS_MAX];
    if (!cell_matches(at, words))
        return RVA_OK;
    RVA__TRY(
        rva__unseal(key->data, key->size, value->data, value->size, "cells", &payload, &size, err));
    out_key[0] = at->scan->grain == RVA__SCAN_WHOLE ? 0 : words[1];
    const rva__cuboid *cuboid = rva__cuboid_at(at->cuboid);
    for (int d = 0; d < cuboid->dim_count; d++)
        if (at->cell_dims[d] >= 0)
            out_key[1 + at->cell_dims[d]] = words[3 + d];
    const uint32_t index = rva__totals_index(at->out, out_key);
    if (index == UINT32_MAX)
        return rva__fail_memory(err);
    if (!rva__cell_decode(payload, size, at->scan->histograms, at->out, index))
        return rva__fail(err, RVA_CORRUPT, "cells: a cell is not well formed: run rebuild");
    return RVA_OK;
}

/** Reads the cells of one bucket of the cuboid. */
static rva_status scan_bucket(scanning *at, rva__iterator *cells, uint32_t grain, uint32_t bucket,
                              rva_error *err)
{
    uint8_t start[6];
    uint32_t words[RVA__CELL_WORDS];
    start[0] = (uint8_t)grain;
    rva__big_put32(start + 1, bucket);
    start[5] = (uint8_t)at->cuboid;
    RVA__TRY(rva__iterator_seek(cells, start, sizeof start, err));
    while (cells->found && cells->key.size >= sizeof start &&
           memcmp(cells->key.data, start, sizeof start) == 0) {
        if (!rva__cell_key_read(cells->key.data, cells->key.size, words))
            return rva__fail(err, RVA_CORRUPT, "cells: a key is not well formed: run rebuild");
        RVA__TRY(scan_cell(at, &cells->key, &cells->value, words, err));
        RVA__TRY(rva__iterator_next(cells, err));
    }
    return RVA_OK;
}

/** The bucket after one in which there is something: where the cells stand, or the next. */
static uint32_t bucket_after(const rva__iterator *cells, uint32_t grain, uint32_t bucket)
{
    uint32_t words[RVA__CELL_WORDS];
    if (!cells->found || !rva__cell_key_read(cells->key.data, cells->key.size, words) ||
        words[0] > grain)
        return UINT32_MAX;
    return words[0] == grain && words[1] > bucket ? words[1] : bucket + 1;
}

/** Reads the cells of local days; those without any cost nothing. */
static rva_status scan_day_cells(scanning *at, int32_t first, int32_t last, rva_error *err)
{
    rva__iterator cells;
    RVA__TRY(rva__txn_iterate(&at->snapshot->txn, RVA__DB_CELLS, &cells, err));
    rva_status status = RVA_OK;
    const uint32_t end = (uint32_t)(last + RVA__DAY_BIAS);
    for (uint32_t bucket = (uint32_t)(first + RVA__DAY_BIAS); bucket <= end && status == RVA_OK;
         bucket = bucket_after(&cells, RVA__CELL_DAY, bucket))
        status = scan_bucket(at, &cells, RVA__CELL_DAY, bucket, err);
    rva__iterator_close(&cells);
    return status;
}

/** Reads the cells of the local hours of the period, which is made of whole ones. */
static rva_status scan_hour_cells(scanning *at, rva_error *err)
{
    rva__iterator cells;
    RVA__TRY(rva__txn_iterate(&at->snapshot->txn, RVA__DB_CELLS, &cells, err));
    rva_status status = RVA_OK;
    for (int64_t hour_at = at->scan->from_at; hour_at < at->scan->to_at && status == RVA_OK;
         hour_at = rva__zone_hour_end(at->snapshot->source.zone, hour_at))
        status = scan_bucket(at, &cells, RVA__CELL_HOUR, rva__hour_bucket(hour_at), err);
    rva__iterator_close(&cells);
    return status;
}

static uint32_t dims_named(const rva__scan *scan)
{
    uint32_t dims = rva__conditions_dims(scan->where);
    for (int i = 0; i < scan->dim_count; i++)
        dims |= 1u << scan->dims[i];
    return dims;
}

/** The cuboid that answers the scan, with the conditions on its dimensions; else -1. */
static int choose_cuboid(scanning *at, rva__cell_grain grain)
{
    const rva__scan *scan = at->scan;
    const int cuboid = rva__cuboid_find(dims_named(scan), scan->families, scan->histograms, grain);
    for (int d = 0; cuboid >= 0 && d < rva__cuboid_at(cuboid)->dim_count; d++) {
        at->cell_dims[d] = -1;
        for (int i = 0; i < scan->dim_count; i++)
            if (scan->dims[i] == rva__cuboid_at(cuboid)->dims[d])
                at->cell_dims[d] = i;
    }
    return cuboid;
}

/** Whole days from cells, the parts of days at both ends from rows. */
static rva_status scan_days(scanning *at, rva_error *err)
{
    const rva__zone *zone = at->snapshot->source.zone;
    const int64_t from_at = at->scan->from_at;
    const int64_t to_at = at->scan->to_at;
    int32_t first = rva__zone_day(zone, from_at);
    int32_t last = rva__zone_day(zone, to_at - 1);
    if (at->cuboid < 0)
        return scan_rows(at, first, last, err);
    if (rva__zone_day_start(zone, first) < from_at) {
        RVA__TRY(scan_rows(at, first, first, err));
        first++;
    }
    if (last >= first && rva__zone_day_start(zone, last + 1) > to_at) {
        RVA__TRY(scan_rows(at, last, last, err));
        last--;
    }
    return scan_day_cells(at, first, last, err);
}

static rva_status scan_hours(scanning *at, rva_error *err)
{
    const int64_t from_at = at->scan->from_at;
    const int64_t to_at = at->scan->to_at;
    const rva__zone *zone = at->snapshot->source.zone;
    const bool whole = rva__zone_hour_start(zone, from_at) == from_at &&
                       rva__zone_hour_start(zone, to_at) == to_at;
    if (at->cuboid < 0 || !whole)
        return scan_rows(at, rva__zone_day(zone, from_at), rva__zone_day(zone, to_at - 1), err);
    return scan_hour_cells(at, err);
}

static rva_status reopen_all(scanning *at, rva_error *err)
{
    rva_snapshot *snapshot = at->snapshot;
    const uint32_t open_families = RVA__FAMILY_BIT(CONVERSATION) | RVA__FAMILY_BIT(STAGE);
    if (!(at->scan->families & open_families))
        return RVA_OK;
    RVA__TRY(rva__reopened_find(&snapshot->reopened, &snapshot->txn, at->scan->now_at, err));
    for (size_t i = 0; i < snapshot->reopened.count; i++) {
        const rva__difference *difference = &snapshot->reopened.items[i];
        if (matches(at->scan, difference->family, difference->at, difference->dims))
            add_difference(at, difference);
    }
    return RVA_OK;
}

static rva_status source_scan(rva__cell_source *source, const rva__scan *scan, rva__totals *out,
                              rva_error *err)
{
    rva__scan narrow = *scan;
    scanning at = {.snapshot = (rva_snapshot *)source, .scan = &narrow, .out = out};
    narrow.families = scan->families & rva__families_with(dims_named(scan));
    for (int h = 0; h < RVA__HISTOGRAM_COUNT; h++)
        if (!(narrow.families >> rva__histogram_family(h) & 1))
            narrow.histograms &= ~(1u << h);
    if (scan->from_at >= scan->to_at || narrow.families == 0)
        return RVA_OK;
    const bool by_hour = scan->grain == RVA__SCAN_HOUR;
    at.cuboid = choose_cuboid(&at, by_hour ? RVA__CELL_HOUR : RVA__CELL_DAY);
    RVA__TRY(by_hour ? scan_hours(&at, err) : scan_days(&at, err));
    return reopen_all(&at, err);
}

static bool has_sums(const rva__total *total, uint32_t families)
{
    for (int m = 0; m < RVA__MEASURE_COUNT; m++)
        if (total->values[m] != 0 && families >> rva__measure_family(m) & 1)
            return true;
    return false;
}

/** Finds the first bucket of days, from one on, that has sums of the scan's families. */
static rva_status find_day(scanning *at, rva__iterator *cells, int32_t *day, rva_error *err)
{
    uint8_t start[5] = {RVA__CELL_DAY};
    uint32_t words[RVA__CELL_WORDS] = {0};
    for (uint32_t bucket = 0;; bucket = words[1] + 1) {
        rva__big_put32(start + 1, bucket);
        RVA__TRY(rva__iterator_seek(cells, start, sizeof start, err));
        if (!cells->found)
            return RVA_OK;
        if (!rva__cell_key_read(cells->key.data, cells->key.size, words))
            return rva__fail(err, RVA_CORRUPT, "cells: a key is not well formed: run rebuild");
        if (words[0] != RVA__CELL_DAY)
            return RVA_OK;
        rva__totals_reset(at->out, 1);
        RVA__TRY(scan_bucket(at, cells, RVA__CELL_DAY, words[1], err));
        if (at->out->count > 0 && has_sums(&at->out->items[0], at->scan->families)) {
            *day = (int32_t)words[1] - RVA__DAY_BIAS;
            return RVA_OK;
        }
    }
}

static rva_status source_first_day(rva__cell_source *source, uint32_t families, int32_t *day,
                                   rva_error *err)
{
    static const rva__conditions anything;
    rva__totals sums = {0};
    rva__scan scan = {.families = families, .where = &anything};
    scanning at = {.snapshot = (rva_snapshot *)source, .scan = &scan, .out = &sums};
    rva__iterator cells;
    *day = RVA__DAY_NONE;
    at.cuboid = choose_cuboid(&at, RVA__CELL_DAY);
    RVA__TRY(rva__txn_iterate(&at.snapshot->txn, RVA__DB_CELLS, &cells, err));
    const rva_status status = find_day(&at, &cells, day, err);
    rva__iterator_close(&cells);
    rva__totals_free(&sums);
    return status;
}

static rva_status source_open(rva__cell_source *source, const rva__conditions *where,
                              int64_t now_at, int64_t since_at, rva__open_conversations *out,
                              rva_error *err)
{
    rva_snapshot *snapshot = (rva_snapshot *)source;
    int64_t expires_at;
    RVA__TRY(rva__reopened_find(&snapshot->reopened, &snapshot->txn, now_at, err));
    if (__builtin_add_overflow(since_at, snapshot->txn.config->rules.idle_us, &expires_at))
        expires_at = INT64_MAX;
    *out = rva__reopened_count(&snapshot->reopened, where, expires_at);
    return RVA_OK;
}

static rva_status source_notes(rva__cell_source *source, int64_t from_at, int64_t to_at,
                               rva__note_fn take, void *context, rva_error *err)
{
    const rva_snapshot *snapshot = (const rva_snapshot *)source;
    return rva__notes_each(&snapshot->txn, from_at, to_at, take, context, err);
}

static rva_status source_refusals(rva__cell_source *source, int64_t from_at, int64_t to_at,
                                  const rva__conditions *where, rva__refusal_fn take, void *context,
                                  rva_error *err)
{
    const rva_snapshot *snapshot = (const rva_snapshot *)source;
    const rva__refusals_asked asked = {from_at, to_at, where};
    return rva__refusals_each(&snapshot->txn, &asked, take, context, err);
}

rva_status rva__snapshot_open(rva__env *env, rva_snapshot **out, rva_error *err)
{
    rva_snapshot *snapshot = rva__alloc_zero(1, sizeof *snapshot);
    if (!snapshot)
        return rva__fail_memory(err);
    const rva_status status = rva__txn_read(env, &snapshot->txn, err);
    if (status != RVA_OK) {
        rva__alloc_free(snapshot);
        return status;
    }
    snapshot->reopened.now_at = RVA_ABSENT;
    snapshot->source = (rva__cell_source){
        .scan = source_scan,
        .text = source_text,
        .value = source_value,
        .value_count = source_value_count,
        .first_day = source_first_day,
        .open = source_open,
        .notes = source_notes,
        .refusals = source_refusals,
        .settings = snapshot->txn.config->settings,
        .zone = snapshot->txn.config->zone,
    };
    *out = snapshot;
    return RVA_OK;
}

void rva__snapshot_close(rva_snapshot *snapshot)
{
    if (!snapshot)
        return;
    if (rva__env_check(snapshot->txn.raw.env, NULL) == RVA_OK)
        rva__txn_end(&snapshot->txn);
    rva__reopened_free(&snapshot->reopened);
    rva__matched_rows_free(&snapshot->matched);
    rva__alloc_free(snapshot);
}

rva__cell_source *rva__snapshot_source(rva_snapshot *snapshot)
{
    return &snapshot->source;
}
