/**
 * @file benchmarks/bench.c
 * Child processes, turns, medians, and the clock.
 */
#include "bench.h"

#include <dirent.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void run_child(const bench_plan *plan, bench_work work, int which, int pipe_end)
{
    double values[BENCH_VALUES] = {0};
    const int result = work(plan, which, values);
    if (result != 0 || write(pipe_end, values, sizeof values) != (ssize_t)sizeof values)
        _exit(EXIT_FAILURE);
    fflush(NULL);
    _exit(EXIT_SUCCESS);
}

int bench_run(const bench_plan *plan, bench_work work, int which, double values[BENCH_VALUES])
{
    int ends[2];
    fflush(NULL);
    if (pipe(ends) != 0)
        return bench_fail("pipe", "the system gave none");
    const pid_t child = fork();
    if (child == 0)
        run_child(plan, work, which, ends[1]);
    close(ends[1]);
    const size_t size = sizeof(double) * BENCH_VALUES;
    const ssize_t got = read(ends[0], values, size);
    close(ends[0]);
    int status = EXIT_FAILURE;
    if (child < 0 || waitpid(child, &status, 0) != child)
        return bench_fail("fork", "the system allowed none");
    if (WIFSIGNALED(status))
        (void)bench_fail("a run was killed", strsignal(WTERMSIG(status)));
    return got == (ssize_t)size && WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS ? 0
                                                                                            : -1;
}

int bench_contest(const bench_plan *plan, bench_side *sides, size_t count)
{
    int failed = 0;
    for (int run = 0; run < plan->runs; run++) {
        for (size_t i = 0; i < count; i++) {
            bench_say("  run %d of %d: %s", run + 1, plan->runs, sides[i].name);
            if (bench_run(plan, sides[i].work, sides[i].which, sides[i].all[sides[i].runs]) != 0) {
                (void)bench_fail(sides[i].name, "this run failed");
                failed = -1;
                continue;
            }
            sides[i].runs++;
        }
    }
    bench_say("%s", "");
    return failed;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_sorted(double *numbers, size_t count, double p)
{
    if (count == 0)
        return 0;
    qsort(numbers, count, sizeof *numbers, compare);
    const size_t place = (size_t)(p * (double)(count - 1) + 0.5);
    return numbers[place];
}

double bench_median(const bench_side *side, int index)
{
    double numbers[BENCH_RUNS_MAX];
    for (int i = 0; i < side->runs; i++)
        numbers[i] = side->all[i][index];
    return bench_sorted(numbers, (size_t)side->runs, 0.5);
}

double bench_best(const bench_side *side, int index, bool least)
{
    double best = side->runs > 0 ? side->all[0][index] : 0;
    for (int i = 1; i < side->runs; i++) {
        const double value = side->all[i][index];
        if (least ? value < best : value > best)
            best = value;
    }
    return best;
}

double bench_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double bench_cpu(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/** Pages of this process that are no file's, the C library's and the heap's among them. */
static long anonymous_pages(void)
{
    long total, resident, shared;
    FILE *file = fopen("/proc/self/statm", "r");
    const int got = file ? fscanf(file, "%ld %ld %ld", &total, &resident, &shared) : 0;
    if (file)
        fclose(file);
    return got == 3 ? resident - shared : 0;
}

static atomic_long peak_pages;

static void *watch_memory(void *context)
{
    const struct timespec pause = {0, 5000000};
    (void)context;
    for (;;) {
        const long pages = anonymous_pages();
        if (pages > atomic_load(&peak_pages))
            atomic_store(&peak_pages, pages);
        nanosleep(&pause, NULL);
    }
    return NULL;
}

void bench_watch_memory(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, watch_memory, NULL) == 0)
        pthread_detach(thread);
}

double bench_peak_mib(void)
{
    return (double)atomic_load(&peak_pages) * (double)sysconf(_SC_PAGESIZE) / (1 << 20);
}

/** Calls back for each file of a directory, itself not included. */
static void each_file(const char *path, void (*visit)(const char *file, void *context),
                      void *context)
{
    DIR *folder = opendir(path);
    if (!folder)
        return;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        char file[BENCH_PATH_BYTES];
        const int length = snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && length > 0 &&
            (size_t)length < sizeof file)
            visit(file, context);
    }
    closedir(folder);
}

static void add_bytes(const char *file, void *context)
{
    struct stat about;
    double *sum = context;
    if (stat(file, &about) == 0)
        *sum += (double)about.st_blocks * 512;
}

double bench_disk_bytes(const char *path)
{
    double sum = 0;
    struct stat about;
    if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
        each_file(path, add_bytes, &sum);
    else
        add_bytes(path, &sum);
    return sum;
}

static void remove_file(const char *file, void *context)
{
    (void)context;
    (void)unlink(file);
}

void bench_remove(const char *path)
{
    char beside[BENCH_PATH_BYTES];
    static const char *const endings[] = {"", ".wal", "-wal", "-shm"};
    each_file(path, remove_file, NULL);
    (void)rmdir(path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if ((size_t)snprintf(beside, sizeof beside, "%s%s", path, endings[i]) < sizeof beside)
            (void)unlink(beside);
}

void bench_path(const bench_plan *plan, const char *name, char out[BENCH_PATH_BYTES])
{
    (void)snprintf(out, BENCH_PATH_BYTES, "%s/%s", plan->folder, name);
}

void bench_say(const char *format, ...)
{
    va_list arguments;
    if (!isatty(STDERR_FILENO))
        return;
    va_start(arguments, format);
    fputs("\r\033[K", stderr);
    (void)vfprintf(stderr, format, arguments);
    va_end(arguments);
}

int bench_fail(const char *what, const char *why)
{
    bench_say("%s", "");
    fprintf(stderr, "rva_bench: %s: %s\n", what, why);
    return -1;
}
