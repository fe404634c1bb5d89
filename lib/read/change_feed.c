/**
 * @file read/change_feed.c
 * The change feed: new events are read from the log when inotify tells that the file changed.
 */
#include "read/change_feed.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

#include "core/alloc.h"
#include "core/error.h"
#include "model/event.h"
#include "store/config.h"
#include "store/commit.h"
#include "store/log.h"

enum {
    POLL_MS = 100,     /**< between looks, without inotify */
    RECHECK_MS = 1000, /**< the same with it, for a change that it missed */
    COMMIT_MS = 50,    /**< for so long after a change its commit may still be on its way */
    NAME_BYTES_MAX = 128,
};

struct rva_feed {
    rva__env *env;
    char *name;
    int64_t next_seq;
    int wake_fd;      /**< inotify, or -1: polled */
    int64_t woken_ms; /**< when the file last changed: the commit may still be on its way */
    rva__log_reader reader;
    size_t commit;  /**< the newest one when it was last looked whether somebody was erased */
    int64_t erased; /**< how many were, of whom the block in hand has no readable id */
    bool shows_keys;
    char key[2 * RVA__SECRET_BYTES + 1];                                 /**< of the store */
    char keys[RVA_REASON_BYTES_MAX + sizeof "" + 2 * RVA__SECRET_BYTES]; /**< of an erasure */
    rva_event erasure;
};

static rva_status load_cursor(rva_feed *feed, int64_t from_seq, rva_error *err)
{
    rva__txn txn;
    const void *value = NULL;
    size_t size = 0;
    RVA__TRY(rva__txn_read(feed->env, &txn, err));
    rva_status status = RVA_OK;
    if (feed->name)
        status =
            rva__txn_get(&txn, RVA__DB_CURSORS, feed->name, strlen(feed->name), &value, &size, err);
    if (status == RVA_OK && size == 8)
        feed->next_seq = (int64_t)rva__big_get64(value);
    else
        feed->next_seq = from_seq == RVA_ABSENT ? txn.state.next_seq : from_seq;
    rva__txn_end(&txn);
    return status;
}

static int watch_data(const rva__env *env)
{
    char path[4096];
    const int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0)
        return -1;
    snprintf(path, sizeof path, "%s/data.mdb", env->path);
    if (inotify_add_watch(fd, path, IN_MODIFY) >= 0)
        return fd;
    close(fd);
    return -1;
}

rva_status rva__feed_open(rva__env *env, const char *name, int64_t from_seq, rva_feed **out,
                          rva_error *err)
{
    if (name && (name[0] == '\0' || strlen(name) > NAME_BYTES_MAX))
        return rva__fail_field(err, RVA_INVALID, "name", "a cursor's name has 1 to %d bytes",
                               (int)NAME_BYTES_MAX);
    rva_feed *feed = rva__alloc_zero(1, sizeof *feed);
    if (!feed)
        return rva__fail_memory(err);
    feed->env = env;
    feed->wake_fd = -1;
    feed->name = rva__alloc_text(name);
    const rva_status status =
        name && !feed->name ? rva__fail_memory(err) : load_cursor(feed, from_seq, err);
    if (status != RVA_OK) {
        rva_feed_close(feed);
        return status;
    }
    feed->wake_fd = watch_data(env);
    *out = feed;
    return RVA_OK;
}

void rva_feed_close(rva_feed *feed)
{
    if (!feed)
        return;
    if (feed->wake_fd >= 0)
        close(feed->wake_fd);
    rva__log_reader_free(&feed->reader);
    rva__alloc_free(feed->name);
    rva__alloc_free(feed);
}

static void write_key(const uint8_t secret[RVA__SECRET_BYTES], char *out)
{
    for (int i = 0; i < RVA__SECRET_BYTES; i++)
        snprintf(out + (size_t)(2 * i), 3, "%02x", secret[i]);
}

rva_status rva_feed_show_keys(rva_feed *feed, int64_t show, rva_error *err)
{
    rva__txn txn;
    if (!feed)
        return rva__fail_field(err, RVA_INVALID, "feed", "is NULL");
    RVA__TRY(rva__env_check(feed->env, err));
    RVA__TRY(rva__txn_read(feed->env, &txn, err));
    write_key(txn.config->secret, feed->key);
    rva__txn_end(&txn);
    feed->shows_keys = show != 0;
    return RVA_OK;
}

/** An erasure as the feed gives it: its key is that of where it came from, and the store's. */
static const rva_event *show_erasure(rva_feed *feed, const rva_event *event)
{
    feed->erasure = *event;
    snprintf(feed->keys, sizeof feed->keys, "%s%s", event->key ? event->key : "", feed->key);
    feed->erasure.key = feed->shows_keys ? feed->keys : NULL;
    return &feed->erasure;
}

/** Ids of erased persons are shown as "~" and their hash: something that can be an id. */
static void show_erased(rva__block *block)
{
    rva__buffer *texts = &block->texts;
    for (size_t at = 0; at < texts->size; at += strlen((const char *)texts->data + at) + 1)
        if (texts->data[at] == RVA__ID_ERASED)
            texts->data[at] = '~';
}

/** Reads the block of the next event. */
static rva_status read_next(rva_feed *feed, rva_error *err)
{
    const rva_event *next;
    rva__txn txn;
    feed->reader.first_seq = 0; /* its block may have grown since it was read */
    feed->commit = rva__env_last_commit(feed->env);
    RVA__TRY(rva__txn_read(feed->env, &txn, err));
    feed->erased = txn.state.erased;
    const rva_status status = feed->next_seq < txn.state.next_seq
                                  ? rva__log_read(&txn, &feed->reader, feed->next_seq, &next, err)
                                  : rva__fail(err, RVA_NOT_FOUND, "no event yet");
    rva__txn_end(&txn);
    if (status == RVA_OK)
        show_erased(&feed->reader.block);
    return status;
}

/** Lets go of the block in hand when somebody was erased since it was read. */
static rva_status forget_erased(rva_feed *feed, rva_error *err)
{
    rva__txn txn;
    const size_t commit = rva__env_last_commit(feed->env);
    if (commit == feed->commit)
        return RVA_OK;
    RVA__TRY(rva__txn_read(feed->env, &txn, err));
    if (txn.state.erased != feed->erased)
        feed->reader.first_seq = 0;
    rva__txn_end(&txn);
    feed->commit = commit;
    return RVA_OK;
}

rva_status rva_feed_next(rva_feed *feed, rva_change *out, rva_error *err)
{
    if (!feed || !out)
        return rva__fail_field(err, RVA_INVALID, feed ? "out" : "feed", "is NULL");
    RVA__TRY(rva__env_check(feed->env, err));
    RVA__TRY(forget_erased(feed, err));
    if (!rva__log_reader_holds(&feed->reader, feed->next_seq))
        RVA__TRY(read_next(feed, err));
    const rva__block *block = &feed->reader.block;
    const int64_t place = feed->next_seq - feed->reader.first_seq;
    const rva_event *event = &block->events[place];
    if (event->type == RVA_EVENT_ERASE)
        event = show_erasure(feed, event);
    *out = (rva_change){feed->next_seq++, block->recorded_at[place], event};
    return RVA_OK;
}

static rva_status has_next(const rva_feed *feed, bool *out, rva_error *err)
{
    rva__txn txn;
    RVA__TRY(rva__txn_read(feed->env, &txn, err));
    *out = feed->next_seq < txn.state.next_seq;
    rva__txn_end(&txn);
    return RVA_OK;
}

static int64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/** Sleeps until the data file changes or the time is over; the caller looks what happened. */
static void sleep_until_change(rva_feed *feed, int64_t left_ms)
{
    char drained[4096];
    struct pollfd wake = {.fd = feed->wake_fd, .events = POLLIN};
    const bool watched = feed->wake_fd >= 0;
    int wait_ms = watched ? RECHECK_MS : POLL_MS;
    if (watched && clock_ms() - feed->woken_ms < COMMIT_MS)
        wait_ms = 1; /* pages are written before the commit shows */
    if (left_ms >= 0 && left_ms < wait_ms)
        wait_ms = (int)left_ms;
    if (poll(&wake, watched ? 1 : 0, wait_ms) > 0) {
        feed->woken_ms = clock_ms();
        while (read(feed->wake_fd, drained, sizeof drained) > 0)
            ;
    }
}

rva_status rva_feed_wait(rva_feed *feed, int64_t timeout_ms, rva_error *err)
{
    if (!feed)
        return rva__fail_field(err, RVA_INVALID, "feed", "is NULL");
    const int64_t begin = clock_ms();
    for (;;) {
        bool found;
        RVA__TRY(has_next(feed, &found, err));
        if (found)
            return RVA_OK;
        const int64_t left_ms = timeout_ms < 0 ? -1 : timeout_ms - (clock_ms() - begin);
        if (timeout_ms >= 0 && left_ms <= 0)
            return rva__fail(err, RVA_TIMEOUT, "no event within %lld ms", (long long)timeout_ms);
        sleep_until_change(feed, left_ms);
    }
}

static rva_status save_cursor(rva_feed *feed, rva_error *err)
{
    rva__txn txn;
    uint8_t place[8];
    rva__big_put64(place, (uint64_t)feed->next_seq);
    RVA__TRY(rva__txn_write(feed->env, 5000, &txn, err));
    const rva_status status = rva__txn_put(&txn, RVA__DB_CURSORS, feed->name, strlen(feed->name),
                                           place, sizeof place, err);
    if (status == RVA_OK)
        return rva__txn_commit(&txn, err);
    rva__txn_end(&txn);
    return status;
}

rva_status rva_feed_save(rva_feed *feed, rva_error *err)
{
    if (!feed)
        return rva__fail_field(err, RVA_INVALID, "feed", "is NULL");
    if (!feed->name)
        return rva__fail(err, RVA_MISUSE, "a feed without a name has no place to save");
    RVA__TRY(rva__env_check(feed->env, err));
    RVA__TRY(rva__turn_enter(&feed->env->turn, err));
    const rva_status status = save_cursor(feed, err);
    rva__turn_leave(&feed->env->turn);
    return status;
}
