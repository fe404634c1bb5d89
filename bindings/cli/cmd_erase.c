/**
 * @file cli/cmd_erase.c
 * revanalytics erase: the right to erasure.
 */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "complain.h"

static const cli_option options[] = {
    {"quiet", NULL, "no words", false},
    {NULL, NULL, NULL, false},
};

static int run(const cli_arguments *arguments)
{
    const char *kind = arguments->positionals[1];
    const char *id = arguments->positionals[2];
    rva_event event;
    rva_outcome outcome = RVA_ACCEPTED;
    rva_error err = RVA_ERROR_INIT;
    rva_event_init(&event, RVA_EVENT_ERASE, RVA_ABSENT);
    if (strcmp(kind, "conversation") == 0)
        event.conversation = id;
    else if (strcmp(kind, "lead") == 0)
        event.lead = id;
    else if (strcmp(kind, "visitor") == 0)
        event.visitor = id;
    else
        return cli_misused(arguments->command, "\"%s\" is not one of conversation, lead, visitor",
                           kind);

    rva_store *store = cli_open(arguments, false);
    if (store == NULL)
        return CLI_FAILED;
    const rva_status status = rva_record(store, &event, &outcome, &err);
    rva_store_close(store);
    if (status != RVA_OK)
        return cli_failed(arguments, &err);
    if (!cli_has(arguments, "quiet")) {
        printf("%s: %s %s %s; \"revanalytics compact %s\" wipes it from the disk, too\n",
               arguments->positionals[0], kind, id,
               outcome == RVA_DUPLICATE ? "was erased before" : "is erased",
               arguments->positionals[0]);
    }
    return CLI_DONE;
}

const cli_command command_erase = {
    .name = "erase",
    .usage = "STORE conversation|lead|visitor ID [options]",
    .summary = "Erase a person's ids, free text and tags for good; the figures stay.",
    .details = "Later events that name them are refused.  The bytes leave the disk when the\n"
               "store is compacted.\n",
    .positionals_min = 3,
    .positionals_max = 3,
    .options = options,
    .run = run,
};
