/**
 * @file tests/fuzz/fuzz_settings.c
 * Settings: a file of them, and their bytes in a store, which begin with a byte 0.
 *
 * What could be read is packed, read again, and must be the same.
 */
#include "ingest.h"
#include "model/settings.h"

#include "fuzz.h"
#include "model/settings_pack.h"

static void expect_same_again(const rva_settings *settings)
{
    rva__buffer once = {0};
    rva__buffer twice = {0};
    rva_settings *again = NULL;
    rva__settings_pack(settings, &once);
    FUZZ_CHECK(rva__settings_unpack(once.data, once.size, &again, NULL) == RVA_OK);
    rva__settings_pack(again, &twice);
    FUZZ_CHECK(once.size == twice.size && memcmp(once.data, twice.data, once.size) == 0);
    rva_settings_free(again);
    rva__buffer_free(&once);
    rva__buffer_free(&twice);
}

static void try_packed(const uint8_t *data, size_t size)
{
    rva_settings *settings = NULL;
    if (rva__settings_unpack(data, size, &settings, NULL) != RVA_OK)
        return;
    expect_same_again(settings);
    rva_settings_free(settings);
}

static void try_file(const uint8_t *data, size_t size)
{
    rva_error err = RVA_ERROR_INIT;
    rva_settings *settings = NULL;
    FUZZ_CHECK(rva_settings_new(&settings, NULL) == RVA_OK);
    if (rva_ingest_settings(fuzz_file(data, size), settings, &err) == RVA_OK)
        expect_same_again(settings);
    else
        FUZZ_CHECK(err.message[0] != '\0');
    rva_settings_free(settings);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 0 && data[0] == 0)
        try_packed(data + 1, size - 1);
    else
        try_file(data, size);
    return 0;
}
