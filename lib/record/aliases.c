/**
 * @file record/aliases.c
 * Ids as exports wrote them.
 */
#include "record/aliases.h"

#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "record/place.h"
#include "store/format.h"

enum { KEY_DIGITS = 2 * RVA__SECRET_BYTES, SHOWN_BYTES = RVA__ID_ERASED_BYTES - 1 };

/** Reads the keys that the store has, once in a transaction. */
static rva_status load(rva__batch *batch, rva_error *err)
{
    if (batch->keys_loaded)
        return RVA_OK;
    batch->keys_loaded = true;
    rva__buffer_clear(&batch->keys);
    return batch->txn->state.erased_elsewhere > 0
               ? rva__format_read_keys(batch->txn, &batch->keys, err)
               : RVA_OK;
}

static bool has_key(const rva__buffer *keys, const char *key)
{
    const char *const all = (const char *)keys->data;
    for (size_t at = 0; at < keys->size; at += strlen(all + at) + 1)
        if (strcmp(all + at, key) == 0)
            return true;
    return false;
}

rva_status rva__aliases_add(rva__batch *batch, const char *key, rva_error *err)
{
    RVA__TRY(load(batch, err));
    if (has_key(&batch->keys, key))
        return RVA_OK;
    rva__buffer_put(&batch->keys, key, strlen(key) + 1);
    if (batch->keys.failed)
        return rva__fail_memory(err);
    batch->txn->state.erased_elsewhere++;
    return rva__format_put_keys(batch->txn, &batch->keys, err);
}

static void read_key(const char *digits, uint8_t key[RVA__SECRET_BYTES])
{
    for (int i = 0; i < RVA__SECRET_BYTES; i++) {
        unsigned byte = 0;
        (void)sscanf(digits + (size_t)(2 * i), "%2x", &byte);
        key[i] = (uint8_t)byte;
    }
}

/** The id as the last of some stores, each imported from the one before, would export it. */
static void show(const char *keys, int type, const char *id, char out[RVA__ID_ERASED_BYTES])
{
    for (const char *at = keys; *at; at += KEY_DIGITS) {
        uint8_t key[RVA__SECRET_BYTES];
        read_key(at, key);
        rva__id_erased_text(rva__id_hash_under(key, type, id), out);
        out[0] = '~';
        id = out;
    }
}

/** What is known of an id. */
typedef struct standing {
    bool known;
    bool erased;
} standing;

static rva_status look_up(rva__batch *batch, int type, const char *id, standing *out,
                          rva_error *err)
{
    rva__cached *cached;
    const rva__link link = {rva__id_hash(batch->txn->config, type, id), type};
    RVA__TRY(rva__batch_find(batch, link.hash, &cached, err));
    out->known = cached != NULL;
    return rva__link_is_erased(batch, &link, &out->erased, err);
}

/**
 * What an id is known by: `out`, when it is that of somebody who was erased, or only money of
 * theirs named it; else itself.
 */
static rva_status find(rva__batch *batch, int type, const char **id, char out[RVA__ID_ERASED_BYTES],
                       bool *erased, rva_error *err)
{
    standing as_shown = {0};
    standing as_given = {0};
    if ((*id)[0] == '~' && strlen(*id) == SHOWN_BYTES) { /* exported from this store, perhaps */
        memcpy(out, *id, RVA__ID_ERASED_BYTES);
        out[0] = RVA__ID_ERASED;
        RVA__TRY(look_up(batch, type, out, &as_shown, err));
    }
    const char *const all = (const char *)batch->keys.data;
    for (size_t at = 0; at < batch->keys.size && !as_shown.known; at += strlen(all + at) + 1) {
        show(all + at, type, *id, out);
        RVA__TRY(look_up(batch, type, out, &as_shown, err));
        if (as_shown.known && !as_shown.erased)
            RVA__TRY(look_up(batch, type, *id, &as_given, err));
        as_shown.known &= !as_given.known;
    }
    *erased = as_shown.known && as_shown.erased;
    if (as_shown.known)
        *id = out;
    return RVA_OK;
}

/** Whether an erasure was exported from this store, or from one that it is a copy of. */
static bool is_own_erasure(const rva__batch *batch, const rva_event *event)
{
    char own[KEY_DIGITS + 1];
    const size_t size = event->type == RVA_EVENT_ERASE && event->key ? strlen(event->key) : 0;
    for (int i = 0; i < RVA__SECRET_BYTES; i++)
        snprintf(own + (size_t)(2 * i), 3, "%02x", batch->txn->config->secret[i]);
    return size >= KEY_DIGITS && strcmp(event->key + size - KEY_DIGITS, own) == 0;
}

/** Names those whom an erasure of a copy named by their ids, whether they are known here or not. */
static void take_own(rva__aliased *room)
{
    for (int i = 0; i < RVA__ID_FIELDS; i++) {
        int type;
        const char **id = rva__event_id(&room->event, i, &type);
        if (!*id || (*id)[0] != '~' || strlen(*id) != SHOWN_BYTES)
            continue;
        memcpy(room->texts.texts[i], *id, RVA__ID_ERASED_BYTES);
        room->texts.texts[i][0] = RVA__ID_ERASED;
        *id = room->texts.texts[i];
    }
    room->event.key = NULL;
}

rva_status rva__aliases_find(rva__batch *batch, const rva_event *event, rva__aliased *room,
                             const rva_event **out, rva_error *err)
{
    *out = event;
    room->own = room->names = false;
    if (!batch->replay_seq && is_own_erasure(batch, event)) {
        room->event = *event;
        take_own(room);
        *out = &room->event;
        return RVA_OK;
    }
    if (batch->txn->state.erased == 0 || batch->replay_seq)
        return RVA_OK;
    RVA__TRY(load(batch, err));
    room->event = *event;
    for (int i = 0; i < RVA__ID_FIELDS; i++) {
        int type;
        const char **id = rva__event_id(&room->event, i, &type);
        bool found = false;
        if (*id)
            RVA__TRY(find(batch, type, id, room->texts.texts[i], &found, err));
        room->names |= found;
        room->own |= found && (id == &room->event.id || id == &room->event.uid);
    }
    *out = &room->event;
    return RVA_OK;
}
