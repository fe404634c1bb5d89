/**
 * @file tests/model/test_fields.c
 * The fields of an event by number, by name, and what their names stand for.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include <revanalytics/event.h>

static const rva_field *find(const char *name)
{
    return rva_field_find(name, strlen(name));
}

static int64_t number(const char *field, const char *name)
{
    return rva_field_name_find(find(field), name, strlen(name));
}

Test(fields, there_are_forty_nine)
{
    cr_expect_not_null(rva_field_at(48));
    cr_expect_null(rva_field_at(49));
    cr_expect_null(rva_field_at(SIZE_MAX));
}

Test(fields, each_is_found_by_its_name)
{
    const rva_field *field;
    for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++)
        cr_expect_eq(find(field->name), field, "%s", field->name);
}

Test(fields, each_has_a_place_of_its_own)
{
    const rva_field *field;
    uint64_t before = 0;
    for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++) {
        cr_expect_gt(field->offset, before, "%s", field->name);
        before = field->offset;
    }
}

Test(fields, required_ones_are_allowed)
{
    const rva_field *field;
    for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++)
        cr_expect_eq(field->required & ~field->types, 0, "%s", field->name);
}

Test(fields, name_need_not_end_in_nul)
{
    cr_expect_str_eq(rva_field_find("score\":0.5", 5)->name, "score");
}

Test(fields, other_names_are_not_found)
{
    cr_expect_null(find(""));
    cr_expect_null(find("x"));
    cr_expect_null(find("ats"));
    cr_expect_null(find("Stage"));
    cr_expect_null(find("stages"));
    cr_expect_null(find("size"));
    cr_expect_null(rva_field_find(NULL, 3));
    cr_expect_null(rva_field_find("at\0nothing more", 15));
}

Test(fields, score_is_a_real_of_leads)
{
    const rva_field *field = find("score");
    cr_expect_eq(field->form, RVA_FIELD_REAL);
    cr_expect_eq(field->offset, offsetof(rva_event, score));
    cr_expect_eq(field->types, UINT64_C(1) << RVA_EVENT_LEAD);
    cr_expect_eq(field->required, 0);
    cr_expect_null(field->names);
}

Test(fields, instant_is_required_but_of_erase_and_void)
{
    cr_expect_eq(find("at")->types, 0xfff);
    cr_expect_eq(find("at")->required, 0x5ff);
}

Test(fields, forms_differ)
{
    cr_expect_eq(find("id")->form, RVA_FIELD_TEXT);
    cr_expect_eq(find("at")->form, RVA_FIELD_INSTANT);
    cr_expect_eq(find("tags")->form, RVA_FIELD_OBJECT);
    cr_expect_eq(find("delivered")->form, RVA_FIELD_FLAG);
    cr_expect_eq(find("amount_minor")->form, RVA_FIELD_INTEGER);
    cr_expect_eq(find("kind")->form, RVA_FIELD_NAME);
}

Test(fields, names_have_the_numbers_of_the_header)
{
    cr_expect_eq(number("action", "enter"), RVA_ACTION_ENTER);
    cr_expect_eq(number("action", "leave"), RVA_ACTION_LEAVE);
    cr_expect_eq(number("outcome", "disqualified"), RVA_END_DISQUALIFIED);
    cr_expect_eq(number("outcome", "error"), RVA_END_ERROR);
    cr_expect_eq(number("verdict", "accepted"), RVA_VERDICT_ACCEPTED);
    cr_expect_eq(number("verdict", "returned"), RVA_VERDICT_RETURNED);
    cr_expect_eq(number("kind", "sale"), RVA_KIND_SALE);
    cr_expect_eq(number("kind", "adjustment"), RVA_KIND_ADJUSTMENT);
    cr_expect_eq(number("type", "erase"), RVA_EVENT_ERASE);
}

Test(fields, other_texts_are_no_names)
{
    cr_expect_eq(number("action", "ent"), -1);
    cr_expect_eq(number("action", "enter|complete"), -1);
    cr_expect_eq(number("action", ""), -1);
    cr_expect_eq(number("action", "leaves"), -1);
    cr_expect_eq(rva_field_name_find(find("action"), "leave\0more", 10), -1);
    cr_expect_eq(number("id", "enter"), -1);
    cr_expect_eq(rva_field_name_find(NULL, "enter", 5), -1);
}

Test(fields, types_have_names)
{
    cr_expect_str_eq(rva_event_type_name(RVA_EVENT_CONVERSATION), "conversation");
    cr_expect_str_eq(rva_event_type_name(RVA_EVENT_ERASE), "erase");
    cr_expect_str_eq(rva_event_type_name(RVA_EVENT_NOTE), "note");
    cr_expect_str_eq(rva_event_type_name(RVA_EVENT_VOID), "void");
    cr_expect_null(rva_event_type_name(12));
    cr_expect_null(rva_event_type_name(-1));
}

Test(fields, names_have_types)
{
    for (int64_t type = 0; type < 12; type++)
        cr_expect_eq(rva_event_type_find(rva_event_type_name(type)), type);
    cr_expect_eq(rva_event_type_find("sale"), -1);
    cr_expect_eq(rva_event_type_find(NULL), -1);
}

Test(fields, new_event_has_none)
{
    rva_event event;
    memset(&event, 0xa5, sizeof event);
    rva_event_init(&event, RVA_EVENT_LEAD, 7);
    cr_expect_eq(event.size, sizeof event);
    cr_expect_eq(event.type, RVA_EVENT_LEAD);
    cr_expect_eq(event.at, 7);
    const rva_field *field;
    for (size_t i = 2; (field = rva_field_at(i)) != NULL; i++) {
        const char *at = (const char *)&event + field->offset;
        if (field->form == RVA_FIELD_REAL)
            cr_expect(isnan(*(const double *)(const void *)at), "%s", field->name);
        else if (field->form == RVA_FIELD_TEXT || field->form == RVA_FIELD_OBJECT)
            cr_expect_null(*(const char *const *)(const void *)at, "%s", field->name);
        else
            cr_expect_eq(*(const int64_t *)(const void *)at, RVA_ABSENT, "%s", field->name);
    }
    rva_event_init(NULL, RVA_EVENT_LEAD, 7);
}
