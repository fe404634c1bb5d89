/**
 * @file record/identity.h
 * What is known of an event by its id and its uid: the version that stands, those that do not,
 * and voids.
 */
#ifndef RVA_RECORD_IDENTITY_H
#define RVA_RECORD_IDENTITY_H

#include "record/arrival.h"

/** What is known of an event. */
typedef struct rva__identity {
    rva__cached *document; /**< of its versions and voids, or NULL */
    int64_t index;         /**< of the entry that stands in it, or -1 */
    rva__cached *by_own;   /**< where its id leads, also when it is just waited for, or NULL */
    rva__cached *by_uid;   /**< where its uid leads, or NULL */
} rva__identity;

/** How a content compares with what was recorded before of the same event. */
typedef struct rva__likeness {
    bool same;            /**< it was */
    bool same_correction; /**< as a correction */
    bool original;        /**< some content was recorded without `correct` */
} rva__likeness;

/**
 * Finds what is known of an event.
 *
 * @return RVA_OK, or RVA_CONFLICT when its id and its uid belong to different events
 */
rva_status rva__identify(rva__batch *batch, const rva__arrival *arrival, rva__identity *out,
                         rva_error *err);

/** Whether a past version or void is of the event. */
bool rva__identity_has(const rva__arrival *arrival, const rva__past *past);

/** The place in the log of what a uid names: what stands, else its last version; 0: nothing. */
int64_t rva__identity_seq(const rva__document *document, uint64_t uid);

/** The uid that a version of the event carried, or 0. */
uint64_t rva__identity_uid(const rva__identity *who, const rva__arrival *arrival);

/** Compares the content of an arriving event with that of its versions. */
rva_status rva__identity_compare(rva__batch *batch, const rva__identity *who,
                                 const rva__arrival *arrival, rva__likeness *out, rva_error *err);

/** Moves the past versions and voids of an event from one document to another. */
rva_status rva__identity_move(rva__batch *batch, const rva__arrival *arrival, rva__cached *from,
                              rva__cached *to, rva_error *err);

/** A past version of the event; its content is that of `event`. */
rva_status rva__identity_past(rva__batch *batch, const rva__arrival *arrival,
                              const rva_event *event, int64_t seq, int what, rva__past *out,
                              rva_error *err);

/** Whether two events have the same content; ids in the first may be those of the erased. */
bool rva__identity_same_content(rva__batch *batch, const rva_event *recorded,
                                const rva_event *arriving);

/**
 * Whether a recorded event, known by its place in the log, has another content than one whose
 * digest is given; false: it has to be compared.  What was read once is remembered.
 */
rva_status rva__identity_differs(rva__batch *batch, int64_t seq, uint64_t content, bool *out,
                                 rva_error *err);

/** Remembers the digest of an event that is in the log now. */
rva_status rva__identity_remember(rva__batch *batch, int64_t seq, uint64_t content, rva_error *err);

/** A keyed hash of an event's content; an erasure of its ids changes nothing of it. */
rva_status rva__identity_digest(rva__batch *batch, const rva_event *event, uint64_t *out,
                                rva_error *err);

#endif
