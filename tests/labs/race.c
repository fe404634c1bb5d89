/**
 * @file labs/race.c
 * A race between two threads, which the thread sanitizer must report: else it sees nothing.
 */
#include <pthread.h>
#include <stdio.h>

enum { ROUNDS = 100000 };

static volatile long sum;

static void *add(void *context)
{
    (void)context;
    for (int i = 0; i < ROUNDS; i++)
        sum++;
    return NULL;
}

int main(void)
{
    pthread_t other;
    if (pthread_create(&other, NULL, add, NULL) != 0)
        return 1;
    add(NULL);
    pthread_join(other, NULL);
    printf("%ld\n", sum);
    return 0;
}
