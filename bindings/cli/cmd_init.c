/**
 * @file cli/cmd_init.c
 * revanalytics init: a new store.
 */
#include <stdio.h>

#include "assign.h"
#include "commands.h"
#include "complain.h"
#include "ingest.h"

static const cli_option options[] = {
    {"config", "FILE", "settings as a JSON file (\"-\" reads standard input)", false},
    {"zone", "NAME", "time zone of days and months (America/New_York)", false},
    {"currency", "CODE", "currency of all money (USD)", false},
    {"stages", "A,B,C", "stages of a conversation in order; \"?\" behind one not required", false},
    {"tiers", "A,B,C", "tiers of a lead, best first", false},
    {"idle-hours", "N", "hours after which an open conversation counts as abandoned (72)", false},
    {"set", "NAME=VALUE", "any other setting, as in \"revanalytics settings\"", true},
    {"ephemeral", NULL, "faster, but a power cut may take the store whole", false},
    {NULL, NULL, NULL, false},
};

/* Options that stand for one setting each. */
static const struct {
    const char *option;
    const char *setting;
} shortcuts[] = {
    {"zone", "time_zone"},
    {"currency", "currency"},
    {"stages", "stages"},
    {"tiers", "tiers"},
    {"idle-hours", "idle_timeout_hours"},
};

static rva_status apply(const cli_arguments *arguments, rva_settings *settings, rva_error *err)
{
    const char *config = cli_get(arguments, "config");
    rva_status status = RVA_OK;
    if (config != NULL)
        status = rva_ingest_settings(config, settings, err);
    for (size_t i = 0; status == RVA_OK && i < sizeof shortcuts / sizeof *shortcuts; i++) {
        const char *value = cli_get(arguments, shortcuts[i].option);
        if (value != NULL)
            status = assign(settings, shortcuts[i].setting, value, err);
    }
    const char *word;
    for (size_t i = 0; status == RVA_OK && (word = cli_nth(arguments, "set", i)) != NULL; i++)
        status = assign_word(settings, word, err);
    return status;
}

static void tell(const char *path, const rva_settings *settings)
{
    size_t stages = 0;
    while (rva_settings_stage_at(settings, stages, NULL) != NULL)
        stages++;
    printf("created %s: %s, %s, %zu stages\n", path, rva_settings_get(settings, "currency"),
           rva_settings_get(settings, "time_zone"), stages);
}

static int run(const cli_arguments *arguments)
{
    const char *path = arguments->positionals[0];
    rva_settings *settings = NULL;
    rva_error err = RVA_ERROR_INIT;
    rva_status status = rva_settings_new(&settings, &err);
    if (status == RVA_OK)
        status = apply(arguments, settings, &err);
    if (status != RVA_OK) {
        rva_settings_free(settings);
        return assign_failed("init", &err);
    }
    status = rva_store_create(path, settings,
                              cli_has(arguments, "ephemeral") ? RVA_EPHEMERAL : RVA_DURABLE, &err);
    if (status == RVA_OK)
        tell(path, settings);
    rva_settings_free(settings);
    return status == RVA_OK ? CLI_DONE : assign_failed(path, &err);
}

const cli_command command_init = {
    .name = "init",
    .usage = "STORE [options]",
    .summary = "Create a store, with settings from a file or from options.",
    .details = "STORE is a directory that does not exist yet, or is empty.\n"
               "What an option says goes over what the file says.\n",
    .positionals_min = 1,
    .positionals_max = 1,
    .options = options,
    .run = run,
};
