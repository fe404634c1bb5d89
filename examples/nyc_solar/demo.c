/**
 * @file nyc_solar/demo.c
 * nyc_solar_demo: a quarter of a solar chatbot in New York, recorded and reported.
 *
 * The first events are recorded one by one, as a chatbot would while it talks; the rest
 * in batches, in the order in which they would have reached the store.
 */
#include "demo.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "generate.h"
#include "ndjson.h"
#include "showcase.h"

enum {
    LIVE_EVENTS = 12,
    QUARTER_DAYS = 90,
    PER_DAY = 95,
    NDJSON_PER_DAY = 1000,
    CONVERSATIONS_DEFAULT = 10000,
    PATH_BYTES = 4096,
};

/** 2026-01-01T00:00:00-05:00 and 2026-03-31T23:59:59-04:00. */
static const int64_t quarter_from_at = INT64_C(1767243600000000);
static const int64_t quarter_now_at = INT64_C(1775015999000000);

static const char usage[] =
    "usage: nyc_solar_demo [showcase] [--store DIR] [--seed N] [--keep]\n"
    "       nyc_solar_demo [showcase] --ndjson [CONVERSATIONS] [--seed N]\n"
    "\n"
    "Records a made-up quarter of a solar chatbot in New York and reports on it; or the\n"
    "showcase, a month whose figures are known; or writes the events as lines of JSON.\n"
    "  --store DIR  keep the store there (a new directory); else a temporary one\n"
    "  --seed N     another quarter (default 2026)\n"
    "  --keep       do not remove the temporary store\n";

typedef struct choices {
    bool showcase;
    bool ndjson;
    bool keep;
    uint64_t seed;
    int64_t conversations;
    const char *store;
} choices;

/** A store being filled. */
typedef struct recording {
    rva_store *store;
    rva_record_summary summary;
    int64_t live; /**< events recorded one by one so far */
} recording;

static bool read_number(const char *text, int64_t *out)
{
    char *end = NULL;
    if (text == NULL || *text < '0' || *text > '9')
        return false;
    *out = (int64_t)strtoll(text, &end, 10);
    return *end == '\0';
}

static bool read_choices(int count, char **arguments, choices *out)
{
    *out = (choices){.seed = 2026, .conversations = CONVERSATIONS_DEFAULT};
    for (int i = 1; i < count; i++) {
        const char *word = arguments[i];
        const char *next = i + 1 < count ? arguments[i + 1] : NULL;
        int64_t number = 0;
        if (strcmp(word, "showcase") == 0) {
            out->showcase = true;
        } else if (strcmp(word, "--keep") == 0) {
            out->keep = true;
        } else if (strcmp(word, "--ndjson") == 0) {
            out->ndjson = true;
            if (read_number(next, &out->conversations))
                i++;
        } else if (strcmp(word, "--seed") == 0 && read_number(next, &number)) {
            out->seed = (uint64_t)number;
            i++;
        } else if (strcmp(word, "--store") == 0 && next != NULL) {
            out->store = next;
            i++;
        } else {
            return false;
        }
    }
    return out->conversations > 0;
}

static int write_lines(const rva_event *events, size_t count, void *context)
{
    return solar_ndjson_write(context, events, count);
}

static int print_ndjson(const choices *chosen)
{
    int result = -1;
    if (chosen->showcase) {
        solar_showcase showcase;
        if (solar_showcase_make(&showcase) == 0) {
            result = solar_ndjson_write(stdout, showcase.events, showcase.count);
            solar_showcase_free(&showcase);
        }
    } else {
        const solar_options options = {.seed = chosen->seed,
                                       .from_at = quarter_from_at,
                                       .conversations_per_day = NDJSON_PER_DAY,
                                       .conversations_max = chosen->conversations};
        result = solar_generate(&options, write_lines, stdout);
    }
    if (fflush(stdout) != 0 || result != 0) {
        fprintf(stderr, "nyc_solar_demo: cannot write all events\n");
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/** One event at a time: what a chatbot does while it talks. */
static int record_live(recording *record, const rva_event *event)
{
    char at[RVA_INSTANT_BYTES];
    rva_error err = RVA_ERROR_INIT;
    const double before = seconds_now();
    if (rva_record(record->store, event, NULL, &err) != RVA_OK) {
        fprintf(stderr, "nyc_solar_demo: %s: %s\n", err.field, err.message);
        return -1;
    }
    const double passed = seconds_now() - before;
    rva_instant_format(event->at, at);
    printf("  %-28s %-13s %-10s %-24s on disk after %6.2f ms\n", at,
           rva_event_type_name(event->type),
           event->conversation != NULL ? event->conversation : event->id,
           event->stage != NULL ? event->stage : "", passed * 1e3);
    record->live++;
    record->summary.accepted++;
    return 0;
}

static int record_batch(const rva_event *events, size_t count, void *context)
{
    recording *record = context;
    rva_record_summary summary = {0};
    rva_rejections *rejections = NULL;
    rva_error err = RVA_ERROR_INIT;
    size_t first = 0;
    while (first < count && record->live < LIVE_EVENTS)
        if (record_live(record, &events[first++]) != 0)
            return -1;
    if (rva_record_many(record->store, events + first, count - first, &summary, &rejections,
                        &err) != RVA_OK) {
        fprintf(stderr, "nyc_solar_demo: %s\n", err.message);
        return -1;
    }
    for (size_t i = 0; i < rva_rejections_count(rejections); i++) {
        const rva_error *why = &rva_rejections_at(rejections, i)->error;
        fprintf(stderr, "nyc_solar_demo: refused: %s: %s\n", why->field, why->message);
    }
    rva_rejections_free(rejections);
    record->summary.accepted += summary.accepted;
    record->summary.duplicate += summary.duplicate;
    record->summary.conflict += summary.conflict;
    record->summary.refused += summary.refused;
    return 0;
}

static int record_all(recording *record, const choices *chosen)
{
    if (!chosen->showcase) {
        const solar_options options = {.seed = chosen->seed,
                                       .from_at = quarter_from_at,
                                       .days = QUARTER_DAYS,
                                       .conversations_per_day = PER_DAY};
        return solar_generate(&options, record_batch, record);
    }
    solar_showcase showcase;
    if (solar_showcase_make(&showcase) != 0)
        return -1;
    const int result = record_batch(showcase.events, showcase.count, record);
    solar_showcase_free(&showcase);
    return result;
}

static int show_all(rva_store *store, const char *path, bool showcase)
{
    const int64_t now_at = showcase ? SOLAR_SHOWCASE_NOW_AT : quarter_now_at;
    const solar_question questions[] = {
        {"executive_summary", "What the last 30 days earned", 30, NULL, now_at},
        {"conversation_analytics", "Where conversations are lost", 30, NULL, now_at},
        {"revenue_trends", "How it developed, by week", showcase ? 60 : QUARTER_DAYS, "week",
         now_at},
    };
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        if (solar_show(store, path, &questions[i]) != 0)
            return -1;
    return 0;
}

static int record_and_show(const choices *chosen, const char *path)
{
    recording record = {0};
    rva_error err = RVA_ERROR_INIT;
    if (rva_store_create(path, NULL, RVA_DURABLE, &err) != RVA_OK ||
        rva_store_open(path, NULL, &record.store, &err) != RVA_OK) {
        fprintf(stderr, "nyc_solar_demo: no store at %s: %s\n", path, err.message);
        return EXIT_FAILURE;
    }
    printf("Recording %s into %s, the first %d events one by one:\n",
           chosen->showcase ? "the showcase months" : "January to March 2026", path, LIVE_EVENTS);
    const double before = seconds_now();
    int result = record_all(&record, chosen);
    const double passed = seconds_now() - before;
    const rva_record_summary *summary = &record.summary;
    printf("%" PRId64 " events recorded in %.2f s (%.0f a second), every figure kept up to date; "
           "%" PRId64 " duplicates, %" PRId64 " conflicts, %" PRId64 " refused\n",
           summary->accepted, passed, (double)summary->accepted / passed, summary->duplicate,
           summary->conflict, summary->refused);
    if (result == 0)
        result = show_all(record.store, path, chosen->showcase);
    rva_store_close(record.store);
    return result == 0 && summary->conflict + summary->refused == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int count, char **arguments)
{
    choices chosen;
    if (!read_choices(count, arguments, &chosen)) {
        fputs(usage, stderr);
        return 2;
    }
    if (chosen.ndjson)
        return print_ndjson(&chosen);
    if (chosen.store != NULL)
        return record_and_show(&chosen, chosen.store);

    char folder[PATH_BYTES];
    char path[PATH_BYTES + 8];
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/nyc_solar.XXXXXX", base != NULL && *base ? base : "/tmp");
    if (mkdtemp(folder) == NULL) {
        fprintf(stderr, "nyc_solar_demo: cannot make a directory like %s\n", folder);
        return EXIT_FAILURE;
    }
    snprintf(path, sizeof path, "%s/store", folder);
    const int result = record_and_show(&chosen, path);
    if (chosen.keep)
        printf("\nThe store is kept: %s\n", path);
    else
        solar_remove(folder);
    return result;
}
