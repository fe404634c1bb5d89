/**
 * @file cli/cmd_care.c
 * revanalytics verify, backup, compact: looking after a store.
 */
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "commands.h"
#include "complain.h"
#include "readable.h"
#include "progress.h"

static const cli_option verify_options[] = {
    {"level", "LEVEL", "quick, records or full (full)", false},
    {"quiet", NULL, "no progress, no words: only the exit code", false},
    {NULL, NULL, NULL, false},
};

static const cli_option quiet_options[] = {
    {"quiet", NULL, "no progress, no words", false},
    {NULL, NULL, NULL, false},
};

static void put_line(const char *label, int64_t count)
{
    char shown[FORMAT_BYTES];
    format_count(shown, count);
    printf("  %-11s %14s\n", label, shown);
}

static int tell_verified(const cli_arguments *arguments, int64_t level,
                         const rva_verify_result *found)
{
    const char *path = arguments->positionals[0];
    if (!cli_has(arguments, "quiet")) {
        char differences[FORMAT_BYTES];
        format_count(differences, found->differences);
        if (found->differences == 0)
            printf("%s: sound\n", path);
        else
            printf("%s: %s differences\n", path, differences);
        if (level > 0)
            put_line("events", found->events);
        if (level > 1) {
            put_line("documents", found->documents);
            put_line("fact rows", found->fact_rows);
            put_line("cells", found->cells);
            put_line("ids", found->ids);
        }
    }
    if (found->differences == 0)
        return CLI_DONE;
    complain(path, "%s: see \"revanalytics rebuild --help\"", found->first.message);
    return CLI_DIFFERENT;
}

static int run_verify(const cli_arguments *arguments)
{
    int64_t level;
    rva_verify_result found = {0};
    rva_error err = RVA_ERROR_INIT;
    if (!cli_choice(arguments, "level", "quick|records|full", 2, &level))
        return CLI_USAGE;
    rva_store *store = NULL;
    const rva_status opened = cli_open_as(arguments, true, &store);
    if (opened != RVA_OK)
        return opened == RVA_CORRUPT ? CLI_DIFFERENT : CLI_FAILED;
    progress bar = progress_start(arguments, "verifying", false);
    const rva_status status =
        rva_store_verify(store, (rva_verify_level)(level + 1), &found, progress_tell, &bar, &err);
    progress_wipe(&bar);
    rva_store_close(store);
    return status == RVA_OK ? tell_verified(arguments, level, &found) : cli_failed(arguments, &err);
}

static int run_backup(const cli_arguments *arguments)
{
    rva_error err = RVA_ERROR_INIT;
    rva_store *store = cli_open(arguments, true);
    if (store == NULL)
        return CLI_FAILED;
    const rva_status status = rva_store_backup(store, arguments->positionals[1], &err);
    rva_store_close(store);
    if (status != RVA_OK)
        return cli_failed(arguments, &err);
    if (!cli_has(arguments, "quiet"))
        printf("%s: copied to %s and verified\n", arguments->positionals[0],
               arguments->positionals[1]);
    return CLI_DONE;
}

static int run_compact(const cli_arguments *arguments)
{
    rva_error err = RVA_ERROR_INIT;
    if (rva_store_compact(arguments->positionals[0], &err) != RVA_OK)
        return cli_failed(arguments, &err);
    if (!cli_has(arguments, "quiet"))
        printf("%s: compacted\n", arguments->positionals[0]);
    return CLI_DONE;
}

const cli_command command_verify = {
    .name = "verify",
    .usage = "STORE [options]",
    .summary = "Check a store against itself; exit code 4 when it differs.",
    .details = "quick looks at the format, records at every checksum, full computes every\n"
               "document and figure again from the log and compares.\n",
    .positionals_min = 1,
    .positionals_max = 1,
    .options = verify_options,
    .run = run_verify,
};

const cli_command command_backup = {
    .name = "backup",
    .usage = "STORE DEST [options]",
    .summary = "Copy a store, as of now, into a new directory, and verify the copy.",
    .details = "Recording and reports go on meanwhile.\n",
    .positionals_min = 2,
    .positionals_max = 2,
    .options = quiet_options,
    .run = run_backup,
};

const cli_command command_compact = {
    .name = "compact",
    .usage = "STORE [options]",
    .summary = "Rewrite a store without free pages; completes every erasure.",
    .details = "The store must not be open anywhere.\n",
    .positionals_min = 1,
    .positionals_max = 1,
    .options = quiet_options,
    .run = run_compact,
};
