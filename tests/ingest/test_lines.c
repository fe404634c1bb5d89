/**
 * @file tests/ingest/test_lines.c
 * Lines into events, and what is refused of them.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "given.h"

static void expect_refused(const char *line, const char *field, const char *part)
{
    const rva_error error = given_refusal(line);
    cr_expect_str_eq(error.field, field, "%s: field \"%s\"", line, error.field);
    cr_expect(strstr(error.message, part) != NULL, "%s: %s", line, error.message);
}

Test(lines, texts_stand_in_their_fields)
{
    given of;
    const rva_event *event =
        given_event(&of, "{\"type\":\"stage\",\"conversation\":\"c-1\",\"stage\":\"welcome\","
                         "\"action\":\"complete\",\"at\":\"2026-03-01T14:05:29Z\"}");
    cr_expect(event->type == RVA_EVENT_STAGE);
    cr_expect(event->action == RVA_ACTION_COMPLETE);
    cr_expect(event->at == INT64_C(1772373929000000));
    cr_expect_str_eq(event->conversation, "c-1");
    cr_expect_str_eq(event->stage, "welcome");
    given_end(&of);
}

Test(lines, what_is_not_there_is_absent)
{
    given of;
    const rva_event *event = given_event(&of, "{\"type\":\"erase\"}");
    cr_expect(event->at == RVA_ABSENT);
    cr_expect(event->id == NULL);
    cr_expect(event->amount_minor == RVA_ABSENT);
    cr_expect(isnan(event->score));
    given_end(&of);
}

Test(lines, null_is_absent)
{
    given of;
    const rva_event *event =
        given_event(&of, "{\"type\":\"lead\",\"id\":null,\"score\":null,\"order\":null}");
    cr_expect(event->id == NULL);
    cr_expect(isnan(event->score));
    cr_expect(event->order == RVA_ABSENT);
    given_end(&of);
}

Test(lines, numbers_are_exact)
{
    given of;
    const rva_event *event =
        given_event(&of, "{\"type\":\"lead\",\"value_minor\":-9223372036854775807,\"score\":0.91,"
                         "\"order\":9223372036854775807,\"rating\":8}");
    cr_expect(event->value_minor == -INT64_MAX);
    cr_expect(event->order == INT64_MAX);
    cr_expect(event->score == 0.91);
    cr_expect(event->rating == 8);
    given_end(&of);
}

Test(lines, flags_are_zero_and_one)
{
    given of;
    const rva_event *event =
        given_event(&of, "{\"type\":\"offer\",\"delivered\":false,\"correct\":true}");
    cr_expect(event->delivered == 0);
    cr_expect(event->correct == 1);
    given_end(&of);
}

Test(lines, escapes_are_decoded)
{
    given of;
    const rva_event *event = given_event(
        &of, "{\"type\":\"lead\",\"id\":\"a\\\"b\\\\c\\u00e9\\ud83d\\ude00\",\"tier\":\"\\/\"}");
    cr_expect_str_eq(event->id, "a\"b\\c\xc3\xa9\xf0\x9f\x98\x80");
    cr_expect_str_eq(event->tier, "/");
    given_end(&of);
}

Test(lines, an_escaped_key_is_the_field_it_spells)
{
    given of;
    const rva_event *event = given_event(&of, "{\"type\":\"lead\",\"\\u0069d\":\"x\"}");
    cr_expect_str_eq(event->id, "x");
    given_end(&of);
}

Test(lines, tags_keep_their_text_without_white_space)
{
    given of;
    const rva_event *event =
        given_event(&of, "{\"type\":\"lead\", \"tags\" : { \"b\" : [1.50, 2e3 ] ,\t\"a\":\" x \\\" "
                         "y\" } , \"id\":\"l\"}");
    cr_expect_str_eq(event->tags, "{\"b\":[1.50,2e3],\"a\":\" x \\\" y\"}");
    cr_expect_str_eq(event->id, "l");
    given_end(&of);
}

Test(lines, blank_lines_a_mark_and_crlf_are_no_fault)
{
    given of = given_lines("\xef\xbb\xbf{\"type\":\"erase\"}\r\n\n  \t\r\n{\"type\":\"erase\"}");
    cr_expect(of.events == 2);
    cr_expect(of.refusals == 0);
    cr_expect(of.lines == 4);
    cr_expect(of.batch->blank_count == 2);
    cr_expect(of.batch->lines[1] == 4);
    given_end(&of);
}

Test(lines, a_mark_elsewhere_is_refused)
{
    expect_refused("\n\xef\xbb\xbf{\"type\":\"erase\"}", "", "not a JSON object");
}

Test(lines, an_unknown_field_is_named_with_the_nearest)
{
    expect_refused("{\"type\":\"lead\",\"conversaton\":\"x\"}", "conversaton",
                   "did you mean \"conversation\"?");
    expect_refused("{\"type\":\"cost\",\"amount\":5}", "amount", "did you mean \"amount_minor\"?");
    expect_refused("{\"type\":\"cost\",\"colour\":5}", "colour", "\"tags\"");
    expect_refused("{\"type\":\"cost\",\"\":5}", "", "unknown field");
}

Test(lines, an_unknown_field_cannot_steer_a_terminal)
{
    expect_refused("{\"type\":\"cost\",\"\\u001b[31m\\u009b\":5}", "?[31m??", "unknown field");
}

Test(lines, a_field_given_twice_is_refused)
{
    expect_refused("{\"type\":\"lead\",\"id\":\"a\",\"id\":\"a\"}", "id", "given twice");
    expect_refused("{\"type\":\"lead\",\"id\":null,\"\\u0069d\":\"a\"}", "id", "given twice");
}

Test(lines, a_wrong_type_is_refused_with_the_right_one)
{
    expect_refused("{\"type\":\"lead\",\"id\":7}", "id", "text in quotes, not a number");
    expect_refused("{\"type\":\"lead\",\"id\":{}}", "id", "not an object");
    expect_refused("{\"type\":\"lead\",\"score\":\"0.5\"}", "score", "a number, not a text");
    expect_refused("{\"type\":\"lead\",\"order\":true}", "order", "an integer, not true");
    expect_refused("{\"type\":\"offer\",\"delivered\":1}", "delivered", "true or false");
    expect_refused("{\"type\":\"lead\",\"tags\":[1]}", "tags", "a JSON object, not an array");
    expect_refused("{\"type\":\"lead\",\"tags\":\"{}\"}", "tags", "a JSON object, not a text");
    expect_refused("{\"type\":\"lead\",\"at\":1772373929}", "at", "RFC 3339");
}

Test(lines, a_name_that_is_none_is_refused_with_the_list)
{
    expect_refused("{\"type\":\"stag\"}", "type", "conversation, stage, lead");
    expect_refused("{\"type\":\"stage\",\"action\":\"finish\"}", "action",
                   "enter, complete, skip, disqualify, leave, not \"finish\"");
}

Test(lines, a_missing_type_is_refused)
{
    expect_refused("{\"id\":\"x\"}", "type", "is missing");
    expect_refused("{}", "type", "is missing");
    expect_refused("{\"type\":null}", "type", "is missing");
}

Test(lines, an_instant_that_is_none_is_refused)
{
    expect_refused("{\"type\":\"lead\",\"at\":\"yesterday\"}", "at", "yesterday");
    expect_refused("{\"type\":\"lead\",\"at\":\"2026-03-01T14:05:29Z\\u0000\"}", "at", "\\u0000");
}

Test(lines, integers_are_refused_when_they_are_not)
{
    expect_refused("{\"type\":\"lead\",\"value_minor\":12.5}", "value_minor", "cents");
    expect_refused("{\"type\":\"lead\",\"order\":5.0}", "order", "digits only, not 5.0");
    expect_refused("{\"type\":\"lead\",\"order\":1e3}", "order", "digits only, not 1e3");
    expect_refused("{\"type\":\"lead\",\"order\":9223372036854775808}", "order", "out of range");
    expect_refused("{\"type\":\"lead\",\"order\":-9223372036854775808}", "order", "out of range");
    expect_refused("{\"type\":\"lead\",\"order\":123456789012345678901234567890}", "order",
                   "out of range");
}

Test(lines, malformed_numbers_are_refused)
{
    static const char *const numbers[] = {"01",  "+1",  "1.",  ".5",       "-",   "1e",
                                          "0x1", "1_0", "1 2", "Infinity", "NaN", "1e999"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char line[64];
        snprintf(line, sizeof line, "{\"type\":\"lead\",\"order\":%s}", numbers[i]);
        const rva_error error = given_refusal(line);
        cr_expect(error.message[0] != '\0');
    }
}

Test(lines, texts_that_are_not_unicode_are_refused)
{
    expect_refused("{\"type\":\"lead\",\"id\":\"a\\u0000b\"}", "id", "\\u0000");
    expect_refused("{\"type\":\"lead\",\"id\":\"\\ud800\"}", "id", "escape");
    expect_refused("{\"type\":\"lead\",\"id\":\"\\udc00x\"}", "id", "escape");
    expect_refused("{\"type\":\"lead\",\"id\":\"\\q\"}", "id", "escape");
    expect_refused("{\"type\":\"lead\",\"id\":\"a\xff\"}", "", "UTF-8");
    expect_refused("{\"type\":\"lead\",\"id\":\"\xed\xa0\x80\"}", "", "UTF-8");
    expect_refused("{\"type\":\"lead\",\"id\":\"a\x01\"}", "", "control character");
}

Test(lines, what_is_no_object_is_refused)
{
    static const char *const lines[] = {"\"x\"", "5", "nonsense", "null", "}{", "\x7f"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        expect_refused(lines[i], "", "not a JSON object");
}

Test(lines, every_truncation_of_a_line_is_refused)
{
    static const char whole[] = "{\"type\":\"lead\",\"id\":\"l-1\",\"score\":0.25,\"order\":-7,"
                                "\"tags\":{\"a\":[1,{\"b\":null}]},\"correct\":true}";
    char part[sizeof whole];
    for (size_t size = 1; size + 1 < sizeof whole; size++) {
        snprintf(part, sizeof part, "%.*s", (int)size, whole);
        given_refusal(part);
    }
    given of;
    given_event(&of, whole);
    given_end(&of);
}

Test(lines, what_stands_behind_the_object_is_refused)
{
    static const char *const lines[] = {
        "{\"type\":\"erase\"}{\"type\":\"erase\"}",
        "{\"type\":\"erase\"} x",
        "{\"type\":\"erase\"},\"id\":\"x\"}",
        "{\"type\":\"erase\"}}",
        "{\"type\":\"erase\"]",
        "{\"type\":\"erase\",}",
        "{\"type\":\"erase\" \"id\":\"x\"}",
        "{\"type\":\"lead\":\"id\"}",
        "{\"type\":\"erase\"\x01}",
        "{,\"type\":\"erase\"}",
        "{\"type\" \"erase\"}",
        "{type:\"erase\"}",
        "{'type':'erase'}",
        "{\"type\":\"erase\"}//",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        given_refusal(lines[i]);
}

Test(lines, nesting_has_an_end)
{
    char line[4096] = "{\"type\":\"lead\",\"tags\":{\"a\":";
    const size_t start = strlen(line);
    memset(line + start, '[', 1000);
    memset(line + start + 1000, ']', 1000);
    strcpy(line + start + 2000, "}}");
    expect_refused(line, "tags", "nested too deep");
}

Test(lines, nested_values_are_checked_whole)
{
    expect_refused("{\"type\":\"lead\",\"tags\":{\"a\":tru}}", "tags", "malformed value");
    expect_refused("{\"type\":\"lead\",\"tags\":{\"a\":[1,2}}}", "tags", "JSON");
    expect_refused("{\"type\":\"lead\",\"tags\":{\"a\":\"\\ud800\"}}", "tags", "escape");
    expect_refused("{\"type\":\"lead\",\"tags\":{\"a\" 1}}", "tags", "JSON");
}

/* {"type":"lead","id":"xxx...x"} of so many bytes in all. */
static char *long_line(size_t size, const char *rest)
{
    static const char head[] = "{\"type\":\"lead\",\"id\":\"";
    char *line = malloc(size + strlen(rest) + 1);
    memset(line, 'x', size);
    memcpy(line, head, sizeof head - 1);
    memcpy(line + size - 2, "\"}", 2);
    strcpy(line + size, rest);
    return line;
}

Test(lines, the_longest_line_is_read)
{
    char *line = long_line(RVA_INGEST_LINE_BYTES_MAX, "\n{\"type\":\"erase\"}\n");
    given of = given_lines(line);
    cr_expect(of.events == 2);
    given_end(&of);
    free(line);
}

Test(lines, a_longer_line_is_passed_over)
{
    for (size_t more = 1; more < 400000; more = more * 7 + 1) {
        char *line = long_line(RVA_INGEST_LINE_BYTES_MAX + more, "\n{\"type\":\"erase\"}\n");
        given of = given_lines(line);
        cr_expect(of.events == 1);
        cr_expect(of.refusals == 1);
        cr_expect(of.batch->lines[0] == 2);
        cr_expect(of.batch->refusals[0].line == 1);
        cr_expect(of.batch->refusals[0].error.status == RVA_LIMIT);
        given_end(&of);
        free(line);
    }
}

Test(lines, a_long_last_line_is_passed_over)
{
    char *line = long_line(RVA_INGEST_LINE_BYTES_MAX * 5, "");
    given of = given_lines(line);
    cr_expect(of.events == 0);
    cr_expect(of.refusals == 1);
    given_end(&of);
    free(line);
}

/* Flips, drops, doubles and inserts bytes of a good line. */
static size_t mutate(char *line, size_t size, size_t room)
{
    static const char tokens[] = "\"\\{}[],:0-9.eE\x01\xff\xc3 tfn/";
    const size_t at = (size_t)rand() % size;
    const size_t run = 1 + (size_t)rand() % 5;
    switch (rand() % 4) {
    case 0:
        line[at] = (char)(1 + rand() % 255);
        return size;
    case 1:
        line[at] = tokens[(size_t)rand() % (sizeof tokens - 1)];
        return size;
    case 2:
        if (at + run >= size)
            return size;
        memmove(line + at, line + at + run, size - at - run);
        return size - run;
    default:
        if (size + run >= room || at + run > size)
            return size;
        memmove(line + at + run, line + at, size - at);
        return size + run;
    }
}

Test(lines, mutated_lines_never_do_harm)
{
    static const char good[] =
        "{\"type\":\"lead\",\"id\":\"l\\u00e9\\ud83d\\ude00\",\"conversation\":\"c-1\","
        "\"at\":\"2026-03-01T14:05:29.5+02:00\",\"score\":0.91,\"value_minor\":27500,"
        "\"tags\":{\"a\":[1,2.5,{\"b\":null}],\"c\":\"x\\ny\"},\"correct\":false}";
    enum { LINES = 20000, ROOM = 512 };
    char *all = malloc((size_t)LINES * ROOM);
    size_t used = 0;
    srand(20260301);
    for (int i = 0; i < LINES; i++) {
        char *line = all + used;
        size_t size = sizeof good - 1;
        memcpy(line, good, size);
        for (int times = 1 + rand() % 3; times > 0; times--)
            size = mutate(line, size, ROOM - 1);
        for (size_t at = 0; at < size; at++)
            line[at] = line[at] == '\n' ? ' ' : line[at];
        line[size] = '\n';
        used += size + 1;
    }
    given of = given_read(given_file(all, used), 100, -1);
    cr_expect(of.status == RVA_OK);
    cr_expect(of.events + of.refusals == LINES);
    cr_expect(of.events > 100);
    cr_expect(of.refusals > 5000);
    given_end(&of);
    free(all);
}

Test(lines, noise_never_does_harm)
{
    enum { SIZE = 1 << 20 };
    char *noise = malloc(SIZE);
    srand(7);
    for (size_t i = 0; i < SIZE; i++)
        noise[i] = (char)rand();
    noise[0] = '{';
    given of = given_read(given_file(noise, SIZE), 100, -1);
    cr_expect(of.events == 0);
    given_end(&of);
    free(noise);
}
