/**
 * @file cube/test_fingerprint.c
 * The schema of this version, pinned.
 */
#include <inttypes.h>

#include <criterion/criterion.h>

#include "cube/fingerprint.h"

TestSuite(fingerprint);

Test(fingerprint, is_that_of_schema_version_3)
{
    const uint64_t fingerprint = rva__schema_fingerprint();
    cr_expect_eq(
        fingerprint, UINT64_C(0x6465d1fe56231109),
        "The schema is another one now: %#" PRIx64 ".  Stores that were made before must be "
        "told apart from those made now.  If a version with the schema so far was released, "
        "raise RVA__SCHEMA_VERSION (model/schema.h) and keep a store of it in tests/golden; "
        "then write the new number here.",
        fingerprint);
}

Test(fingerprint, is_the_same_whenever_it_is_asked_for)
{
    cr_expect_eq(rva__schema_fingerprint(), rva__schema_fingerprint());
}
