/**
 * @file tests/labs/faults.c
 * A hook that counts calls and lets one of them fail.
 */
#include "faults.h"

#include <errno.h>
#include <stdatomic.h>
#include <sys/uio.h>

static call_kind armed_kind;
static fault_way armed_way;
static long armed_nth;
static atomic_long seen;

enum { PARTS_MAX = 64 };

static long fail(int number)
{
    errno = number;
    return -1;
}

/** How many bytes a write has. */
static long size_of(const call *of)
{
    if (!calls_in_parts(of))
        return of->arguments[2];
    const struct iovec *parts = (const struct iovec *)of->arguments[1];
    long size = 0;
    for (long i = 0; i < of->arguments[2]; i++)
        size += (long)parts[i].iov_len;
    return size;
}

static long do_half(const call *of)
{
    call half = *of;
    struct iovec parts[PARTS_MAX];
    const long size = size_of(of) / 2;
    if (!calls_in_parts(of)) {
        half.arguments[2] = size;
        return calls_perform(&half);
    }
    const struct iovec *whole = (const struct iovec *)of->arguments[1];
    long left = size;
    long count = 0;
    for (; left > 0 && count < PARTS_MAX; count++) {
        parts[count] = whole[count];
        if ((long)parts[count].iov_len > left)
            parts[count].iov_len = (size_t)left;
        left -= (long)parts[count].iov_len;
    }
    half.arguments[1] = (long)parts;
    half.arguments[2] = count;
    return calls_perform(&half);
}

static long do_badly(const call *of, bool first)
{
    if (armed_way == FAULT_DONE || (armed_way == FAULT_DONE_ON && first))
        calls_perform(of);
    switch (armed_way) {
    case FAULT_SPACE:
    case FAULT_SPACE_ON:
    case FAULT_DONE_ON:
        return fail(ENOSPC);
    case FAULT_QUOTA:
        return fail(EDQUOT);
    case FAULT_MEMORY:
        return fail(ENOMEM);
    case FAULT_INTERRUPT:
        return fail(EINTR);
    case FAULT_SHORT:
        return do_half(of);
    case FAULT_LIE:
        return of->kind == CALL_WRITE ? size_of(of) : 0;
    default:
        return fail(EIO);
    }
}

static long answer(const call *of)
{
    if (of->kind != armed_kind)
        return calls_perform(of);
    const long number = atomic_fetch_add(&seen, 1) + 1;
    const bool goes_on =
        armed_way == FAULT_IO_ON || armed_way == FAULT_SPACE_ON || armed_way == FAULT_DONE_ON;
    const bool fails = number == armed_nth || (number > armed_nth && goes_on);
    return fails ? do_badly(of, number == armed_nth) : calls_perform(of);
}

void faults_arm(call_kind kind, fault_way way, long nth)
{
    armed_kind = kind;
    armed_way = way;
    armed_nth = nth;
    atomic_store(&seen, 0);
    calls_set_hook(answer);
}

bool faults_disarm(void)
{
    calls_set_hook(0);
    return atomic_load(&seen) >= armed_nth;
}
