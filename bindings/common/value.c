/**
 * @file common/value.c
 * One value on its way out, from whichever place of the library.
 */
#include "value.h"

rvb_value rvb_field(const rva_field *field, const rva_event *event)
{
    const char *at = (const char *)event + field->offset;
    switch ((rva_field_form)field->form) {
    case RVA_FIELD_TEXT:
    case RVA_FIELD_OBJECT:
        return rvb_text(*(const char *const *)(const void *)at);
    case RVA_FIELD_REAL:
        return rvb_real(*(const double *)(const void *)at);
    case RVA_FIELD_NAME:
        return rvb_integer(RVB_NAME, *(const int64_t *)(const void *)at);
    case RVA_FIELD_FLAG:
        return rvb_integer(RVB_FLAG, *(const int64_t *)(const void *)at);
    case RVA_FIELD_INSTANT:
        return rvb_integer(RVB_INSTANT, *(const int64_t *)(const void *)at);
    case RVA_FIELD_INTEGER:
        break;
    }
    return rvb_integer(RVB_INTEGER, *(const int64_t *)(const void *)at);
}

rvb_value rvb_member(const rva_struct_field *member, const void *structure)
{
    const char *at = (const char *)structure + member->offset;
    switch (member->form) {
    case RVA_STRUCT_TEXT:
        return rvb_text(*(const char *const *)(const void *)at);
    case RVA_STRUCT_LETTERS:
        return rvb_text(at);
    case RVA_STRUCT_ERROR:
        return rvb_text(((const rva_error *)(const void *)at)->message);
    case RVA_STRUCT_INSTANT:
        return rvb_integer(RVB_INSTANT, *(const int64_t *)(const void *)at);
    case RVA_STRUCT_INTEGER:
        break;
    }
    return rvb_integer(RVB_INTEGER, *(const int64_t *)(const void *)at);
}

const char *rvb_name(const rva_field *field, int64_t number, size_t *size)
{
    const char *at = field->names;
    for (int64_t i = 0; i < number && *at != '\0'; i++) {
        at += strcspn(at, "|");
        at += *at == '|';
    }
    *size = strcspn(at, "|");
    return at;
}
