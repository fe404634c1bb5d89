/**
 * @file labs/test_erasure.c
 * Nothing is left of people who were erased, whatever their history was, and every figure stays.
 *
 * Each trial tells a history (erasure_story.h), has maintenance of its store killed at any
 * moment, erases some people, records what comes late, compacts, and then looks at every byte of
 * the store, of what lies beside it, and at all that the store still tells.  Figures are the same
 * before and after, also in another store that imports the log; what was not of those erased is
 * as it was; the erasure says rightly what it touched.
 *
 * The controls keep a copy of the store, and one superseded version: both must be found.
 *
 * RVA_ERASURES is the number of trials, over all tests; RVA_SEED what the first follows from.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "engine/store_handle.h"
#include "erasure_kill.h"
#include "erasure_search.h"
#include "erasure_story.h"
#include "given.h"
#include "store/commit.h"
#include "store/log.h"

#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

enum {
    TRIALS = SANITIZED ? 60 : 510,
    TESTS = 3, /**< that share them */
    TARGETS_MAX = 3,
    BATCH_MAX = 40,
};

/** By what people are erased. */
typedef enum kind { BY_CONVERSATION, BY_LEAD, BY_VISITOR } kind;

static const char *const kinds[] = {"conversation", "lead", "visitor"};

/** A trial under way. */
typedef struct trial {
    uint64_t seed;
    story story;
    char path[GIVEN_PATH_BYTES];
    rva_store *store;
    char *figures; /**< as they are to be */
    wanted erased;
    int64_t amiss;
    int64_t seen;      /**< of texts that tell of those erased, before */
    int64_t left;      /**< and after */
    int64_t leftovers; /**< of maintenance that was killed */
    bool copied;       /**< a backup or salvage of it was killed */
    int nothings;
} trial;

static void expect(trial *self, bool right, const char *what)
{
    if (right)
        return;
    self->amiss++;
    fprintf(stderr, "RVA_SEED=%llu RVA_ERASURES=1: %s\n", (unsigned long long)self->seed, what);
}

/** Makes a store at a place of its own. */
static rva_store *make_store(const char *name, char path[GIVEN_PATH_BYTES])
{
    rva_error err = RVA_ERROR_INIT;
    snprintf(path, GIVEN_PATH_BYTES, "%s", given_place(name));
    given_check(rva_store_create(path, NULL, RVA_EPHEMERAL, &err), &err, "rva_store_create");
    return given_open(path);
}

static void add_summary(rva_record_summary *to, const rva_record_summary *more)
{
    to->accepted += more->accepted;
    to->duplicate += more->duplicate;
    to->conflict += more->conflict;
    to->refused += more->refused;
    to->corrected += more->corrected;
    to->erased += more->erased;
}

/** Records events in batches of any size. */
static rva_record_summary record(rva_store *store, const rva_event *events, size_t count)
{
    rva_record_summary sums = {0};
    rva_error err = RVA_ERROR_INIT;
    for (size_t at = 0, size; at < count; at += size) {
        rva_record_summary summary = {0};
        size = 1 + story_below(BATCH_MAX);
        size = size < count - at ? size : count - at;
        given_check(rva_record_many(store, events + at, size, &summary, NULL, &err), &err,
                    "rva_record_many");
        add_summary(&sums, &summary);
    }
    return sums;
}

/** A consumer reads some events and saves its place. */
static int64_t consume(rva_store *store, uint32_t events)
{
    rva_feed *feed = NULL;
    rva_error err = RVA_ERROR_INIT;
    rva_change change = {0};
    given_check(rva_feed_open(store, "consumer", 1, &feed, &err), &err, "rva_feed_open");
    for (uint32_t i = 0; i < events; i++)
        if (rva_feed_next(feed, &change, NULL) != RVA_OK)
            break;
    given_check(rva_feed_save(feed, &err), &err, "rva_feed_save");
    rva_feed_close(feed);
    return change.seq;
}

/** Maintenance is killed, with the store open nowhere. */
static void leave_leftovers(trial *self)
{
    rva_store_close(self->store);
    self->copied = kill_maintenance(self->path);
    self->leftovers = kill_leftovers();
    self->store = given_open(self->path);
}

/* Erasing. */

/** Whom an erasure reaches: marks, and how much of them was not erased before. */
typedef struct target {
    kind by;
    const char *id;
    wanted who;
    int64_t conversations;
    int64_t leads;
} target;

static void add_chapter(const trial *self, target *to, int chapter)
{
    if (self->erased.chapters[chapter])
        return;
    to->who.chapters[chapter] = true;
    to->conversations++;
    to->leads += self->story.chapters[chapter].standing_leads;
}

/** Whether a chapter that is not erased, nor about to be, names the visitor. */
static bool visitor_stays(const trial *self, const target *now, int person)
{
    for (int i = 0; i < STORY_CHAPTERS; i++) {
        const story_chapter *chapter = &self->story.chapters[i];
        const int wrongly = self->story.names_wrongly[i];
        if (self->erased.chapters[i] || now->who.chapters[i])
            continue;
        if ((chapter->person == person && chapter->names_visitor) ||
            (wrongly >= 0 && self->story.chapters[wrongly].person == person))
            return true;
    }
    return false;
}

static target choose(const trial *self, kind by)
{
    const int chosen = (int)story_below(STORY_CHAPTERS);
    const story_chapter *chapter = &self->story.chapters[chosen];
    target to = {.by = by, .id = chapter->conversation};
    if (by == BY_VISITOR) {
        to.id = chapter->visitor;
        for (int i = 0; i < STORY_CHAPTERS; i++)
            if (self->story.chapters[i].person == chapter->person &&
                self->story.chapters[i].names_visitor)
                add_chapter(self, &to, i);
        to.who.visitors[chapter->person] = !self->erased.visitors[chapter->person];
        return to;
    }
    if (by == BY_LEAD && chapter->lead_count > 0)
        to.id = chapter->leads[story_below((uint32_t)chapter->lead_count)];
    else
        to.by = BY_CONVERSATION;
    add_chapter(self, &to, chosen);
    return to;
}

/** An event that changes no figure: a void of what is never recorded. */
static rva_event nothing(trial *self)
{
    static char reasons[2][GIVEN_ID_BYTES];
    static int next;
    rva_event event;
    rva_event_init(&event, RVA_EVENT_VOID, RVA_ABSENT);
    event.market = "nothing";
    event.reason = reasons[next ^= 1];
    snprintf(reasons[next], sizeof reasons[next], "%d", self->nothings++);
    return event;
}

/** Erases by the call, by an event, or by an event among others. */
static rva_erasure erase(trial *self, const target *to, bool anew)
{
    rva_erasure did = {.outcome = RVA_REFUSED};
    rva_error err = RVA_ERROR_INIT;
    rva_event events[] = {nothing(self), given_erasure(NULL), nothing(self)};
    rva_outcome outcome = RVA_REFUSED;
    rva_event *event = &events[1];
    event->conversation = to->by == BY_CONVERSATION ? to->id : NULL;
    event->lead = to->by == BY_LEAD ? to->id : NULL;
    event->visitor = to->by == BY_VISITOR ? to->id : NULL;
    switch (story_below(3)) {
    case 0:
        given_check(rva_record(self->store, event, &outcome, &err), &err, "rva_record");
        did.outcome = outcome;
        break;
    case 1:
        given_check(rva_record_many(self->store, events, 3, NULL, NULL, &err), &err,
                    "rva_record_many");
        break;
    default:
        given_check(rva_store_erase(self->store, kinds[to->by], to->id, &did, &err), &err,
                    "rva_store_erase");
        expect(self, did.conversations == (anew ? to->conversations : 0), "conversations erased");
        expect(self, did.leads == (anew ? to->leads : 0), "leads erased");
    }
    return did;
}

/** An erasure that is killed on its way: it is done, or not at all. */
static void begin_to_erase(trial *self, const target *to)
{
    rva_store_close(self->store);
    kill_erasure(self->path, kinds[to->by], to->id);
    self->store = given_open(self->path);
}

static void join(wanted *to, const wanted *more)
{
    for (int i = 0; i < STORY_CHAPTERS; i++)
        to->chapters[i] |= more->chapters[i];
    for (int i = 0; i < STORY_PEOPLE; i++)
        to->visitors[i] |= more->visitors[i];
}

/** Erases somebody, and compares all that the store tells before and after. */
static void erase_and_compare(trial *self, kind by)
{
    told before, after;
    const target to = choose(self, by);
    if (story_chance(10))
        begin_to_erase(self, &to);
    told_read(self->store, &before);
    const int64_t named = told_count(&to.who, &before);
    const rva_erasure did = erase(self, &to, named > 0);
    told_read(self->store, &after);
    if (did.events > 0 || did.conversations > 0)
        expect(self, did.events == named, "events erased");
    if (did.outcome != RVA_REFUSED)
        expect(self, (did.outcome == RVA_ACCEPTED) == (named > 0), "outcome");
    wanted gone = to.who;
    for (int i = 0; i < STORY_PEOPLE; i++)
        gone.visitors[i] |= !visitor_stays(self, &to, i);
    join(&self->erased, &gone);
    self->seen += named;
    expect(self, told_touched(&to.who, &before, &after) == 0, "others were touched");
    told_free(&before);
    told_free(&after);
}

/* Afterwards. */

static void compare_figures(trial *self, rva_store *store, const char *what)
{
    char *figures = given_figures(store);
    expect(self, strcmp(figures, self->figures) == 0, what);
    free(figures);
}

/** All that a store tells, searched. */
static void search_store(trial *self, rva_store *store)
{
    told all;
    told_read(store, &all);
    self->left += told_count(&self->erased, &all) + search_records(&self->erased, store);
    told_free(&all);
    expect(self, given_differences(store, RVA_VERIFY_FULL) == 0, "verification");
}

/** The original log once more: of the erased it is refused, all else is known. */
static void record_again(trial *self, rva_store *store, const char *what)
{
    const int64_t events = given_events(store);
    const rva_record_summary did = record(store, self->story.events, self->story.count);
    expect(self, did.accepted == 0 && did.corrected == 0 && did.conflict == 0 && did.refused == 0,
           what);
    expect(self, given_events(store) == events && (did.erased > 0 || self->seen == 0), what);
    compare_figures(self, store, what);
}

/** The log in another store. */
static void carry(trial *self)
{
    char path[GIVEN_PATH_BYTES];
    rva_feed *feed = NULL;
    rva_error err = RVA_ERROR_INIT;
    rva_change change;
    given_remove(kill_beside("other"));
    rva_store *other = make_store("other", path);
    given_check(rva_feed_open(self->store, NULL, 1, &feed, &err), &err, "rva_feed_open");
    given_check(rva_feed_show_keys(feed, 1, &err), &err, "rva_feed_show_keys");
    while (rva_feed_next(feed, &change, NULL) == RVA_OK) {
        rva_outcome outcome;
        const rva_status status = rva_record(other, change.event, &outcome, &err);
        expect(self, status == RVA_OK, err.message);
    }
    rva_feed_close(feed);
    compare_figures(self, other, "figures elsewhere");
    record_again(self, other, "the original log elsewhere");
    search_store(self, other);
    rva_store_close(other);
}

/** Money that comes late and names a lead of somebody erased, and somebody else. */
static void record_late_crossing(trial *self, int chapter)
{
    const story_chapter *of = &self->story.chapters[chapter];
    const int other = (int)story_below(STORY_CHAPTERS);
    if (!of->standing_lead)
        return;
    rva_event late = given_sale(story_text(&self->story, chapter, "late"), of->standing_lead, 700);
    late.conversation = self->story.chapters[other].conversation;
    const rva_record_summary did = record(self->store, &late, 1);
    expect(self, did.accepted == 1, "money that came late");
}

/** What comes late of somebody erased is refused; money is kept, without their ids. */
static void record_late(trial *self)
{
    for (int i = 0; i < STORY_CHAPTERS; i++) {
        const story_chapter *chapter = &self->story.chapters[i];
        if (!self->erased.chapters[i])
            continue;
        rva_event late[] = {
            given_stage(chapter->conversation, "welcome", 1),
            given_lead(story_text(&self->story, i, "late"), chapter->conversation),
            given_erasure(chapter->conversation),
            given_sale(story_text(&self->story, i, "late"), NULL, 700),
        };
        late[0].reason = story_text(&self->story, i, "late");
        late[3].conversation = chapter->conversation;
        late[3].uid = story_text(&self->story, i, "late");
        const rva_record_summary did = record(self->store, late, 4);
        expect(self, did.erased == 2 && did.duplicate == 1 && did.accepted == 1, "what came late");
        record_late_crossing(self, i);
    }
}

/** Compaction completes the erasures; the next backup and salvage to a place clear it. */
static void complete(trial *self, bool all)
{
    rva_error err = RVA_ERROR_INIT;
    rva_store_close(self->store);
    kill_remove_finished();
    given_check(rva_store_compact(self->path, &err), &err, "rva_store_compact");
    if (all)
        given_check(
            rva_store_salvage(self->path, kill_beside(KILL_SALVAGED), NULL, NULL, NULL, NULL, &err),
            &err, "rva_store_salvage");
    self->store = given_open(self->path);
    if (all)
        given_check(rva_store_backup(self->store, kill_beside(KILL_BACKUP), &err), &err,
                    "rva_store_backup");
}

/** A backup and a salvaged store have the same figures, and nobody either. */
static void check_beside(trial *self)
{
    static const char *const names[] = {KILL_BACKUP, KILL_SALVAGED};
    for (int i = 0; i < 2; i++) {
        rva_store *store = given_open(kill_beside(names[i]));
        compare_figures(self, store, names[i]);
        search_store(self, store);
        rva_store_close(store);
    }
}

static void take_figures(trial *self)
{
    free(self->figures);
    self->figures = given_figures(self->store);
}

static void begin_trial(trial *self, uint64_t seed)
{
    *self = (trial){.seed = seed};
    story_seed = seed * UINT64_C(0x9e3779b97f4a7c15);
    story_tell(&self->story);
    self->store = make_store("store", self->path);
    const rva_record_summary did = record(self->store, self->story.events, self->story.count);
    expect(self, did.refused == 0 && did.conflict == 0 && did.erased == 0, "the history");
}

static void end_trial(trial *self)
{
    rva_store_close(self->store);
    story_free(&self->story);
    free(self->figures);
    given_end();
}

static void run(trial *self, uint64_t seed, kind by)
{
    begin_trial(self, seed);
    leave_leftovers(self);
    const int64_t place = consume(self->store, story_below(60));
    take_figures(self);
    for (uint32_t i = 1 + story_below(TARGETS_MAX); i > 0; i--)
        erase_and_compare(self, i == 1 ? by : (kind)story_below(3));
    compare_figures(self, self->store, "figures after the erasure");
    record_again(self, self->store, "the original log");
    if (story_chance(50))
        carry(self);
    record_late(self);
    take_figures(self);
    if (story_chance(30))
        carry(self);
    if (story_chance(50)) {
        rva_store_close(self->store);
        kill_leave_copy(self->path);
        kill_compaction(self->path);
        self->store = given_open(self->path);
    }
    complete(self, self->copied);
    compare_figures(self, self->store, "figures after the compaction");
    search_store(self, self->store);
    if (self->copied)
        check_beside(self);
    expect(self, consume(self->store, 1) == place + 1, "the consumer's place");
    self->left += search_files(&self->erased, kill_root());
}

/** What came of some trials. */
typedef struct sums {
    int64_t amiss;
    int64_t seen;
    int64_t left;
    int64_t leftovers;
} sums;

static sums run_trials(kind by)
{
    sums all = {0};
    const long trials = (given_number("RVA_ERASURES", TRIALS) + TESTS - 1) / TESTS;
    const uint64_t seed = (uint64_t)given_number("RVA_SEED", 1);
    for (long i = 0; i < trials; i++) {
        trial self;
        run(&self, seed + (uint64_t)i, by);
        expect(&self, self.left == 0, "somebody erased is still there");
        all.amiss += self.amiss;
        all.seen += self.seen;
        all.left += self.left;
        all.leftovers += self.leftovers;
        end_trial(&self);
    }
    printf("by %s: %ld histories, %lld leftovers, %lld events of those erased, %lld marks left, "
           "%lld amiss\n",
           kinds[by], trials, (long long)all.leftovers, (long long)all.seen, (long long)all.left,
           (long long)all.amiss);
    fflush(stdout);
    return all;
}

static void expect_nobody_left(kind by)
{
    const sums all = run_trials(by);
    cr_expect_gt(all.seen, 0);
    cr_expect_eq(all.left, 0);
    cr_expect_eq(all.amiss, 0);
}

TestSuite(erasure, .timeout = 3600); /* RVA_ERASURES may be many */

Test(erasure, by_conversation_leaves_nothing)
{
    expect_nobody_left(BY_CONVERSATION);
}

Test(erasure, by_lead_leaves_nothing)
{
    expect_nobody_left(BY_LEAD);
}

Test(erasure, by_visitor_leaves_nothing)
{
    expect_nobody_left(BY_VISITOR);
}

/* Controls. */

/** A store with somebody in it who has an event with two versions: the place of the first. */
static int64_t begin_control(trial *self, told *before)
{
    for (uint64_t seed = 1;; seed++) {
        begin_trial(self, seed);
        self->erased.chapters[0] = true;
        told_read(self->store, before);
        for (size_t i = 0; i < before->count; i++)
            for (size_t later = i + 1; later < before->count; later++)
                if (told_names(&self->erased, &before->events[i]) && before->events[i].id &&
                    before->events[later].id && before->events[later].correct == 1 &&
                    before->events[i].type == before->events[later].type &&
                    strcmp(before->events[i].id, before->events[later].id) == 0)
                    return (int64_t)i + 1;
        told_free(before);
        end_trial(self);
    }
}

static void erase_and_compact(trial *self)
{
    rva_error err = RVA_ERROR_INIT;
    const rva_event erasure = given_erasure(self->story.chapters[0].conversation);
    given_record(self->store, &erasure);
    rva_store_close(self->store);
    given_check(rva_store_compact(self->path, &err), &err, "rva_store_compact");
    self->store = given_open(self->path);
}

/** Puts one event back into its block of the log as it was. */
static rva_status put_back(rva__txn *txn, const rva_event *event, int64_t seq, rva_error *err)
{
    rva__log_reader reader = {0};
    rva__block_writer *writer = calloc(1, sizeof *writer);
    rva__buffer scratch = {0};
    const rva_event *found;
    rva_status status = rva__log_read(txn, &reader, seq, &found, err);
    rva__block_writer_clear(writer);
    for (uint32_t i = 0; status == RVA_OK && i < reader.block.count; i++) {
        const bool is_it = reader.first_seq + i == seq;
        if (!rva__block_writer_add(writer, is_it ? event : &reader.block.events[i],
                                   reader.block.recorded_at[i]))
            break; /* the last events of the block have no room: enough for a control */
    }
    if (status == RVA_OK)
        status = rva__log_put_block(txn, reader.first_seq, writer, &scratch, err);
    rva__log_reader_free(&reader);
    rva__block_writer_free(writer);
    rva__buffer_free(&scratch);
    free(writer);
    return status;
}

static void keep_version(trial *self, const told *before, int64_t seq)
{
    rva_error err = RVA_ERROR_INIT;
    rva__txn txn;
    given_check(rva__txn_write(self->store->env, 0, &txn, &err), &err, "rva__txn_write");
    given_check(put_back(&txn, &before->events[seq - 1], seq, &err), &err, "put_back");
    given_check(rva__txn_commit(&txn, &err), &err, "rva__txn_commit");
}

Test(erasure, that_keeps_one_superseded_version_is_found_out)
{
    trial self;
    told before, after;
    const int64_t seq = begin_control(&self, &before);
    erase_and_compact(&self);
    kill_remove_finished();
    cr_expect_eq(search_files(&self.erased, kill_root()), 0);
    keep_version(&self, &before, seq);
    told_read(self.store, &after);
    cr_expect_eq(told_count(&self.erased, &after), 1);
    cr_expect_gt(told_touched(&self.erased, &before, &after), 0);
    cr_expect_gt(search_files(&self.erased, kill_root()), 0);
    told_free(&before);
    told_free(&after);
    end_trial(&self);
}

Test(erasure, that_leaves_a_copy_beside_is_found_out)
{
    trial self;
    told before;
    begin_control(&self, &before);
    kill_leave_copy(self.path);
    rva_store_close(self.store);
    self.store = given_open(self.path);
    cr_assert_eq(rva_store_backup(self.store, kill_beside("older"), NULL), RVA_OK);
    erase_and_compact(&self);
    cr_expect_gt(search_files(&self.erased, kill_root()), 0); /* the older backup */
    given_remove(kill_beside("older"));
    kill_remove_finished();
    cr_expect_eq(search_files(&self.erased, kill_root()), 0);
    told_free(&before);
    end_trial(&self);
}
