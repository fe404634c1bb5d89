/**
 * @file labs/erasure_search.c
 * Searching.
 */
#include "erasure_search.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "given.h"

enum { DESCRIPTORS = 16, MARK_BYTES = sizeof STORY_MARK - 1 };

/** Whether those wanted have the mark that goes on with `rest`: "3.1>", "3.v>". */
static bool is_wanted(const wanted *who, const char *rest)
{
    const int person = rest[0] - '0';
    const int chapter = rest[2] - '0';
    if (person < 0 || person >= STORY_PEOPLE || rest[1] != '.' || rest[3] != '>')
        return false;
    if (rest[2] == 'v')
        return who->visitors[person];
    return chapter >= 0 && chapter < STORY_CHAPTERS_EACH &&
           who->chapters[person * STORY_CHAPTERS_EACH + chapter];
}

int64_t search_bytes(const wanted *who, const void *bytes, size_t size)
{
    const char *at = bytes;
    const char *const end = at + size;
    int64_t count = 0;
    while ((at = memmem(at, (size_t)(end - at), STORY_MARK, MARK_BYTES)) != NULL) {
        at += MARK_BYTES;
        count += end - at >= 4 && is_wanted(who, at);
    }
    return count;
}

static const wanted *visit_who;
static int64_t visit_count;

static int visit_file(const char *path, const struct stat *about, int kind, struct FTW *place)
{
    (void)place;
    if (kind != FTW_F || about->st_size == 0)
        return 0;
    const size_t size = (size_t)about->st_size;
    char *bytes = malloc(size);
    FILE *from = fopen(path, "rb");
    if (!bytes || !from || fread(bytes, 1, size, from) != size) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    fclose(from);
    visit_count += search_bytes(visit_who, bytes, size);
    free(bytes);
    return 0;
}

int64_t search_files(const wanted *who, const char *directory)
{
    visit_who = who;
    visit_count = 0;
    nftw(directory, visit_file, DESCRIPTORS, FTW_PHYS);
    return visit_count;
}

static bool is_text(const rva_field *field)
{
    return field->form == RVA_FIELD_TEXT || field->form == RVA_FIELD_OBJECT;
}

static const char **text_at(rva_event *event, const rva_field *field)
{
    return (const char **)(void *)((char *)event + field->offset);
}

static void own_texts(rva_event *event)
{
    const rva_field *field;
    for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++)
        if (is_text(field) && *text_at(event, field))
            *text_at(event, field) = strdup(*text_at(event, field));
}

void told_read(rva_store *store, told *out)
{
    rva_feed *feed = NULL;
    rva_error err = RVA_ERROR_INIT;
    rva_change change;
    rva_status status;
    *out = (told){.room = (size_t)given_events(store)};
    out->events = calloc(out->room + 1, sizeof *out->events);
    given_check(rva_feed_open(store, NULL, 1, &feed, &err), &err, "rva_feed_open");
    while ((status = rva_feed_next(feed, &change, &err)) == RVA_OK && out->count < out->room) {
        out->events[out->count] = *change.event;
        own_texts(&out->events[out->count++]);
    }
    if (status != RVA_NOT_FOUND)
        given_check(status, &err, "rva_feed_next");
    rva_feed_close(feed);
}

void told_free(told *of)
{
    const rva_field *field;
    for (size_t at = 0; at < of->count; at++)
        for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++)
            if (is_text(field))
                free((void *)(uintptr_t)*text_at(&of->events[at], field));
    free(of->events);
    *of = (told){0};
}

static bool text_names(const wanted *who, const char *text)
{
    return text && search_bytes(who, text, strlen(text)) > 0;
}

bool told_names(const wanted *who, const rva_event *event)
{
    rva_event copy = *event;
    const rva_field *field;
    bool found = false;
    for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++)
        found |= is_text(field) && text_names(who, *text_at(&copy, field));
    return found;
}

int64_t told_count(const wanted *who, const told *of)
{
    int64_t count = 0;
    for (size_t i = 0; i < of->count; i++)
        count += told_names(who, &of->events[i]);
    return count;
}

/** The text that says whose an event is: its own id or uid, else the conversation it names. */
static const char *owner_of(const rva_event *event)
{
    if (event->type == RVA_EVENT_CONVERSATION)
        return event->uid ? event->uid : event->id;
    return event->id      ? event->id
           : event->uid   ? event->uid
           : event->lead  ? event->lead
           : event->offer ? event->offer
                          : event->conversation;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/** Whether a field is as it should be after the erasure. */
static bool field_is_right(const wanted *who, const rva_field *field, rva_event *before,
                           rva_event *after)
{
    if (!is_text(field)) {
        const size_t size = field->form == RVA_FIELD_REAL ? sizeof(double) : sizeof(int64_t);
        return memcmp((char *)before + field->offset, (char *)after + field->offset, size) == 0;
    }
    const char *was = *text_at(before, field);
    const char *is = *text_at(after, field);
    if (same_text(was, is))
        return !text_names(who, is);
    if (!was || (is && is[0] != '~'))
        return false;
    return text_names(who, was) || text_names(who, owner_of(before));
}

int64_t told_touched(const wanted *who, const told *before, const told *after)
{
    const rva_field *field;
    int64_t wrong = after->count < before->count;
    for (size_t at = 0; at < before->count && at < after->count; at++) {
        for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++) {
            rva_event *was = &before->events[at];
            if (field_is_right(who, field, was, &after->events[at]))
                continue;
            if (wrong++ == 0)
                fprintf(stderr, "event %zu, a %s of %s: field %s\n", at + 1,
                        rva_event_type_name(was->type), owner_of(was) ? owner_of(was) : "nobody",
                        field->name);
        }
    }
    return wrong;
}

static int64_t search_kind(const wanted *who, rva_store *store, rva_record_kind kind)
{
    rva_error err = RVA_ERROR_INIT;
    rva_records *records = NULL;
    rva_report *page = NULL;
    rva_status status;
    int64_t count = 0;
    given_check(rva_records_open(store, kind, GIVEN_AT + 40 * GIVEN_DAY, &records, &err), &err,
                "rva_records_open");
    while ((status = rva_records_next(records, &page, &err)) == RVA_OK) {
        char *text = NULL;
        size_t size = 0;
        given_check(rva_report_write(page, RVA_FORMAT_JSON, &text, &size, &err), &err,
                    "rva_report_write");
        count += search_bytes(who, text, size);
        rva_free(text);
        rva_report_free(page);
    }
    if (status != RVA_NOT_FOUND)
        given_check(status, &err, "rva_records_next");
    rva_records_close(records);
    return count;
}

int64_t search_records(const wanted *who, rva_store *store)
{
    return search_kind(who, store, RVA_RECORDS_DOCUMENTS) +
           search_kind(who, store, RVA_RECORDS_CONVERSATIONS) +
           search_kind(who, store, RVA_RECORDS_LEADS) +
           search_kind(who, store, RVA_RECORDS_TRANSACTIONS);
}
