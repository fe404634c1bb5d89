/**
 * @file cli/cmd_erase.c
 * revanalytics erase: the right to erasure.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "complain.h"

static const cli_option options[] = {
    {"format", "text|json", "how to say what was touched", false},
    {"quiet", NULL, "no words", false},
    {NULL, NULL, NULL, false},
};

static void write_json(const rva_erasure *did)
{
    const char *outcome = did->outcome == RVA_NOTHING_STORED ? "nothing_stored"
                          : did->outcome == RVA_DUPLICATE    ? "duplicate"
                                                             : "accepted";
    printf("{\"outcome\":\"%s\",\"conversations\":%" PRId64 ",\"leads\":%" PRId64
           ",\"events\":%" PRId64 "}\n",
           outcome, did->conversations, did->leads, did->events);
}

static void write_text(const cli_arguments *arguments, const rva_erasure *did)
{
    const char *const *given = arguments->positionals;
    printf("%s: ", given[0]);
    if (did->outcome == RVA_NOTHING_STORED) {
        printf("nothing of %s %s is stored; what is still to come of them is refused\n", given[1],
               given[2]);
        return;
    }
    if (did->outcome == RVA_DUPLICATE) {
        printf("%s %s was erased before\n", given[1], given[2]);
        return;
    }
    printf("%s %s is erased: %" PRId64 " conversation%s, %" PRId64 " lead%s, %" PRId64
           " event%s; \"revanalytics compact %s\" wipes it from the disk, too\n",
           given[1], given[2], did->conversations, did->conversations == 1 ? "" : "s", did->leads,
           did->leads == 1 ? "" : "s", did->events, did->events == 1 ? "" : "s", given[0]);
}

static int run(const cli_arguments *arguments)
{
    const char *kind = arguments->positionals[1];
    int64_t format;
    rva_erasure did = {0};
    rva_error err = RVA_ERROR_INIT;
    if (!cli_choice(arguments, "format", "text|json", 0, &format))
        return CLI_USAGE;
    if (strcmp(kind, "conversation") != 0 && strcmp(kind, "lead") != 0 &&
        strcmp(kind, "visitor") != 0)
        return cli_misused(arguments->command, "\"%s\" is not one of conversation, lead, visitor",
                           kind);
    rva_store *store = cli_open(arguments, false);
    if (store == NULL)
        return CLI_FAILED;
    const rva_status status = rva_store_erase(store, kind, arguments->positionals[2], &did, &err);
    rva_store_close(store);
    if (status != RVA_OK)
        return cli_failed(arguments, &err);
    if (!cli_has(arguments, "quiet") && format == 1)
        write_json(&did);
    else if (!cli_has(arguments, "quiet"))
        write_text(arguments, &did);
    return did.outcome == RVA_NOTHING_STORED ? CLI_REFUSED : CLI_DONE;
}

const cli_command command_erase = {
    .name = "erase",
    .usage = "STORE conversation|lead|visitor ID [options]",
    .summary = "Erase a person's ids, free text and tags for good; the figures stay.",
    .details = "They go wherever they are named: in superseded and void versions, in events of\n"
               "others.  Later events that name them are refused; money is kept, without\n"
               "readable ids.  The bytes leave the disk when the store is compacted.\n"
               "Ends with 3 when nothing of that id is stored.\n",
    .positionals_min = 3,
    .positionals_max = 3,
    .options = options,
    .run = run,
};
