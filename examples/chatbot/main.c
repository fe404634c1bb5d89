/**
 * @file chatbot/main.c
 * A chatbot service and its onlooker, two processes on one store.
 *
 *     chatbot serve STORE [--seed N] [--conversations N] [--threads N] [--pause MS]
 *     chatbot watch STORE [--count N]
 */
#include "serve.h"
#include "stop.h"
#include "watch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: chatbot serve STORE [--seed N] [--conversations N] [--threads N] [--pause MS]\n"
    "       chatbot watch STORE [--count N]\n";

/* What the command line says. */
typedef struct main_options {
    const char *command;
    const char *path;
    int64_t seed;
    int64_t conversations;
    int64_t threads;
    int64_t pause_ms;
    int64_t count;
} main_options;

static int64_t *find_option(main_options *options, const char *name, int64_t *most)
{
    const bool serving = strcmp(options->command, "serve") == 0;
    *most = INT32_MAX;
    if (!serving)
        return strcmp(name, "--count") == 0 ? &options->count : NULL;
    if (strcmp(name, "--seed") == 0)
        return &options->seed;
    if (strcmp(name, "--conversations") == 0)
        return &options->conversations;
    *most = SERVE_THREADS_MAX;
    if (strcmp(name, "--threads") == 0)
        return &options->threads;
    *most = 60000;
    return strcmp(name, "--pause") == 0 ? &options->pause_ms : NULL;
}

static bool read_number(const char *text, int64_t most, int64_t *out)
{
    char *end = NULL;
    errno = 0;
    const long long number = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || number < 0 || number > most)
        return false;
    *out = number;
    return true;
}

static bool read_options(int argc, char **argv, main_options *out)
{
    if (argc < 3 || argc % 2 == 0)
        return false;
    out->command = argv[1];
    out->path = argv[2];
    if (strcmp(out->command, "serve") != 0 && strcmp(out->command, "watch") != 0)
        return false;
    for (int i = 3; i < argc; i += 2) {
        int64_t most = 0;
        int64_t *number = find_option(out, argv[i], &most);
        if (number == NULL || !read_number(argv[i + 1], most, number))
            return false;
    }
    return out->threads > 0;
}

static rva_status run_service(const main_options *options, rva_error *err)
{
    tally_counts tally = {{0}, 0, 0};
    talk_setting setting = {.seed = (uint64_t)options->seed, .pause_ms = (long)options->pause_ms};
    rva_status status = rva_store_create(options->path, NULL, RVA_DURABLE, err);
    if (status == RVA_OK || status == RVA_EXISTS)
        status = rva_store_open(options->path, NULL, &setting.store, err);
    if (status == RVA_OK)
        status = rva_instant_parse("2026-03-01T14:00:00Z", &setting.start_at, err);
    if (status == RVA_OK) {
        status = serve(&setting, options->conversations, options->threads, &tally, err);
        tally_print(&tally);
    }
    rva_store_close(setting.store);
    return status;
}

static rva_status run_watch(const main_options *options, rva_error *err)
{
    rva_store *store = NULL;
    rva_store_options how = RVA_STORE_OPTIONS_INIT;
    how.read_only = 1;
    rva_status status = rva_store_open(options->path, &how, &store, err);
    if (status == RVA_OK)
        status = watch(store, options->count, err);
    rva_store_close(store);
    return status;
}

int main(int argc, char **argv)
{
    main_options options = {.seed = 1, .conversations = 200, .threads = 4};
    rva_error err = RVA_ERROR_INIT;
    if (!read_options(argc, argv, &options)) {
        fputs(usage, stderr);
        return 2;
    }
    stop_listen();
    const bool serving = strcmp(options.command, "serve") == 0;
    const rva_status status = serving ? run_service(&options, &err) : run_watch(&options, &err);
    if (status != RVA_OK) {
        fprintf(stderr, "chatbot: %s\n", err.message);
        return 1;
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        perror("chatbot: standard output");
        return 1;
    }
    return 0;
}
