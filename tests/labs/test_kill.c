/**
 * @file labs/test_kill.c
 * Writers killed with kill -9 at any moment lose nothing that they acknowledged.
 *
 * In each round children record and report each acknowledged event through a pipe until
 * they are killed.  The parent then opens the store, where every event reported must be
 * there already.  A recorder that reports before it records shows that the lab can see it.
 * RVA_KILLS is the number of rounds, over four kinds of children; RVA_SEED their delays.
 * Every other round the delay begins only with the first report.
 */
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"

enum {
    KILLS = 1000,
    KINDS = 4,
    FIRST_MS_MAX = 2000,
    CONTROL_KILLS = 100,
    DELAY_US_MAX = 12000,
    THREADS_MAX = 16,
    PROCESSES_MAX = 2,
    ROUNDS_PER_STORE = 50,
    REPORTS_MAX = 65536,
};

/** An acknowledged event, as it goes through the pipe. */
typedef struct report {
    int32_t round;
    int16_t process;
    int16_t thread;
    int32_t number;
} report;

/** Who records, and how. */
typedef struct recorder {
    int processes;
    int threads;
    bool forgets;   /**< reports before it records */
    bool ephemeral; /**< never flushes: many more commits in the same time */
} recorder;

/** A thread that records. */
typedef struct worker {
    rva_store *store;
    report next;
    int pipe;
    bool forgets;
} worker;

static char path[GIVEN_PATH_BYTES];
static uint64_t seed;

static uint32_t random_below(uint32_t bound)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % bound;
}

static rva_event event_of(const report *of, char id[GIVEN_ID_BYTES])
{
    snprintf(id, GIVEN_ID_BYTES, "%d-%d-%d-%d", of->round, of->process, of->thread, of->number);
    return given_conversation(id);
}

static void *work(void *context)
{
    worker *self = context;
    for (;; self->next.number++) {
        char id[GIVEN_ID_BYTES];
        const rva_event event = event_of(&self->next, id);
        if (self->forgets && write(self->pipe, &self->next, sizeof self->next) < 0)
            return NULL;
        if (rva_record(self->store, &event, NULL, NULL) != RVA_OK)
            return NULL;
        if (!self->forgets && write(self->pipe, &self->next, sizeof self->next) < 0)
            return NULL;
    }
}

/** A child: records from several threads until it is killed. */
static void record_until_killed(const recorder *who, int round, int process, int pipe)
{
    static worker workers[THREADS_MAX];
    pthread_t thread;
    rva_store *store = given_open(path);
    for (int i = 0; i < who->threads; i++) {
        workers[i] = (worker){store, {round, (int16_t)process, (int16_t)i, 0}, pipe, who->forgets};
        if (i > 0 && pthread_create(&thread, NULL, work, &workers[i]) != 0)
            _exit(EXIT_FAILURE);
    }
    work(&workers[0]);
    for (;;)
        pause();
}

static pid_t start(const recorder *who, int round, int process, const int ends[2])
{
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        record_until_killed(who, round, process, ends[1]);
    }
    return child;
}

/** Until something is reported. */
static void wait_first(int pipe)
{
    struct pollfd first = {.fd = pipe, .events = POLLIN};
    poll(&first, 1, FIRST_MS_MAX);
}

static void wait_random(void)
{
    const struct timespec delay = {.tv_nsec = (long)random_below(DELAY_US_MAX) * 1000};
    nanosleep(&delay, NULL);
}

/** Reads what the dead children reported. */
static size_t read_reports(int pipe, report *out)
{
    size_t bytes = 0;
    ssize_t got;
    while ((got = read(pipe, (char *)out + bytes, REPORTS_MAX * sizeof *out - bytes)) > 0)
        bytes += (size_t)got;
    return bytes / sizeof *out;
}

/** Runs the children of a round and kills them; what they reported. */
static size_t run_and_kill(const recorder *who, int round, report *out)
{
    int ends[2];
    pid_t children[PROCESSES_MAX];
    cr_assert_eq(pipe(ends), 0);
    for (int i = 0; i < who->processes; i++)
        children[i] = start(who, round, i, ends);
    close(ends[1]);
    if (round % 2)
        wait_first(ends[0]);
    for (int i = 0; i < who->processes; i++) {
        wait_random();
        kill(children[i], SIGKILL);
    }
    for (int i = 0; i < who->processes; i++) {
        int how = 0;
        waitpid(children[i], &how, 0);
        cr_assert(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL, "a child ended by itself");
    }
    const size_t count = read_reports(ends[0], out);
    close(ends[0]);
    return count;
}

/** How many of the events reported are not in the store: recording them again tells. */
static int64_t count_lost(rva_store *store, const report *reports, size_t count)
{
    char(*ids)[GIVEN_ID_BYTES] = calloc(count + 1, sizeof *ids);
    rva_event *events = calloc(count + 1, sizeof *events);
    rva_record_summary summary = {0};
    rva_error err = RVA_ERROR_INIT;
    for (size_t i = 0; i < count; i++)
        events[i] = event_of(&reports[i], ids[i]);
    given_check(rva_record_many(store, events, count, &summary, NULL, &err), &err, "recording");
    free(events);
    free(ids);
    return (int64_t)count - summary.duplicate;
}

/** What came of some rounds. */
typedef struct tally {
    int64_t reported;
    int64_t lost;
    int64_t differences;
} tally;

static void run_round(const recorder *who, int round, tally *sums)
{
    static report reports[REPORTS_MAX];
    const rva_error err = RVA_ERROR_INIT;
    const bool last = round % ROUNDS_PER_STORE == ROUNDS_PER_STORE - 1;
    if (round % ROUNDS_PER_STORE == 0) {
        given_end();
        snprintf(path, sizeof path, "%s", given_place("store"));
        given_check(
            rva_store_create(path, NULL, who->ephemeral ? RVA_EPHEMERAL : RVA_DURABLE, NULL), &err,
            "rva_store_create");
    }
    const size_t count = run_and_kill(who, round, reports);
    rva_store *store = given_open(path);
    sums->reported += (int64_t)count;
    sums->differences += given_differences(store, last ? RVA_VERIFY_FULL : RVA_VERIFY_RECORDS);
    sums->lost += count_lost(store, reports, count);
    rva_store_close(store);
}

static tally run_rounds(const recorder *who, int rounds)
{
    tally sums = {0};
    seed = (uint64_t)given_number("RVA_SEED", 1);
    for (int round = 0; round < rounds; round++)
        run_round(who, round, &sums);
    printf("%d processes x %d threads%s%s: %d kills, %lld acknowledged, %lld lost\n",
           who->processes, who->threads, who->ephemeral ? ", ephemeral" : "",
           who->forgets ? " that forget" : "", rounds, (long long)sums.reported,
           (long long)sums.lost);
    fflush(stdout);
    return sums;
}

static int rounds_each(void)
{
    return (int)given_number("RVA_KILLS", KILLS) / KINDS + 1;
}

static void expect_nothing_lost(recorder who)
{
    const tally sums = run_rounds(&who, rounds_each());
    cr_expect_gt(sums.reported, 0);
    cr_expect_eq(sums.lost, 0);
    cr_expect_eq(sums.differences, 0);
}

TestSuite(kill, .fini = given_end, .timeout = 600);

Test(kill, one_writer_loses_nothing)
{
    expect_nothing_lost((recorder){.processes = 1, .threads = 1});
}

Test(kill, sixteen_threads_lose_nothing)
{
    expect_nothing_lost((recorder){.processes = 1, .threads = 16});
}

Test(kill, two_processes_lose_nothing)
{
    expect_nothing_lost((recorder){.processes = 2, .threads = 4});
}

Test(kill, a_store_that_is_not_flushed_loses_nothing_either)
{
    expect_nothing_lost((recorder){.processes = 2, .threads = 2, .ephemeral = true});
}

Test(kill, a_recorder_that_forgets_is_found_out)
{
    const recorder who = {.processes = 1, .threads = 4, .forgets = true};
    const tally sums = run_rounds(&who, CONTROL_KILLS);
    cr_expect_gt(sums.lost, 0);
    cr_expect_eq(sums.differences, 0);
}
