/**
 * @file store/test_id_index.c
 * The index of ids against a plain array, whatever moves to the base when.
 */
#include "store/id_index.h"

#include <criterion/criterion.h>

#include "core/sort.h"
#include "given.h"
#include "store/commit.h"
#include "store/format.h"
#include "store/open.h"

enum { IDS = 3000, PUTS = 4, CALLS = 12 };

static rva__env *env;
static rva__txn txn;
static uint64_t numbers[IDS]; /* what each id leads to; 0 nowhere */
static uint64_t state = 7;

static uint64_t any(uint64_t below)
{
    state += UINT64_C(0x9e3779b97f4a7c15);
    return rva__hash_mix(state) % below;
}

/** Ids with equal first halves, too, and the outermost ones. */
static rva__hash128 hash_of(uint64_t id)
{
    if (id < 2)
        return (rva__hash128){id ? RVA__ID_HIGH : 0, 1};
    return (rva__hash128){rva__hash_mix(id / 3) & RVA__ID_HIGH, id};
}

static void begin(void)
{
    rva_error err = RVA_ERROR_INIT;
    given_check(rva__txn_write(env, 1000, &txn, &err), &err, "begin");
}

static void commit(void)
{
    rva_error err = RVA_ERROR_INIT;
    given_check(rva__format_save(&txn, &err), &err, "save");
    given_check(rva__txn_commit(&txn, &err), &err, "commit");
}

static void setup(void)
{
    rva_error err = RVA_ERROR_INIT;
    const char *path = given_place("store");
    given_create(path);
    given_check(rva__store_open(path, 64, &env, &err), &err, "open");
}

static void teardown(void)
{
    rva__env_close(env);
    given_end();
}

TestSuite(id_index, .init = setup, .fini = teardown);

static void put(uint64_t id, uint64_t number)
{
    rva_error err = RVA_ERROR_INIT;
    const bool absent = numbers[id] == 0;
    given_check(rva__id_index_put(&txn, hash_of(id), number, absent, &err), &err, "put");
    numbers[id] = number;
}

static void move_recent(void)
{
    rva_error err = RVA_ERROR_INIT;
    given_check(rva__id_index_move_recent(&txn, &err), &err, "move");
}

static int wrong(void)
{
    int count = 0;
    for (uint64_t id = 0; id < IDS; id++) {
        uint64_t number;
        rva_error err = RVA_ERROR_INIT;
        given_check(rva__id_index_get(&txn, hash_of(id), &number, &err), &err, "get");
        count += number != numbers[id];
    }
    return count;
}

static int64_t known(void)
{
    int64_t count = 0;
    for (uint64_t id = 0; id < IDS; id++)
        count += numbers[id] != 0;
    return count;
}

/** Counts of both generations as the entries themselves have them. */
static void count(int64_t *recent, int64_t *base, rva__tally *tally)
{
    rva__iterator ids;
    rva_error err = RVA_ERROR_INIT;
    given_check(rva__txn_iterate(&txn, RVA__DB_IDS, &ids, &err), &err, "iterate");
    for (rva__iterator_first(&ids, &err); ids.found; rva__iterator_next(&ids, &err)) {
        bool in_base;
        uint32_t seal;
        given_check(rva__id_index_check(&ids.key, &ids.value, &in_base, &err), &err, "check");
        memcpy(&seal, ids.value.data, sizeof seal);
        rva__tally_add(tally, seal, 1);
        *(in_base ? base : recent) += 1;
    }
    rva__iterator_close(&ids);
}

static void expect_counters_to_hold(void)
{
    int64_t recent = 0, base = 0;
    rva__tally tally = {0};
    count(&recent, &base, &tally);
    cr_expect_eq(recent, txn.state.ids_recent);
    cr_expect_eq(recent + base, known());
    cr_expect_eq(tally.count, txn.state.ids.count);
    cr_expect_eq(tally.sum, txn.state.ids.sum);
}

Test(id_index, every_id_leads_where_it_was_last_put)
{
    rva__id_recent_min = 64;
    for (int call = 0; call < CALLS; call++) {
        begin();
        for (int i = 0; i < IDS / PUTS; i++)
            put(any(IDS), 1 + any(1000000));
        move_recent();
        cr_expect_eq(wrong(), 0, "call %d", call);
        expect_counters_to_hold();
        commit();
    }
    begin();
    cr_expect_eq(wrong(), 0);
    cr_expect_lt(txn.state.ids_recent, txn.state.ids.count / 4, "most are in the base");
    rva__txn_end(&txn);
}

Test(id_index, recent_ids_stay_few_however_many_come)
{
    rva__id_recent_min = 64;
    begin();
    for (uint64_t id = 0; id < IDS; id++) {
        put(id, id + 1);
        move_recent();
        cr_assert_leq(txn.state.ids_recent, 128, "at id %llu", (unsigned long long)id);
    }
    cr_expect_eq(wrong(), 0);
    expect_counters_to_hold();
    rva__txn_end(&txn);
}

Test(id_index, a_small_index_moves_none)
{
    rva__id_recent_min = IDS;
    begin();
    for (uint64_t id = 0; id < IDS; id++)
        put(id, id + 1);
    move_recent();
    cr_expect_eq(txn.state.ids_recent, IDS);
    rva__txn_end(&txn);
}

Test(id_index, a_damaged_entry_moves_as_it_is_and_is_found_out)
{
    uint8_t key[RVA__ID_KEY_BYTES];
    rva_error err = RVA_ERROR_INIT;
    uint64_t number;
    bool base;
    rva__id_recent_min = 0;
    begin();
    put(5, 17);
    rva__big_put64(key, hash_of(5).high);
    rva__big_put64(key + 8, hash_of(5).low);
    given_check(rva__txn_put(&txn, RVA__DB_IDS, key, sizeof key, "\1\2\3\4\5", 5, &err), &err, "");
    move_recent();
    cr_expect_eq(txn.state.ids_recent, 0);
    cr_expect_eq(rva__id_index_get(&txn, hash_of(5), &number, &err), RVA_CORRUPT);
    key[0] |= 0x80;
    uint8_t damaged[] = {1, 2, 3, 4, 5};
    const rva__slice entry = {key, sizeof key}, value = {damaged, sizeof damaged};
    cr_expect_eq(rva__id_index_check(&entry, &value, &base, &err), RVA_CORRUPT);
    cr_expect(base);
    rva__txn_end(&txn);
}
