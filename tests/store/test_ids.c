/**
 * @file store/test_ids.c
 * Ids as keyed hashes, also those that nobody may read any more.
 */
#include "store/ids.h"

#include <string.h>

#include <criterion/criterion.h>

TestSuite(ids);

static const rva__config config = {.secret = "0123456789abcde"};
static const rva__config other = {.secret = "0123456789abcdf"};

static bool same(rva__hash128 a, rva__hash128 b)
{
    return a.high == b.high && a.low == b.low;
}

Test(ids, of_one_kind_and_text_are_the_same)
{
    cr_expect(same(rva__id_hash(&config, RVA_EVENT_LEAD, "l-1"),
                   rva__id_hash(&config, RVA_EVENT_LEAD, "l-1")));
}

Test(ids, of_other_kinds_are_others)
{
    cr_expect_not(same(rva__id_hash(&config, RVA_EVENT_LEAD, "l-1"),
                       rva__id_hash(&config, RVA_EVENT_OFFER, "l-1")));
    cr_expect_not(same(rva__id_hash(&config, RVA__ID_VISITOR, "l-1"),
                       rva__id_hash(&config, RVA_EVENT_LEAD, "l-1")));
}

Test(ids, under_another_secret_are_others)
{
    cr_expect_not(same(rva__id_hash(&config, RVA_EVENT_LEAD, "l-1"),
                       rva__id_hash(&other, RVA_EVENT_LEAD, "l-1")));
}

Test(ids, have_127_bits_and_are_never_nothing)
{
    static const char *const texts[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    for (int i = 0; i < 8; i++) {
        const rva__hash128 hash = rva__id_hash(&config, RVA_EVENT_LEAD, texts[i]);
        cr_expect_eq(hash.high >> 63, 0);
        cr_expect_neq(hash.low, 0);
    }
}

Test(ids, that_are_erased_lead_where_they_led)
{
    char text[RVA__ID_ERASED_BYTES];
    const rva__hash128 hash = rva__id_hash(&config, RVA_EVENT_LEAD, "l-1");
    rva__id_erased_text(hash, text);
    cr_expect_eq(strlen(text), 33);
    cr_expect_eq(text[0], RVA__ID_ERASED);
    cr_expect_null(strstr(text, "l-1"));
    cr_expect(same(rva__id_hash(&config, RVA_EVENT_LEAD, text), hash));
    cr_expect(same(rva__id_hash(&other, RVA_EVENT_OFFER, text), hash));
}

Test(ids, of_128_bytes_are_told_apart_by_the_last)
{
    char text[RVA_ID_BYTES_MAX + 1] = {0};
    memset(text, 'x', RVA_ID_BYTES_MAX);
    const rva__hash128 hash = rva__id_hash(&config, RVA_EVENT_LEAD, text);
    text[RVA_ID_BYTES_MAX - 1] = 'y';
    cr_expect_not(same(rva__id_hash(&config, RVA_EVENT_LEAD, text), hash));
}
