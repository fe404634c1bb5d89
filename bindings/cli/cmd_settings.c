/**
 * @file cli/cmd_settings.c
 * revanalytics settings: shows or changes the settings of a store.
 */
#include <stdio.h>

#include "assign.h"
#include "commands.h"
#include "complain.h"
#include "ingest.h"
#include "progress.h"

static const cli_option options[] = {
    {"config", "FILE", "change what a settings file says, before NAME=VALUE", false},
    {"quiet", NULL, "no progress", false},
    {NULL, NULL, NULL, false},
};

static int show(const rva_settings *settings)
{
    text shown = {0};
    assign_write(settings, &shown);
    fwrite(shown.bytes, 1, shown.size, stdout);
    text_free(&shown);
    return CLI_DONE;
}

static int change(const cli_arguments *arguments, rva_store *store, rva_settings *settings)
{
    rva_error err = RVA_ERROR_INIT;
    const char *config = cli_get(arguments, "config");
    rva_status status = config ? rva_ingest_settings(config, settings, &err) : RVA_OK;
    for (size_t i = 1; status == RVA_OK && i < arguments->count; i++)
        status = assign_word(settings, arguments->positionals[i], &err);
    if (status != RVA_OK)
        return assign_failed("settings", &err);

    progress bar = progress_start(arguments, "recomputing", false);
    status = rva_store_change_settings(store, settings, progress_tell, &bar, &err);
    progress_wipe(&bar);
    return status == RVA_OK ? CLI_DONE : assign_failed(arguments->positionals[0], &err);
}

static int run(const cli_arguments *arguments)
{
    rva_settings *settings = NULL;
    rva_error err = RVA_ERROR_INIT;
    const bool is_change = arguments->count > 1 || cli_has(arguments, "config");
    rva_store *store = cli_open(arguments, !is_change);
    if (store == NULL)
        return CLI_FAILED;
    int code;
    if (rva_store_settings(store, &settings, &err) != RVA_OK)
        code = cli_failed(arguments, &err);
    else
        code = is_change ? change(arguments, store, settings) : show(settings);
    rva_settings_free(settings);
    rva_store_close(store);
    return code;
}

const cli_command command_settings = {
    .name = "settings",
    .usage = "STORE [NAME=VALUE ...] [options]",
    .summary = "Show the settings as JSON, or change some and recompute what depends on them.",
    .details =
        "NAME is currency, time_zone, week_start, earliest_at (1990-01-01),\n"
        "idle_timeout_hours, live_window_minutes, return_window_days, max_values, stages\n"
        "(A,B,C in order, \"?\" behind one not required), tiers (A,B,C, best first),\n"
        "attributes (tags that become dimensions: A,B), strict (dimensions of known names\n"
        "only: A,B), season_factors (spring:1.2,summer:1.4,fall:0.9,winter:0.7),\n"
        "target.KPI (a number), zone.ZIP (its borough), alias.DIMENSION.SPELLING (the name\n"
        "that is meant) or value.DIMENSION (names that are known: A,B). \"stages+=A\" adds to\n"
        "a list; nothing behind \"=\" removes a target, zone or alias.\n",
    .positionals_min = 1,
    .positionals_max = CLI_POSITIONALS_MAX,
    .options = options,
    .run = run,
};
