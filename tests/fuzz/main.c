/**
 * @file tests/fuzz/main.c
 * A target without libFuzzer: its corpus, then the corpus changed at random.
 *
 * usage: fuzz_NAME CORPUS RUNS
 *
 * The changes follow from RVA_SEED (default 1), so a run can be repeated.  An input that
 * crashes is written to a file that can be given in place of CORPUS.  Hostile counts must not
 * be believed: the process may not have had more than MIB_MAX of address space.
 */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"

enum { FILES_MAX = 512, INPUT_BYTES_MAX = 1 << 16, CHANGES_MAX = 6, SPAN_MAX = 64 };

/** Bounds of address space; a sanitizer, which has bounds of its own, takes far more. */
enum { MIB_MAX = 512, SANITIZER_MIB = 1 << 20 };

typedef struct input {
    uint8_t *bytes;
    size_t size;
} input;

static input corpus[FILES_MAX];
static size_t corpus_count;
static uint8_t bytes[INPUT_BYTES_MAX];
static size_t size;
static long run;
static uint64_t seed = 1;

static size_t below(size_t bound)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return bound ? (size_t)(seed >> 33) % bound : 0;
}

/** Keeps the input that crashed; only what is safe in a signal handler. */
static void keep_input(int number)
{
    static const char name[] = "fuzz-crash";
    static const char words[] = "crash: the input is in the file fuzz-crash\n";
    const int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ssize_t done = write(fd, bytes, size);
    done += write(STDERR_FILENO, words, sizeof words - 1);
    _exit(done < 0 ? 2 : 1 + (number == 0));
}

static void read_input(const char *path)
{
    FILE *from = fopen(path, "rb");
    if (!from || corpus_count == FILES_MAX) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    input *to = &corpus[corpus_count++];
    to->size = fread(bytes, 1, sizeof bytes, from);
    to->bytes = malloc(to->size + 1);
    if (!to->bytes)
        exit(EXIT_FAILURE);
    memcpy(to->bytes, bytes, to->size);
    fclose(from);
}

static void read_corpus(const char *path)
{
    struct dirent **entries;
    char name[1024];
    const int count = scandir(path, &entries, NULL, alphasort);
    if (count < 0) {
        read_input(path);
        return;
    }
    for (int i = 0; i < count; i++) {
        snprintf(name, sizeof name, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.')
            read_input(name);
        free(entries[i]);
    }
    free(entries);
}

/** Moves the bytes behind `at` so that `grow` more (or fewer) fit before them. */
static void move_rest(size_t at, long grow)
{
    const size_t from = grow < 0 ? at + (size_t)-grow : at;
    const size_t to = grow < 0 ? at : at + (size_t)grow;
    if (from > size || to + (size - from) > sizeof bytes)
        return;
    memmove(bytes + to, bytes + from, size - from);
    size = to + (size - from);
}

static void overwrite(size_t at, const uint8_t *from, size_t count)
{
    if (count > size - at)
        count = size - at;
    memmove(bytes + at, from, count);
}

static void change(void)
{
    static const uint8_t telling[] = {0,    1,    0x7f, 0x80, 0xff, 0xc0,
                                      0xd9, 0xdd, 0xdf, '"',  '{',  '\n'};
    const size_t at = below(size);
    const size_t span = 1 + below(SPAN_MAX);
    const input *other = &corpus[below(corpus_count)];
    const size_t other_at = below(other->size);
    const size_t other_span = span < other->size - other_at ? span : other->size - other_at;
    switch (size == 0 ? 5 : below(8)) {
    case 0:
        bytes[at] ^= (uint8_t)(1u << below(8));
        break;
    case 1:
        bytes[at] = telling[below(sizeof telling)];
        break;
    case 2:
        bytes[at] = (uint8_t)below(256);
        break;
    case 3:
        move_rest(at, -(long)(span < size - at ? span : size - at));
        break;
    case 4:
        size = at;
        break;
    case 5:
        move_rest(at, (long)other_span);
        overwrite(at, other->bytes + other_at, other_span);
        break;
    case 6:
        overwrite(at, other->bytes + other_at, other_span);
        break;
    default:
        move_rest(at, (long)span);
        overwrite(at, bytes + below(size), span);
    }
}

static void try_changed(void)
{
    const input *base = &corpus[below(corpus_count)];
    memcpy(bytes, base->bytes, base->size);
    size = base->size;
    for (size_t left = 1 + below(CHANGES_MAX); left > 0; left--)
        change();
    LLVMFuzzerTestOneInput(bytes, size);
    run++;
}

/** The most address space that this process has had. */
static long peak_mib(void)
{
    char line[256];
    long kib = 0;
    FILE *from = fopen("/proc/self/status", "r");
    while (from && kib == 0 && fgets(line, sizeof line, from))
        sscanf(line, "VmPeak: %ld", &kib);
    if (from)
        fclose(from);
    return kib / 1024;
}

int main(int count, char **words)
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGALRM};
    const char *text = getenv("RVA_SEED");
    if (count != 3) {
        fputs("usage: fuzz_NAME CORPUS RUNS\n", stderr);
        return 2;
    }
    seed = text ? strtoull(text, NULL, 10) : 1;
    read_corpus(words[1]);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], keep_input);
    for (size_t i = 0; i < corpus_count; i++) {
        size = corpus[i].size;
        memcpy(bytes, corpus[i].bytes, size);
        LLVMFuzzerTestOneInput(bytes, size);
    }
    for (const long runs = strtol(words[2], NULL, 10); run < runs;)
        try_changed();
    const long mib = peak_mib();
    printf("%zu files, %ld changed: no crash, %ld MiB\n", corpus_count, run, mib);
    if (mib > MIB_MAX && mib < SANITIZER_MIB) {
        fprintf(stderr, "too much memory: an input was believed\n");
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < corpus_count; i++)
        free(corpus[i].bytes);
    return corpus_count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
