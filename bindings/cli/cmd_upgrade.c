/**
 * @file cli/cmd_upgrade.c
 * revanalytics upgrade: a store of an older version becomes one of this version.
 */
#include <inttypes.h>
#include <stdio.h>

#include "commands.h"
#include "complain.h"
#include "readable.h"
#include "progress.h"

static const cli_option options[] = {
    {"quiet", NULL, "no progress, no words", false},
    {NULL, NULL, NULL, false},
};

static void tell(const char *path, const rva_upgrade_result *did, double seconds)
{
    char events[FORMAT_BYTES];
    format_count(events, did->events);
    if (did->upgraded)
        printf("%s: made by version %s, upgraded to %s: %s events in %.2f s\n", path, did->made_by,
               rva_version(), events, seconds);
    else
        printf("%s: up to date\n", path);
}

static int run(const cli_arguments *arguments)
{
    const char *path = arguments->positionals[0];
    rva_upgrade_result did = {0};
    rva_error err = RVA_ERROR_INIT;
    progress bar = progress_start(arguments, "upgrading", false);
    const rva_status status = rva_store_upgrade(path, &did, progress_tell, &bar, &err);
    progress_wipe(&bar);
    if (status != RVA_OK)
        return cli_failed(arguments, &err);
    if (!cli_has(arguments, "quiet"))
        tell(path, &did, progress_seconds(&bar));
    if (did.lost > 0)
        return complain(path,
                        "%" PRId64 " blocks of the log could not be read: import those events "
                        "again",
                        did.lost);
    return CLI_DONE;
}

const cli_command command_upgrade = {
    .name = "upgrade",
    .usage = "STORE [options]",
    .summary = "Make a store of an older version one of this version.",
    .details = "The events stay as they are; what is computed from them is made anew, all of it\n"
               "or nothing.  The store must be open nowhere.\n",
    .positionals_min = 1,
    .positionals_max = 1,
    .options = options,
    .run = run,
};
