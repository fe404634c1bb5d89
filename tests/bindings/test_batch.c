/**
 * @file tests/bindings/test_batch.c
 * Events on their way in, and what became of them.
 */
#include "common/batch.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/error.h"

Test(batch, a_text_never_moves)
{
    enum { TEXTS = 100000 };
    rvb_texts texts = {0};
    const char **all = malloc(TEXTS * sizeof *all);
    for (int i = 0; i < TEXTS; i++)
        all[i] = rvb_texts_copy(&texts, "brooklyn", (size_t)(i % 9));
    for (int i = 0; i < TEXTS; i++)
        cr_assert(strlen(all[i]) == (size_t)(i % 9));
    free(all);
    rvb_texts_drop(&texts);
    cr_expect(texts.blocks == NULL && texts.left == 0);
}

Test(batch, a_text_of_any_size_has_room)
{
    rvb_texts texts = {0};
    const size_t size = 1 << 20;
    char *text = malloc(size);
    memset(text, 'a', size);
    const char *copy = rvb_texts_copy(&texts, text, size);
    cr_expect(copy != NULL && strlen(copy) == size);
    rvb_texts_drop(&texts);
    free(text);
}

Test(batch, outcomes_come_in_order_of_place)
{
    rva_error err = RVA_ERROR_INIT;
    rvb_batch batch = {0};
    rvb_outcome at = {0};
    cr_assert(rvb_batch_reserve(&batch, 4));
    rvb_refuse(&err, "x", "there is no such field");
    cr_assert(rvb_batch_refuse(&batch, 0, &err));
    rvb_event_init(rvb_batch_next(&batch));
    rvb_batch_add(&batch, 1);
    cr_assert(rvb_batch_refuse(&batch, 2, &err));
    rvb_event_init(rvb_batch_next(&batch));
    rvb_batch_add(&batch, 3);
    cr_assert(batch.count == 2 && rvb_batch_refused(&batch) == 2);
    cr_assert(rvb_batch_outcome(&batch, &at));
    cr_expect(at.place == 0 && at.outcome == RVA_REFUSED);
    cr_expect_str_eq(at.error->message, "field \"x\": there is no such field");
    cr_assert(rvb_batch_outcome(&batch, &at));
    cr_expect_eq(at.place, 2);
    cr_expect_not(rvb_batch_outcome(&batch, &at));
    rvb_batch_drop(&batch);
}

Test(batch, what_the_store_refuses_stands_between_what_was_not_read)
{
    char folder[] = "/tmp/rva_batch_XXXXXX", path[64], command[64];
    rva_store *store = NULL;
    rva_error err = RVA_ERROR_INIT;
    rvb_batch batch = {0};
    rvb_outcome at = {0};
    cr_assert(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/store", folder);
    cr_assert(rva_store_create(path, NULL, RVA_EPHEMERAL, NULL) == RVA_OK);
    cr_assert(rva_store_open(path, NULL, &store, NULL) == RVA_OK);
    cr_assert(rvb_batch_reserve(&batch, 3));
    rvb_refuse(&err, "x", "there is no such field");
    cr_assert(rvb_batch_refuse(&batch, 0, &err));
    rva_event_init(rvb_batch_next(&batch), RVA_EVENT_LEAD, 0); /* without an id */
    rvb_batch_add(&batch, 1);
    cr_assert(rvb_batch_refuse(&batch, 2, &err));
    cr_assert(rva_record_many(store, batch.events, batch.count, &batch.summary, &batch.rejections,
                              NULL) == RVA_OK);
    cr_expect_eq(rvb_batch_refused(&batch), 3);
    for (size_t place = 0; place < 3; place++) {
        cr_assert(rvb_batch_outcome(&batch, &at));
        cr_expect(at.place == place && at.outcome == RVA_REFUSED);
    }
    cr_expect_not(rvb_batch_outcome(&batch, &at));
    rvb_batch_drop(&batch);
    rva_store_close(store);
    snprintf(command, sizeof command, "rm -r %s", folder);
    cr_assert(system(command) == 0);
}
