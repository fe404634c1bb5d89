/**
 * @file revanalytics/store.h
 * A store: where events are recorded and figures are kept.
 *
 * A store is a directory.  Any number of processes may have it open at once, and any
 * number of threads of a process may use one ::rva_store; opening the same directory
 * again in one process gives another handle on the same environment.  After fork()
 * a handle refuses work in the child with ::RVA_FORKED; closing it there is safe.
 * A store lives on a local disk: network file systems are refused.
 */
#ifndef REVANALYTICS_STORE_H
#define REVANALYTICS_STORE_H

#include <revanalytics/event.h>
#include <revanalytics/settings.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An open store. */
typedef struct rva_store rva_store;

/** When a recording call returns. */
typedef enum rva_durability {
    RVA_DURABLE = 0,   /**< when the event is on disk (default) */
    RVA_ASYNC = 1,     /**< when it is queued; written after `async_ms` at most */
    RVA_EPHEMERAL = 2, /**< when it is in the page cache; only for a store created so */
} rva_durability;

/** How a store is opened. */
typedef struct rva_store_options {
    uint64_t size;           /**< sizeof(rva_store_options), set by the initialiser */
    int64_t durability;      /**< ::rva_durability */
    int64_t async_ms;        /**< the interval of ::RVA_ASYNC, default 100 */
    int64_t read_only;       /**< 1: refuse to record, rebuild or change settings; feeds still
                                save their places */
    int64_t busy_timeout_ms; /**< how long a call waits for another writer, default 5000 */
    int64_t map_mib_max;     /**< the largest size of the store, default 16777216 (16 TiB) */
    int64_t upgrade;         /**< 1: upgrade a store of an older version as it is opened */
} rva_store_options;

/** The defaults. */
#define RVA_STORE_OPTIONS_INIT                                                                     \
    {                                                                                              \
        sizeof(rva_store_options), RVA_DURABLE, 100, 0, 5000, 16777216, 0                          \
    }

/**
 * Creates a store, whole or not at all: it is made beside its place and renamed.
 *
 * @param path      a directory that does not exist yet, or is empty
 * @param settings  NULL for the defaults
 * @param durability  ::RVA_DURABLE, or ::RVA_EPHEMERAL for a store that a power cut may
 *        take whole (tests, bulk loads)
 * @return RVA_OK, RVA_EXISTS, RVA_INVALID, RVA_IO, RVA_FULL or RVA_NO_MEMORY; RVA_UNKNOWN
 *         when the last step failed: it is there whole, or not at all
 */
RVA_API rva_status rva_store_create(const char *path, const rva_settings *settings,
                                    rva_durability durability, rva_error *err);

/**
 * Opens a store.
 *
 * @param options  NULL for the defaults
 * @param out      receives the store; close with rva_store_close()
 * @return RVA_OK, RVA_NOT_FOUND, RVA_FORMAT, RVA_CORRUPT, RVA_IN_USE, RVA_IO,
 *         RVA_INVALID or RVA_NO_MEMORY; RVA_BUSY when another process was stopped in the act
 *         of opening or closing it
 */
RVA_API rva_status rva_store_open(const char *path, const rva_store_options *options,
                                  rva_store **out, rva_error *err);

/** Writes what is queued and closes; NULL is fine.  Flush first to learn of failures. */
RVA_API void rva_store_close(rva_store *store);

/**
 * Waits until all that was recorded through this handle is on disk.
 *
 * @return RVA_OK, or with ::RVA_ASYNC why the queue cannot be written now (it stays, and is
 *         tried again), else the first refusal of an event since the last flush
 */
RVA_API rva_status rva_store_flush(rva_store *store, rva_error *err);

/** A copy of the settings; free with rva_settings_free(). */
RVA_API rva_status rva_store_settings(rva_store *store, rva_settings **out, rva_error *err);

/**
 * Changes the settings and recomputes all that depends on them.
 *
 * The currency cannot change once money has been recorded.
 */
RVA_API rva_status rva_store_change_settings(rva_store *store, const rva_settings *settings,
                                             rva_progress_fn progress, void *context,
                                             rva_error *err);

/** What became of an event. */
typedef enum rva_outcome {
    RVA_ACCEPTED = 0,       /**< recorded, or kept until what it names arrives */
    RVA_DUPLICATE = 1,      /**< recorded before with the same content: nothing changed */
    RVA_CONFLICTING = 2,    /**< its id was recorded before with other content: refused */
    RVA_REFUSED = 3,        /**< not valid: nothing of it is kept */
    RVA_CORRECTED = 4,      /**< recorded in place of what its id or uid had, or to end a void */
    RVA_OF_ERASED = 5,      /**< of a person who was erased: refused, as it should be */
    RVA_NOTHING_STORED = 6, /**< an erasure of whom nothing is stored: recorded all the same */
} rva_outcome;

/** How many events of a batch had each outcome. */
typedef struct rva_record_summary {
    int64_t accepted;  /**< recorded: new */
    int64_t duplicate; /**< known already with the same content */
    int64_t conflict;  /**< refused: their id has other content */
    int64_t refused;   /**< refused for another reason */
    int64_t corrected; /**< recorded in place of an earlier content */
    int64_t erased;    /**< refused: of persons who were erased */
} rva_record_summary;

/** An event of a batch that was not accepted. */
typedef struct rva_rejection {
    int64_t index;   /**< its place in the batch */
    int64_t outcome; /**< ::RVA_CONFLICTING, ::RVA_REFUSED or ::RVA_OF_ERASED */
    rva_error error; /**< the field, the reason and the remedy */
} rva_rejection;

/** The events of a batch that were refused or conflicted. */
typedef struct rva_rejections rva_rejections;

/** How many there are; 0 for NULL. */
RVA_API size_t rva_rejections_count(const rva_rejections *rejections);

/** Number `index`, or NULL past the last. */
RVA_API const rva_rejection *rva_rejections_at(const rva_rejections *rejections, size_t index);

/** Frees them; NULL is fine. */
RVA_API void rva_rejections_free(rva_rejections *rejections);

/**
 * Records one event.
 *
 * @param outcome  receives ::RVA_ACCEPTED, ::RVA_CORRECTED, ::RVA_DUPLICATE or
 *        ::RVA_NOTHING_STORED; may be NULL; with ::RVA_ASYNC always ::RVA_ACCEPTED
 * @return RVA_OK once it is as safe as the durability says; RVA_INVALID, RVA_CONFLICT,
 *         RVA_LIMIT, RVA_ERASED when it is refused (err names field and remedy); RVA_BUSY,
 *         RVA_FULL, RVA_IO when nothing was stored; RVA_UNKNOWN: open it again and repeat
 */
RVA_API rva_status rva_record(rva_store *store, const rva_event *event, rva_outcome *outcome,
                              rva_error *err);

/**
 * Records many events, in as few transactions as are useful.
 *
 * An event that is refused does not hinder the others.  With ::RVA_ASYNC what is queued is
 * written first; when that cannot be done, nothing of the batch is recorded.
 *
 * @param events      an array of rva_event
 * @param summary     receives the counts; may be NULL
 * @param rejections  receives the events not accepted, or NULL when there are none; may be
 *        NULL; free with rva_rejections_free()
 * @return RVA_OK when each event had its outcome; otherwise the summary says how many had
 */
RVA_API rva_status rva_record_many(rva_store *store, const rva_event *events, size_t count,
                                   rva_record_summary *summary, rva_rejections **rejections,
                                   rva_error *err);

/**
 * What recording these events would say, without keeping any of them.
 *
 * The same checks, against the store as it is; nothing is written.
 *
 * @param summary     as of rva_record_many(); may be NULL
 * @param rejections  as of rva_record_many(); may be NULL
 */
RVA_API rva_status rva_record_check(rva_store *store, const rva_event *events, size_t count,
                                    rva_record_summary *summary, rva_rejections **rejections,
                                    rva_error *err);

/** What an erasure touched. */
typedef struct rva_erasure {
    int64_t outcome;       /**< ::RVA_ACCEPTED, ::RVA_DUPLICATE or ::RVA_NOTHING_STORED */
    int64_t conversations; /**< that were erased now */
    int64_t leads;         /**< of these */
    int64_t events;        /**< of the log that were written anew, also those of others */
} rva_erasure;

/**
 * Erases a person, as recording an `erase` event does, and says what was touched.
 *
 * Ids, tags and free text of the person go, wherever they are named; the figures stay. The
 * bytes leave the disk with rva_store_compact().
 *
 * @param kind     "conversation", "lead" or "visitor"
 * @param id       of that kind
 * @param erasure  receives what was touched; may be NULL
 * @return RVA_OK, also when nothing of that id is stored: what is still to come is refused
 */
RVA_API rva_status rva_store_erase(rva_store *store, const char *kind, const char *id,
                                   rva_erasure *erasure, rva_error *err);

/** A store in figures. */
typedef struct rva_store_info {
    int64_t events;       /**< accepted events in the log */
    int64_t documents;    /**< conversations, and events that belong to none */
    int64_t cells;        /**< cells kept */
    int64_t fact_rows;    /**< rows of the base cuboid */
    int64_t ids;          /**< ids known */
    int64_t dictionary;   /**< dimension values known */
    int64_t overflowed;   /**< values that fell into (other) */
    int64_t first_at;     /**< earliest instant recorded, or ::RVA_ABSENT */
    int64_t last_at;      /**< latest instant recorded, or ::RVA_ABSENT */
    int64_t data_bytes;   /**< size of the data file */
    int64_t free_bytes;   /**< of it, free for reuse */
    int64_t map_bytes;    /**< size of the memory map */
    int64_t readers;      /**< reader slots in use */
    int64_t format_major; /**< version of the format */
    int64_t format_minor; /**< version of the format */
    int64_t ephemeral;    /**< 1 when created so */
    int64_t change;       /**< the change number, see rva_store_change() */
    int64_t crossed;      /**< events that name another conversation than they belong to */
    int64_t unannounced;  /**< sold leads of which no `lead` event was recorded */
    int64_t erased;       /**< conversations, leads and visitors that were erased */
} rva_store_info;

/** The store in figures. */
RVA_API rva_status rva_store_get_info(rva_store *store, rva_store_info *out, rva_error *err);

/**
 * The change number: it rises with every commit that changes an answer (events, settings,
 * rebuilding), and with no other, so that what was computed before may be kept while it is the
 * same.
 */
RVA_API rva_status rva_store_change(rva_store *store, int64_t *out, rva_error *err);

/** How deep a verification goes; each level includes those before it. */
typedef enum rva_verify_level {
    RVA_VERIFY_QUICK = 1,   /**< format, sizes, manifest present */
    RVA_VERIFY_RECORDS = 2, /**< every checksum, and the manifest's counts and sums */
    RVA_VERIFY_FULL = 3,    /**< every document, fact row, id and cell equals what the log gives */
} rva_verify_level;

/** What a verification found. */
typedef struct rva_verify_result {
    int64_t events;      /**< log entries read */
    int64_t documents;   /**< documents compared */
    int64_t fact_rows;   /**< rows of the base cuboid compared */
    int64_t cells;       /**< cells compared */
    int64_t ids;         /**< ids compared */
    int64_t differences; /**< records that are damaged, missing, extra or different */
    rva_error first;     /**< the first difference in words */
} rva_verify_result;

/**
 * Checks a store against itself; changes nothing.
 *
 * @return RVA_OK when the check ran (`out->differences` says what it found), else why not
 */
RVA_API rva_status rva_store_verify(rva_store *store, rva_verify_level level,
                                    rva_verify_result *out, rva_progress_fn progress, void *context,
                                    rva_error *err);

/**
 * Recomputes all that is derived from the log, in one transaction.
 *
 * What the log no longer proves is left out and counted in `lost`; nothing is invented.  A store
 * whose pages are damaged cannot be changed: RVA_CORRUPT, and rva_store_salvage() is what helps.
 *
 * @param lost  receives the number of log blocks that could not be read; may be NULL
 */
RVA_API rva_status rva_store_rebuild(rva_store *store, int64_t *lost, rva_progress_fn progress,
                                     void *context, rva_error *err);

/** What an upgrade did. */
typedef struct rva_upgrade_result {
    int64_t upgraded; /**< 0 when the store was up to date and nothing was done */
    int64_t events;   /**< events of its log */
    int64_t lost;     /**< log blocks that could not be read: run verify, and see salvage */
    char made_by[32]; /**< the version of the library that made it, "0.1.0" */
} rva_upgrade_result;

/**
 * Makes a store of an older version one of this version.
 *
 * The log stays as it is; all that is derived from it is made anew, in one transaction, so that
 * a store is either as it was or as it will be, whatever happens on the way.  Afterwards every
 * report equals that of a new store with the same events.  It takes as long as
 * rva_store_rebuild(), and the room on disk of what is derived once more.
 *
 * @param path  a store that is open nowhere: RVA_IN_USE otherwise
 * @param out   receives what was done; may be NULL
 * @return RVA_OK, also for a store that is up to date; RVA_FORMAT for one of a newer version,
 *         RVA_CORRUPT when its pages are damaged, RVA_IN_USE, RVA_READ_ONLY, RVA_FULL,
 *         RVA_CANCELLED
 */
RVA_API rva_status rva_store_upgrade(const char *path, rva_upgrade_result *out,
                                     rva_progress_fn progress, void *context, rva_error *err);

/** What was saved from a damaged store. */
typedef struct rva_salvage_result {
    int64_t events;         /**< events of the new store */
    int64_t missing;        /**< events that the log had, and that are lost */
    int64_t damaged_pages;  /**< pages of the data file that are not what they should be */
    int64_t settings_found; /**< 1 when its own settings could be read */
} rva_salvage_result;

/**
 * Makes a new store from what a damaged one still proves; the damaged one is left as it is.
 *
 * Every event whose checksum holds is taken, in the order of the log, wherever in the file it
 * is found; nothing is invented.  Named feeds begin anew.  Where only one of two versions of a
 * log block can be true, see docs/durability.md.
 *
 * @param path         a store that is open nowhere: RVA_IN_USE otherwise
 * @param destination  a directory that does not exist yet
 * @param settings     of the new store; NULL for those of the damaged one
 * @param out          receives the counts; may be NULL
 * @return RVA_OK; RVA_CORRUPT when nothing is left, or when the settings are lost and none were
 *         given; RVA_EXISTS, RVA_NOT_FOUND, RVA_IO, RVA_CANCELLED
 */
RVA_API rva_status rva_store_salvage(const char *path, const char *destination,
                                     const rva_settings *settings, rva_salvage_result *out,
                                     rva_progress_fn progress, void *context, rva_error *err);

/**
 * Copies the store, as of this moment, into a new directory, compacted and verified.
 *
 * @param destination  a directory that does not exist yet
 * @return RVA_UNKNOWN when the last step failed: the copy is there whole, or not at all
 */
RVA_API rva_status rva_store_backup(rva_store *store, const char *destination, rva_error *err);

/**
 * Rewrites a store without free pages, which completes every erasure.
 *
 * The store must not be open anywhere: RVA_IN_USE otherwise.
 */
RVA_API rva_status rva_store_compact(const char *path, rva_error *err);

#ifdef __cplusplus
}
#endif

#endif
