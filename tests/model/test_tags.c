/**
 * @file model/test_tags.c
 * What tags are, and which attributes they give.
 */
#include "model/tags.h"

#include <string.h>

#include <criterion/criterion.h>

static rva_settings *settings;
static rva__attributes attributes;
static rva_error err;

static void set_up(void)
{
    err = (rva_error)RVA_ERROR_INIT;
    cr_assert_eq(rva_settings_new(&settings, &err), RVA_OK);
    cr_assert_eq(rva_settings_add_attribute(settings, "property", &err), RVA_OK);
    cr_assert_eq(rva_settings_add_attribute(settings, "device", &err), RVA_OK);
}

static void tear_down(void)
{
    rva_settings_free(settings);
}

TestSuite(tags, .init = set_up, .fini = tear_down);

static const char *device(const char *tags)
{
    cr_expect_eq(rva__attributes_read(settings, tags, &attributes, &err), RVA_OK, "%s: %s", tags,
                 err.message);
    return attributes.values[1];
}

Test(tags, are_a_json_object)
{
    static const char *const good[] = {
        "{}",
        "{\"a\":1}",
        "{ \"a\" : [ 1 , -2.5e+3 , true , false , null , { } , [ ] , \"\\u00e9\\n\" ] }",
        "{\"a\":\"\\ud83d\\ude00\"}",
        "{\"a\":0,\"b\":-0.0}",
    };
    static const char *const bad[] = {
        "",
        "{",
        "[]",
        "\"a\"",
        "{} ",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":+1}",
        "{\"a\":1e}",
        "{\"a\":nul}",
        "{\"a\":[1}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\ud83d\"}",
        "{\"a\":\"\\ude00\"}",
        "{\"a\":tru",
        "{\"a\":\"b}",
        "{\"a\":1}}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":-}",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        cr_expect(rva__tags_are_object(good[i]), "%s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect_not(rva__tags_are_object(bad[i]), "%s", bad[i]);
}

Test(tags, are_nested_64_deep_at_most)
{
    char text[200] = "{\"a\":";
    memset(text + 5, '[', 63);
    memset(text + 68, ']', 63);
    strcpy(text + 131, "}");
    cr_expect(rva__tags_are_object(text));
    memset(text + 5, '[', 64);
    memset(text + 69, ']', 64);
    strcpy(text + 133, "}");
    cr_expect_not(rva__tags_are_object(text));
}

Test(tags, give_texts_without_white_space_at_their_ends)
{
    cr_expect_str_eq(device("{\"device\":\" \\u3000phone \\n\"}"), "phone");
    cr_expect_str_eq(device("{\"d\\u0065vice\":\"phone\"}"), "phone");
    cr_expect_str_eq(device("{\"x\":{\"device\":\"no\"},\"device\":\"phone\"}"), "phone");
    cr_expect_str_eq(device("{\"device\":\"first\",\"device\":\"last\"}"), "last");
}

Test(tags, give_numbers_in_their_shortest_form)
{
    cr_expect_str_eq(device("{\"device\":5}"), "5");
    cr_expect_str_eq(device("{\"device\":5.0}"), "5");
    cr_expect_str_eq(device("{\"device\":-1.50}"), "-1.5");
    cr_expect_str_eq(device("{\"device\":1e3}"), "1000");
    cr_expect_str_eq(device("{\"device\":0.1e1}"), "1");
    cr_expect_str_eq(device("{\"device\":9223372036854775807}"), "9223372036854775807");
    cr_expect_str_eq(device("{\"device\":1e400}"), "");
    cr_expect_str_eq(device("{\"device\":true}"), "true");
    cr_expect_str_eq(device("{\"device\":false}"), "false");
}

Test(tags, have_no_attribute_where_there_is_no_value)
{
    char text[200] = "{\"device\":\"";
    memset(text + 11, 'x', 129);
    strcpy(text + 140, "\"}");
    cr_expect_str_eq(device(text), "");
    strcpy(text + 139, "\"}");
    cr_expect_eq(strlen(device(text)), 128);
    cr_expect_str_eq(device("{\"device\":null}"), "");
    cr_expect_str_eq(device("{\"device\":[\"a\"]}"), "");
    cr_expect_str_eq(device("{\"device\":{\"device\":\"a\"}}"), "");
    cr_expect_str_eq(device("{\"device\":\"  \"}"), "");
    cr_expect_str_eq(device("{\"other\":\"a\"}"), "");
}

Test(tags, refuse_values_that_no_name_may_have)
{
    static const char *const bad[] = {"{\"device\":\"a\\tb\",\"property\":\"condo\"}",
                                      "{\"device\":\"a\\u200bb\",\"property\":\"condo\"}",
                                      "{\"device\":\"a\\u0000b\",\"property\":\"condo\"}",
                                      "{\"device\":\"(other)\",\"property\":\"condo\"}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cr_expect_eq(rva__attributes_read(settings, bad[i], &attributes, &err), RVA_INVALID);
        cr_expect_str_eq(err.field, "tags");
        cr_expect(strstr(err.message, "\"device\""), "%s", err.message);
        cr_expect_str_eq(attributes.values[1], "");
        cr_expect_str_eq(attributes.values[0], "condo", "the other one is read all the same");
    }
}

Test(tags, of_the_attributes_alone_say_the_same)
{
    char text[RVA__ATTRIBUTES_BYTES];
    cr_assert_eq(rva__attributes_read(settings,
                                      "{\"x\":\"PERSON\",\"device\":5,\"property\":\"\\\"a\\\\\"}",
                                      &attributes, &err),
                 RVA_OK);
    cr_expect(rva__attributes_write(settings, &attributes, text));
    cr_expect_str_eq(text, "{\"property\":\"\\\"a\\\\\",\"device\":\"5\"}");
    cr_expect(rva__tags_are_object(text));
    cr_expect_str_eq(device("{\"x\":1}"), "");
    cr_expect_not(rva__attributes_write(settings, &attributes, text));
}
