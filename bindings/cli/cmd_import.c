/**
 * @file cli/cmd_import.c
 * revanalytics import: a file of events into a store.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "complain.h"
#include "readable.h"
#include "ingest.h"
#include "progress.h"

enum { SHOWN_DEFAULT = 20 };

static const cli_option options[] = {
    {"dry-run", NULL, "check every line against the store, record nothing", false},
    {"max-errors", "N", "stop once more than N lines were not accepted", false},
    {"show-errors", "N", "lines not accepted that are told one by one (20)", false},
    {"batch", "N", "events recorded in one transaction (65536)", false},
    {"format", "FORM", "of the summary: text or json", false},
    {"quiet", NULL, "no progress, no lines, no summary: only the exit code", false},
    {NULL, NULL, NULL, false},
};

/* An import under way. */
typedef struct importing {
    const char *name; /* of the file, in messages */
    progress bar;
    int64_t shown;
    int64_t shown_max;
} importing;

static void tell_refused(void *context, int64_t line, int64_t outcome, const rva_error *error)
{
    importing *now = context;
    if (now->shown == now->shown_max) {
        progress_wipe(&now->bar);
        fputs("... further lines are counted only: --show-errors N tells more\n", stderr);
    }
    if (now->shown++ >= now->shown_max)
        return;
    progress_wipe(&now->bar);
    complain_write(stderr, now->name);
    fprintf(stderr, ":%" PRId64 ": ", line);
    if (outcome == RVA_CONFLICTING)
        fputs("conflict: ", stderr);
    if (complain_needs_field(error)) {
        fputs("field \"", stderr);
        complain_write(stderr, error->field);
        fputs("\": ", stderr);
    }
    complain_write(stderr, error->message);
    fputc('\n', stderr);
}

static void put_count(text *to, const terminal *screen, const char *label, int64_t count, style how)
{
    char shown[FORMAT_BYTES];
    format_count(shown, count);
    text_print(to, "  %-10s", label);
    text_repeat(to, " ", strlen(shown) < 12 ? 12 - strlen(shown) : 0);
    terminal_put(screen, to, count ? how : STYLE_DIM, shown);
    text_put(to, "\n");
}

static void write_text(const importing *now, const cli_arguments *arguments,
                       const rva_ingest_summary *did)
{
    const terminal screen = terminal_of(STDOUT_FILENO, arguments);
    const double seconds = progress_seconds(&now->bar);
    char lines[FORMAT_BYTES];
    char rate[FORMAT_BYTES];
    text to = {0};
    format_count(lines, did->lines);
    format_count(rate, seconds > 0 ? (int64_t)((double)did->lines / seconds) : 0);
    text_print(&to, "%s ", cli_has(arguments, "dry-run") ? "checked" : "imported");
    terminal_fit(&screen, &to, now->name, 200);
    text_print(&to, ": %s lines in %.2f s, %s a second\n", lines, seconds, rate);
    put_count(&to, &screen, "accepted", did->events.accepted, STYLE_GOOD);
    put_count(&to, &screen, "corrected", did->events.corrected, STYLE_GOOD);
    put_count(&to, &screen, "duplicate", did->events.duplicate, STYLE_PLAIN);
    put_count(&to, &screen, "conflict", did->events.conflict, STYLE_BAD);
    put_count(&to, &screen, "erased", did->events.erased, STYLE_PLAIN);
    put_count(&to, &screen, "refused", did->events.refused, STYLE_BAD);
    fwrite(to.bytes, 1, to.size, stdout);
    text_free(&to);
}

static void write_json(const importing *now, const cli_arguments *arguments,
                       const rva_ingest_summary *did)
{
    text to = {0};
    text_put(&to, "{\"file\":");
    text_json(&to, now->name);
    text_print(&to,
               ",\"lines\":%" PRId64 ",\"blank\":%" PRId64 ",\"accepted\":%" PRId64
               ",\"corrected\":%" PRId64 ",\"duplicate\":%" PRId64 ",\"conflict\":%" PRId64
               ",\"erased\":%" PRId64 ",\"refused\":%" PRId64,
               did->lines, did->blank, did->events.accepted, did->events.corrected,
               did->events.duplicate, did->events.conflict, did->events.erased,
               did->events.refused);
    text_print(&to,
               ",\"bytes\":%" PRId64 ",\"text_bytes\":%" PRId64
               ",\"seconds\":%.3f,\"dry_run\":%s,\"stopped\":%s}\n",
               did->bytes, did->text_bytes, progress_seconds(&now->bar),
               cli_has(arguments, "dry-run") ? "true" : "false", did->stopped ? "true" : "false");
    fwrite(to.bytes, 1, to.size, stdout);
    text_free(&to);
}

static int import(const cli_arguments *arguments, rva_store *store, importing *now,
                  const rva_ingest_options *how)
{
    rva_ingest_summary did;
    rva_error err = RVA_ERROR_INIT;
    int64_t format;
    cli_choice(arguments, "format", "text|json", 0, &format);
    const rva_status status = rva_ingest_file(store, arguments->positionals[1], how, &did, &err);
    progress_wipe(&now->bar);
    if (!cli_has(arguments, "quiet") && (status == RVA_OK || did.lines > 0))
        (format == 1 ? write_json : write_text)(now, arguments, &did);
    if (status != RVA_OK)
        return complain_error("import", &err);
    if (did.stopped) {
        return complain("import",
                        "%s: stopped at more than %" PRId64
                        " lines not accepted: mend them, or give a higher --max-errors",
                        now->name, how->max_errors);
    }
    return did.events.refused + did.events.conflict > 0 ? CLI_REFUSED : CLI_DONE;
}

static int run(const cli_arguments *arguments)
{
    const char *path = arguments->positionals[1];
    rva_ingest_options how = RVA_INGEST_OPTIONS_INIT;
    importing now = {.name = strcmp(path, "-") == 0 ? "standard input" : path};
    int64_t format;
    if (!cli_integer(arguments, "max-errors", 0, INT64_MAX, -1, &how.max_errors) ||
        !cli_integer(arguments, "show-errors", 0, INT64_MAX, SHOWN_DEFAULT, &now.shown_max) ||
        !cli_integer(arguments, "batch", 1, RVA_INGEST_BATCH_EVENTS_MAX, how.batch_events,
                     &how.batch_events) ||
        !cli_choice(arguments, "format", "text|json", 0, &format))
        return CLI_USAGE;
    rva_store *store = cli_open(arguments, cli_has(arguments, "dry-run"));
    if (store == NULL)
        return CLI_FAILED;

    now.bar =
        progress_start(arguments, cli_has(arguments, "dry-run") ? "checking" : "importing", true);
    how.dry_run = cli_has(arguments, "dry-run");
    how.progress = progress_tell;
    how.progress_context = &now.bar;
    how.on_refused = cli_has(arguments, "quiet") ? NULL : tell_refused;
    how.refused_context = &now;
    const int code = import(arguments, store, &now, &how);
    rva_store_close(store);
    return code;
}

const cli_command command_import = {
    .name = "import",
    .usage = "STORE FILE|- [options]",
    .summary = "Record the events of a file: NDJSON, plain, as gzip or as zstd.",
    .details = "A line that is not accepted is told as FILE:LINE: field: why; the others go on.\n"
               "Lines recorded before are counted as duplicates and change nothing.\n"
               "Exit code 3 says that some lines were not accepted.\n",
    .positionals_min = 2,
    .positionals_max = 2,
    .options = options,
    .run = run,
};
