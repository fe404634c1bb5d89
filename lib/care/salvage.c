/**
 * @file care/salvage.c
 * Finding log blocks, choosing among them, and recording them anew.
 *
 * Every log block whose checksum is right counts.  Blocks that the trees lead to are certain.
 * Others were found on some page and may be out of date.  Of blocks that have events in common
 * one is taken: a certain one, else the one with the most events, else the one with the most
 * erased events, because later versions of a block never have fewer of either.
 */
#include "care/salvage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "care/erased_persons.h"
#include "care/rebuild.h"
#include "core/alloc.h"
#include "core/error.h"
#include "lmdb/files.h"
#include "lmdb/guard.h"
#include "lmdb/sweep.h"
#include "model/event.h"
#include "model/settings_pack.h"
#include "store/commit.h"
#include "store/create.h"
#include "store/format.h"
#include "store/log.h"
#include "store/open.h"

enum { EVENTS_PER_COMMIT = 65536, MAP_MIB_MAX = 1 << 16, VALUE_BYTES_MAX = 1 << 20 };

/** A log block that was found. */
typedef struct piece {
    int64_t first_seq;
    uint64_t at; /**< of its value in the file */
    uint32_t size;
    uint32_t count;
    uint32_t erased;
    bool certain; /**< the trees lead to it */
} piece;

/** A record of the meta database that was found. */
typedef struct meta_record {
    const char *name;
    bool found;
    bool certain;
    rva__buffer bytes; /**< without the seal */
} meta_record;

enum { META_SETTINGS, META_SECRET, META_STATE, META_RECORDS };

/** A salvage under way. */
typedef struct salvage {
    int fd;
    meta_record meta[META_RECORDS];
    piece *pieces;
    size_t count;
    size_t room;
    rva__block block;
    rva__erased_persons persons;
    rva_salvage_result result;
    int64_t total; /**< events of the pieces taken */
    rva_progress_fn progress;
    void *context;
} salvage;

static uint32_t count_erased(const rva__block *block)
{
    uint32_t erased = 0;
    for (uint32_t i = 0; i < block->count; i++)
        erased += rva__event_is_erased(&block->events[i]);
    return erased;
}

static rva_status take_block(salvage *work, const rva__swept *found, rva_error *err)
{
    const rva__slice key = {found->key, found->key_size};
    const rva__slice value = {found->value, found->size};
    int64_t seq = 0;
    const rva_status status = rva__log_open_block(&key, &value, &work->block, &seq, NULL);
    if (status != RVA_OK)
        return status == RVA_NO_MEMORY ? rva__fail_memory(err) : RVA_OK;
    if (seq < 1 || work->block.count == 0 || found->size > VALUE_BYTES_MAX)
        return RVA_OK;
    if (work->count == work->room) {
        const size_t room = work->room ? work->room * 2 : 1024;
        piece *pieces = rva__alloc_resize(work->pieces, room * sizeof *pieces);
        if (!pieces)
            return rva__fail_memory(err);
        work->pieces = pieces;
        work->room = room;
    }
    work->pieces[work->count++] =
        (piece){.first_seq = seq,
                .at = found->at,
                .size = (uint32_t)found->size,
                .count = work->block.count,
                .erased = count_erased(&work->block),
                .certain = strcmp(found->database, rva__database_names[RVA__DB_LOG]) == 0};
    return RVA_OK;
}

static rva_status take_meta(meta_record *record, const rva__swept *found, rva_error *err)
{
    const void *payload;
    size_t size;
    if (record->certain || rva__unseal(found->key, found->key_size, found->value, found->size,
                                       record->name, &payload, &size, NULL) != RVA_OK)
        return RVA_OK;
    rva__buffer_clear(&record->bytes);
    rva__buffer_put(&record->bytes, payload, size);
    record->found = true;
    record->certain = strcmp(found->database, rva__database_names[RVA__DB_META]) == 0;
    return record->bytes.failed ? rva__fail_memory(err) : RVA_OK;
}

/** Takes a record by what its key is: which tree leads to it may be wrong in a damaged file. */
static rva_status take(const rva__swept *found, void *context, rva_error *err)
{
    salvage *work = context;
    const bool once = strcmp(found->database, RVA__SWEEP_FREE) == 0;
    for (int i = 0; i < META_RECORDS && !once; i++)
        if (found->key_size == strlen(work->meta[i].name) &&
            memcmp(found->key, work->meta[i].name, found->key_size) == 0)
            return take_meta(&work->meta[i], found, err);
    if (found->key_size != sizeof(uint64_t))
        return RVA_OK;
    const rva__slice key = {found->key, found->key_size};
    const rva__slice value = {found->value, found->size};
    RVA__TRY(rva__erased_persons_note(&work->persons, &key, &value, err));
    return once ? RVA_OK : take_block(work, found, err);
}

/** The better of pieces that overlap comes first. */
static int compare_worth(const void *left, const void *right)
{
    const piece *a = left;
    const piece *b = right;
    if (a->certain != b->certain)
        return a->certain ? -1 : 1;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    if (a->erased != b->erased)
        return a->erased > b->erased ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

static int compare_place(const void *left, const void *right)
{
    const piece *a = left;
    const piece *b = right;
    if (a->first_seq != b->first_seq)
        return a->first_seq < b->first_seq ? -1 : 1;
    return compare_worth(left, right);
}

static bool overlap(const piece *a, const piece *b)
{
    return a->first_seq < b->first_seq + b->count && b->first_seq < a->first_seq + a->count;
}

/** Keeps, of pieces in the order of their place, those that are to be taken. */
static void choose_pieces(salvage *work, int64_t next_seq)
{
    size_t kept = 0;
    if (work->count > 1)
        qsort(work->pieces, work->count, sizeof *work->pieces, compare_place);
    for (size_t i = 0; i < work->count; i++) {
        const piece *is = &work->pieces[i];
        bool better = is->certain || is->first_seq + is->count <= next_seq;
        size_t from = kept;
        for (; better && from > 0 && overlap(&work->pieces[from - 1], is); from--)
            better = compare_worth(is, &work->pieces[from - 1]) < 0;
        if (!better)
            continue;
        kept = from;
        work->pieces[kept++] = *is;
    }
    work->count = kept;
    for (size_t i = 0; i < kept; i++)
        work->total += work->pieces[i].count;
}

/** The number that the next event would have had, as the counters say; 0 when they are lost. */
static int64_t read_next_seq(const salvage *work)
{
    const meta_record *record = &work->meta[META_STATE];
    rva__state state;
    return record->certain && rva__state_decode(record->bytes.data, record->bytes.size, &state)
               ? state.next_seq
               : 0;
}

static void count_missing(salvage *work, int64_t next_seq)
{
    const piece *last = work->count ? &work->pieces[work->count - 1] : NULL;
    const int64_t next = last ? last->first_seq + last->count : 1;
    work->result.missing = (next_seq > next ? next_seq : next) - 1 - work->total;
}

/** Settings: those given, else those found. */
static rva_status read_settings(const salvage *work, rva_settings **out, rva_error *err)
{
    const meta_record *record = &work->meta[META_SETTINGS];
    if (!record->found)
        return rva__fail_field(err, RVA_CORRUPT, "settings",
                               "the store's settings are lost: give them");
    return rva__settings_unpack(record->bytes.data, record->bytes.size, out, err);
}

/** Keeps the key of the ids' hashes: only with it can erased ids be told. */
static rva_status keep_secret(rva__env *env, const meta_record *record, rva_error *err)
{
    rva__txn txn;
    if (!record->found || record->bytes.size != RVA__SECRET_BYTES)
        return RVA_OK;
    RVA__TRY(rva__txn_write(env, 0, &txn, err));
    const rva_status status = rva__format_put_secret(&txn, record->bytes.data, err);
    if (status == RVA_OK)
        return rva__txn_commit(&txn, err);
    rva__txn_end(&txn);
    return status;
}

static rva_status read_piece(salvage *work, const piece *from, rva__buffer *bytes, rva_error *err)
{
    const void *payload;
    size_t size;
    uint8_t key[8];
    rva__big_put64(key, (uint64_t)from->first_seq);
    rva__buffer_clear(bytes);
    if (!rva__buffer_reserve(bytes, from->size))
        return rva__fail_memory(err);
    if (pread(work->fd, bytes->data, from->size, (off_t)from->at) != (ssize_t)from->size)
        return rva__fail(err, RVA_IO, "data.mdb: cannot be read any more");
    RVA__TRY(rva__unseal(key, sizeof key, bytes->data, from->size, "log", &payload, &size, err));
    return rva__block_read(payload, size, &work->block, err);
}

/** Appends pieces from `*next` on, as many as go into one transaction. */
static rva_status append_some(salvage *work, rva__txn *txn, size_t *next, rva_error *err)
{
    rva__buffer bytes = {0};
    rva__log_writer log = {0};
    rva_status status = RVA_OK;
    for (int64_t events = 0; status == RVA_OK && *next < work->count && events < EVENTS_PER_COMMIT;
         ++*next) {
        status = read_piece(work, &work->pieces[*next], &bytes, err);
        rva__log_writer_open(&log, txn, INT64_MIN);
        for (uint32_t i = 0; status == RVA_OK && i < work->block.count; i++) {
            rva__log_recorded(&log, work->block.recorded_at[i]);
            status = rva__log_append(&log, &work->block.events[i], err);
        }
        if (status == RVA_OK)
            status = rva__log_flush(&log, err);
        events += work->block.count;
    }
    rva__log_writer_free(&log);
    rva__buffer_free(&bytes);
    return status;
}

static rva_status append_all(salvage *work, rva__env *env, rva_error *err)
{
    for (size_t next = 0; next < work->count;) {
        rva__txn txn;
        RVA__TRY(rva__txn_write(env, 0, &txn, err));
        const rva_status status = append_some(work, &txn, &next, err);
        if (status != RVA_OK) {
            rva__txn_end(&txn);
            return status;
        }
        work->result.events = txn.state.next_seq - 1;
        RVA__TRY(rva__txn_commit(&txn, err));
        if (work->progress && work->progress(work->result.events, work->total, work->context) != 0)
            return rva__fail(err, RVA_CANCELLED, "the salvage was stopped; nothing was made");
    }
    return RVA_OK;
}

static rva_status fill(salvage *work, const char *path, rva_error *err)
{
    rva__env *env;
    RVA__TRY(rva__store_open(path, MAP_MIB_MAX, &env, err));
    rva_status status = keep_secret(env, &work->meta[META_SECRET], err);
    if (status == RVA_OK)
        status = append_all(work, env, err);
    if (status == RVA_OK)
        status = rva__store_rebuild(env, NULL, 0, NULL, NULL, err);
    if (status == RVA_OK)
        status = rva__erased_persons_erase(&work->persons, env, INT64_MIN, err);
    work->result.events += work->persons.recorded;
    rva__env_close(env);
    return status;
}

static rva_status make(salvage *work, const char *destination, const rva_settings *settings,
                       rva_error *err)
{
    rva__beside temporary;
    RVA__TRY(rva__files_make_beside(destination, &temporary, err));
    rva_status status = rva__store_create_in(temporary.path, settings, false, err);
    if (status == RVA_OK)
        status = fill(work, temporary.path, err);
    if (status == RVA_OK)
        return rva__files_settle(&temporary, destination, err);
    rva__files_drop(&temporary);
    return status;
}

static rva_status salvage_file(salvage *work, const char *destination, const rva_settings *settings,
                               rva_error *err)
{
    rva_settings *found = NULL;
    RVA__TRY(rva__sweep(work->fd, take, work, &work->result.damaged_pages, err));
    const int64_t next_seq = read_next_seq(work);
    choose_pieces(work, next_seq ? next_seq : INT64_MAX);
    count_missing(work, next_seq);
    work->result.settings_found = work->meta[META_SETTINGS].found;
    if (!settings)
        RVA__TRY(read_settings(work, &found, err));
    const rva_status status = make(work, destination, settings ? settings : found, err);
    rva_settings_free(found);
    return status;
}

/** Opens the data file of a store that nobody has open. */
static rva_status open_data(const char *path, int *data_fd, int *guard_fd, rva_error *err)
{
    const int directory_fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory_fd < 0)
        return errno == ENOENT ? rva__fail(err, RVA_NOT_FOUND, "%s: no such store", path)
                               : rva__fail_errno(err, errno, path);
    rva_status status = rva__guard_exclude(directory_fd, path, guard_fd, err);
    if (status == RVA_FORMAT || status == RVA_READ_ONLY) {
        *guard_fd = -1; /* its guard is lost, or nobody can write there */
        status = RVA_OK;
    }
    *data_fd = openat(directory_fd, "data.mdb", O_RDONLY | O_CLOEXEC);
    if (status == RVA_OK && *data_fd < 0)
        status = rva__fail_errno(err, errno, path);
    close(directory_fd);
    return status;
}

rva_status rva__store_salvage(const char *path, const char *destination,
                              const rva_settings *settings, rva_salvage_result *out,
                              rva_progress_fn progress, void *context, rva_error *err)
{
    int guard_fd = -1;
    salvage work = {.fd = -1,
                    .meta = {{.name = "settings"}, {.name = "secret"}, {.name = "state"}},
                    .progress = progress,
                    .context = context};
    rva_status status = rva__files_check_new(destination, err);
    if (status == RVA_OK)
        status = open_data(path, &work.fd, &guard_fd, err);
    if (status == RVA_OK)
        status = salvage_file(&work, destination, settings, err);
    if (work.fd >= 0)
        close(work.fd);
    if (guard_fd >= 0)
        close(guard_fd);
    for (int i = 0; i < META_RECORDS; i++)
        rva__buffer_free(&work.meta[i].bytes);
    rva__block_free(&work.block);
    rva__erased_persons_free(&work.persons);
    rva__alloc_free(work.pieces);
    if (status == RVA_OK && out)
        *out = work.result;
    return status;
}
