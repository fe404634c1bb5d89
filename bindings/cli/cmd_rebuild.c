/**
 * @file cli/cmd_rebuild.c
 * revanalytics rebuild: everything anew from the log, in place or into a new store.
 */
#include <inttypes.h>
#include <stdio.h>

#include "commands.h"
#include "complain.h"
#include "readable.h"
#include "ingest.h"
#include "progress.h"

static const cli_option options[] = {
    {"into", "DEST", "save what can be found of a damaged store into a new one", false},
    {"config", "FILE", "with --into: settings, where the store's own are lost", false},
    {"quiet", NULL, "no progress, no words", false},
    {NULL, NULL, NULL, false},
};

static int rebuild(const cli_arguments *arguments)
{
    const char *path = arguments->positionals[0];
    int64_t lost = 0;
    rva_error err = RVA_ERROR_INIT;
    rva_store *store = NULL;
    const rva_status opened = cli_open_as(arguments, false, &store);
    if (opened == RVA_CORRUPT)
        return complain(path, "see \"revanalytics rebuild %s --into DEST\"", path);
    if (opened != RVA_OK)
        return CLI_FAILED;
    progress bar = progress_start(arguments, "rebuilding", false);
    const rva_status status = rva_store_rebuild(store, &lost, progress_tell, &bar, &err);
    progress_wipe(&bar);
    rva_store_close(store);
    if (status != RVA_OK)
        return cli_failed(arguments, &err);
    if (lost > 0)
        return complain(path,
                        "rebuilt, but %" PRId64 " blocks of the log could not be read: import "
                        "those events again",
                        lost);
    if (!cli_has(arguments, "quiet"))
        printf("%s: rebuilt in %.2f s\n", path, progress_seconds(&bar));
    return CLI_DONE;
}

static int tell_salvaged(const cli_arguments *arguments, const char *destination,
                         const rva_salvage_result *did)
{
    char events[FORMAT_BYTES];
    char missing[FORMAT_BYTES];
    format_count(events, did->events);
    format_count(missing, did->missing);
    if (!cli_has(arguments, "quiet"))
        printf("%s: %s events saved, %s missing, %" PRId64 " damaged pages\n", destination, events,
               missing, did->damaged_pages);
    if (did->missing > 0)
        return complain(destination, "%s events are lost: import them again", missing);
    return CLI_DONE;
}

static int salvage(const cli_arguments *arguments, const char *destination)
{
    const char *config = cli_get(arguments, "config");
    rva_salvage_result did = {0};
    rva_settings *settings = NULL;
    rva_error err = RVA_ERROR_INIT;
    rva_status status = config ? rva_settings_new(&settings, &err) : RVA_OK;
    if (status == RVA_OK && config)
        status = rva_ingest_settings(config, settings, &err);
    progress bar = progress_start(arguments, "saving", false);
    if (status == RVA_OK)
        status = rva_store_salvage(arguments->positionals[0], destination, settings, &did,
                                   progress_tell, &bar, &err);
    progress_wipe(&bar);
    rva_settings_free(settings);
    return status == RVA_OK ? tell_salvaged(arguments, destination, &did)
                            : cli_failed(arguments, &err);
}

static int run(const cli_arguments *arguments)
{
    const char *destination = cli_get(arguments, "into");
    return destination ? salvage(arguments, destination) : rebuild(arguments);
}

const cli_command command_rebuild = {
    .name = "rebuild",
    .usage = "STORE [options]",
    .summary = "Compute all that is derived from the log again.",
    .details = "With --into, what can still be found of a damaged store goes into a new one;\n"
               "the damaged one is left as it is.  Exit code 1 says that events are lost.\n",
    .positionals_min = 1,
    .positionals_max = 1,
    .options = options,
    .run = run,
};
