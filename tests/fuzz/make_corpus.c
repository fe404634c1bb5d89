/**
 * @file tests/fuzz/make_corpus.c
 * Writes the corpora: small inputs of every kind, the same each time.  Files called found-*
 * are inputs that once found a fault; they stay as they are.
 *
 * usage: fuzz_make_corpus FOLDER
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/msgpack.h"
#include "cube/cell.h"
#include "fold/document.h"
#include "model/settings.h"
#include "model/settings_pack.h"
#include "store/block.h"

enum { PATH_BYTES = 512, PROGRAMS = 40, PROGRAM_BYTES = 600, PATCHES = 40, PATCH_BYTES = 40 };

static const char *folder;
static uint64_t seed = 1;

static uint8_t random_byte(void)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint8_t)(seed >> 56);
}

static void put(const char *target, const char *name, const void *bytes, size_t size)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", folder, target);
    mkdir(path, 0755);
    snprintf(path, sizeof path, "%s/%s/%s", folder, target, name);
    FILE *to = fopen(path, "wb");
    if (!to || fwrite(bytes, 1, size, to) != size || fclose(to) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
}

static void put_texts(const char *target, const char *const *texts)
{
    char name[32];
    for (int i = 0; texts[i]; i++) {
        snprintf(name, sizeof name, "text-%02d", i);
        put(target, name, texts[i], strlen(texts[i]));
    }
}

/** The bytes with one byte before them. */
static void put_behind(const char *target, const char *name, uint8_t first, const void *bytes,
                       size_t size)
{
    rva__buffer all = {0};
    rva__buffer_put_byte(&all, first);
    rva__buffer_put(&all, bytes, size);
    put(target, name, all.data, all.size);
    rva__buffer_free(&all);
}

static void make_ndjson(void)
{
    static const char *const texts[] = {
        "{\"type\":\"conversation\",\"id\":\"c-1\",\"at\":\"2026-03-01T14:03:22.120Z\","
        "\"source\":\"google\",\"zip\":\"11215\",\"tags\":{\"a\":[1,2.5,null,true]}}\n"
        "{\"type\":\"stage\",\"conversation\":\"c-1\",\"at\":\"2026-03-01T14:03:23Z\","
        "\"stage\":\"welcome\",\"action\":\"enter\",\"quality\":7.25,\"messages\":3}\n",
        "{\"type\":\"lead\",\"id\":\"l-1\",\"conversation\":\"c-1\",\"at\":"
        "\"2026-03-01T09:05:00-05:00\",\"tier\":\"premium\",\"score\":0.912345,"
        "\"value_minor\":27500}\n\n"
        "{\"type\":\"offer\",\"id\":\"o-1\",\"lead\":\"l-1\",\"at\":\"2026-03-01T14:06:00Z\","
        "\"platform\":\"SolarReviews\",\"delivered\":true,\"price_minor\":30000}\r\n",
        "{\"type\":\"feedback\",\"id\":\"f-1\",\"offer\":\"o-1\",\"at\":\"2026-03-02T00:00:00Z\","
        "\"verdict\":\"accepted\",\"rating\":8.5,\"reason\":\"f\\u00fcr gut \\ud83d\\ude00\"}\n"
        "{\"type\":\"transaction\",\"id\":\"t-1\",\"kind\":\"refund\",\"of\":\"t-0\",\"at\":"
        "\"2026-03-03T00:00:00Z\",\"amount_minor\":-27500,\"currency\":\"USD\",\"correct\":true}\n",
        "{\"type\":\"market\",\"id\":\"m\",\"zip\":\"10001\",\"at\":\"9999-12-31T23:59:59."
        "999999Z\","
        "\"competitors\":4,\"demand\":1e3,\"price_minor\":1}\n{\"type\":\"cost\"}\nnot json\n"
        "{\"type\":\"end\",\"conversation\":\"c\",\"outcome\":\"completed\",\"at\":null}\n",
        "{\"type\":\"erase\",\"visitor\":\"v-1\"}\n[]\n{}\n{\"type\":\"cost\",\"id\":\"k\","
        "\"amount_minor\":9223372036854775808,\"at\":\"2026-02-29T00:00:00Z\"}\n",
        "\xef\xbb\xbf{\"type\":\"cost\",\"id\":\"\xff\",\"amount_minor\":1,\"at\":"
        "\"1970-01-01T00:00:00Z\",\"unknown\":{\"a\":{\"b\":{\"c\":[[[[[[]]]]]]}}}}",
        "\x1f\x8b\x08",
        "\x28\xb5\x2f\xfd\x04",
        NULL,
    };
    put_texts("ndjson", texts);
}

static void make_settings(void)
{
    static const char *const texts[] = {
        "{\"currency\":\"EUR\",\"time_zone\":\"Europe/Berlin\",\"idle_timeout_hours\":24}",
        "{\"stages\":[\"a\",{\"name\":\"b\",\"required\":false}],\"tiers\":[\"gold\",\"silver\"]}",
        "{\"targets\":{\"qualified_rate\":0.6,\"mrr\":1500000},\"zones\":{\"10001\":\"Manhattan\"}"
        "}",
        "{\"week_start\":\"Sunday\",\"max_values\":10,\"live_window_minutes\":5}",
        "{\"currency\":1}",
        "[]",
        NULL,
    };
    rva_settings *settings = NULL;
    rva__buffer bytes = {0};
    put_texts("settings", texts);
    if (rva_settings_new(&settings, NULL) != RVA_OK ||
        rva_settings_set_zone(settings, "10001", "Manhattan", NULL) != RVA_OK)
        exit(EXIT_FAILURE);
    rva__settings_pack(settings, &bytes);
    put_behind("settings", "packed", 0, bytes.data, bytes.size);
    rva_settings_free(settings);
    rva__buffer_free(&bytes);
}

static void make_blocks(void)
{
    static rva__block_writer writer;
    rva__buffer bytes = {0};
    char name[32], id[16];
    for (int type = 0; type <= RVA_EVENT_ERASE; type++) {
        const rva_field *field;
        rva__block_writer_clear(&writer);
        rva__buffer_clear(&bytes);
        for (int i = 0; i < 3; i++) {
            rva_event event;
            rva_event_init(&event, (rva_event_type)type, INT64_C(1772366400000000) + i);
            snprintf(id, sizeof id, "id-%d", i);
            for (size_t f = 0; (field = rva_field_at(f)) != NULL; f++) {
                const char *text = field->form == RVA_FIELD_OBJECT ? "{}" : id;
                const int64_t number = i;
                const double real = 0.5;
                char *to = (char *)&event + field->offset;
                if (!(field->types >> type & 1) || field->form == RVA_FIELD_INSTANT)
                    continue;
                if (field->form == RVA_FIELD_TEXT || field->form == RVA_FIELD_OBJECT)
                    memcpy(to, &text, sizeof text);
                else if (field->form == RVA_FIELD_REAL)
                    memcpy(to, &real, sizeof real);
                else
                    memcpy(to, &number, sizeof number);
            }
            rva__block_writer_add(&writer, &event, 1 + i / 2);
        }
        rva__block_writer_finish(&writer, &bytes);
        snprintf(name, sizeof name, "block-%d", type);
        put_behind("msgpack", name, 0, bytes.data, bytes.size);
    }
    rva__block_writer_free(&writer);
    rva__buffer_free(&bytes);
}

static void make_document(void)
{
    rva__document document = {.conversation = 7};
    rva__entry entries[4];
    rva__buffer bytes = {0};
    for (int i = 0; i < 4; i++) {
        entries[i] = rva__entry_empty;
        entries[i].at = INT64_C(1772366400000000) + i;
        entries[i].type = (uint8_t)i;
        entries[i].seq = i + 1;
        entries[i].id = (uint64_t)i * 77;
        entries[i].dims[i] = 5;
        entries[i].value_minor = 27500;
    }
    document.entries = entries;
    document.count = 4;
    rva__document_encode(&document, &bytes);
    put_behind("msgpack", "document", 1, bytes.data, bytes.size);
    rva__buffer_free(&bytes);
}

static void make_cell(void)
{
    rva__total total = {{0}};
    const rva__histogram_entry entries[] = {{0, 0, 3, 2}, {0, 0, 9, 1}, {0, 2, 700, 4}};
    rva__buffer bytes = {0};
    for (int i = 0; i < RVA__MEASURE_COUNT; i += 3)
        total.values[i] = i * 1000 - 7;
    rva__cell_encode(&total, entries, 3, &bytes);
    put_behind("msgpack", "cell", 2, bytes.data, bytes.size);
    put_behind("msgpack", "row", 3, bytes.data, bytes.size);
    rva__buffer_free(&bytes);
}

static void make_values(void)
{
    rva__buffer bytes = {0};
    rva__pack_array(&bytes, 20);
    for (int i = 0; i < 20; i++)
        rva__pack_integer(&bytes, (int64_t)(UINT64_C(1) << 3 * i));
    rva__pack_map(&bytes, 2);
    rva__pack_text(&bytes, "key", 3);
    rva__pack_real(&bytes, 0.5);
    rva__pack_text(&bytes, "a longer text than the short form may hold, by far", 50);
    rva__pack_nil(&bytes);
    rva__pack_bool(&bytes, true);
    put_behind("msgpack", "values", 4, bytes.data, bytes.size);
    put_behind("msgpack", "typed", 5, bytes.data, bytes.size);
    rva__buffer_free(&bytes);
}

/** Random bytes: each is a step of a history, or a patch of a file. */
static void make_random(const char *target, int count, size_t size)
{
    uint8_t bytes[PROGRAM_BYTES];
    char name[32];
    for (int i = 0; i < count; i++) {
        for (size_t place = 0; place < size; place++)
            bytes[place] = random_byte();
        snprintf(name, sizeof name, "random-%02d", i);
        put(target, name, bytes, size);
    }
}

/** Patches of single bytes near the start of each page, where its head is. */
static void make_patches(void)
{
    char name[32];
    for (uint8_t page = 0; page < PATCHES; page++) {
        const uint8_t bytes[] = {page % 2, 0, 0, page, 0, page % 32, 1, 0xff};
        snprintf(name, sizeof name, "head-%02d", page);
        put("store", name, bytes, sizeof bytes);
    }
}

int main(int count, char **words)
{
    if (count != 2) {
        fputs("usage: fuzz_make_corpus FOLDER\n", stderr);
        return 2;
    }
    folder = words[1];
    mkdir(folder, 0755);
    make_ndjson();
    make_settings();
    make_blocks();
    make_document();
    make_cell();
    make_values();
    make_random("event", PROGRAMS, PROGRAM_BYTES);
    make_random("store", 8, PATCH_BYTES);
    make_patches();
    return EXIT_SUCCESS;
}
