/**
 * @file model/name.c
 * Ids and names: what they may hold, and saying so.
 *
 * Nearly every text is plain ASCII, so eight bytes at a time are looked at first; only
 * what is not plain goes through the decoder.
 */
#include "model/name.h"

#include <stdint.h>
#include <string.h>

#include <revanalytics/event.h>

#include "core/error.h"
#include "core/text.h"

/* The longest name, and the most bytes with the white space around it. */
enum { NAME_MAX = RVA_REASON_BYTES_MAX, GIVEN_MAX = 2 * NAME_MAX };

#define EACH_BYTE(value) (UINT64_C(0x0101010101010101) * (value))

/* A byte below 0x80 plus 0x60 reaches 0x80 unless it is a control character; plus 1 it
   does so only as DEL.  No sum carries into the next byte. */
static bool word_is_plain(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    const uint64_t top = EACH_BYTE(0x80);
    return ((word | (word + EACH_BYTE(0x01))) & top) == 0 &&
           ((word + EACH_BYTE(0x60)) & top) == top;
}

static bool is_plain(const char *text, size_t size)
{
    if (size >= 8) {
        for (size_t i = 0; i + 8 < size; i += 8)
            if (!word_is_plain(text + i))
                return false;
        return word_is_plain(text + size - 8);
    }
    for (size_t i = 0; i < size; i++)
        if (text[i] < 0x20 || text[i] > 0x7e)
            return false;
    return true;
}

bool rva__name_is_reserved(const char *text)
{
    return text[0] == '(' && (strcmp(text, "(unknown)") == 0 || strcmp(text, "(other)") == 0);
}

/* The codes of ISO 4217 for money that is paid with, in their order. */
static const char currencies[] =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
    "BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP "
    "GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS "
    "KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR "
    "MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF "
    "SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD "
    "TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF YER ZAR ZMW ZWG";

bool rva__name_is_known_currency(const char *text)
{
    const char *found = rva__name_is_currency(text) ? strstr(currencies, text) : NULL;
    return found != NULL && (found == currencies || found[-1] == ' ');
}

bool rva__name_is_currency(const char *text)
{
    for (int i = 0; i < 3; i++)
        if (text[i] < 'A' || text[i] > 'Z')
            return false;
    return text[3] == '\0';
}

static rva_status refuse(const char *field, const char *text, size_t bytes_max, rva_error *err)
{
    if (text == NULL || text[0] == '\0')
        return rva__fail_field(err, RVA_INVALID, field,
                               "field \"%s\": empty; give 1 to %zu bytes of text, or leave the "
                               "field out",
                               field, bytes_max);
    const size_t size = strlen(text);
    if (size > bytes_max)
        return rva__fail_field(err, RVA_INVALID, field,
                               "field \"%s\": %zu bytes long, at most %zu are allowed; shorten it",
                               field, size, bytes_max);
    if (rva__text_is_utf8(text, size))
        return rva__fail_field(err, RVA_INVALID, field,
                               "field \"%s\": it holds a control character; remove line breaks, "
                               "tabs and the like",
                               field);
    return rva__fail_field(err, RVA_INVALID, field,
                           "field \"%s\": its bytes are not UTF-8; convert the text to UTF-8",
                           field);
}

rva_status rva__name_check(const char *field, const char *text, size_t bytes_max, rva_error *err)
{
    if (text != NULL) {
        const size_t size = strnlen(text, bytes_max + 1);
        const bool fits = size > 0 && size <= bytes_max;
        if (fits && (is_plain(text, size) || rva__text_is_clean(text, size)))
            return RVA_OK;
    }
    return refuse(field, text, bytes_max, err);
}

/** Whether a name begins and ends with a printable ASCII character that is no space. */
static bool has_plain_ends(const char *text, size_t size)
{
    return size > 0 && text[0] > ' ' && text[0] <= '~' && text[size - 1] > ' ' &&
           text[size - 1] <= '~';
}

bool rva__name_is_blank(const char *text)
{
    if (text[0] > ' ' && text[0] <= '~')
        return false;
    size_t size = strlen(text);
    rva__text_trim(text, &size);
    return size == 0;
}

const char *rva__name_trimmed(const char *text, char room[RVA__NAME_BYTES])
{
    size_t size = strlen(text);
    if (size < RVA__NAME_BYTES && has_plain_ends(text, size))
        return text;
    const char *start = rva__text_trim(text, &size);
    size = size < RVA__NAME_BYTES ? size : RVA__NAME_BYTES - 1;
    memcpy(room, start, size);
    room[size] = '\0';
    return room;
}

/** Refuses what a name may not hold beyond what no text may. */
static rva_status check_row_name(const char *field, const char *text, size_t bytes_max,
                                 rva_error *err)
{
    RVA__TRY(rva__name_check(field, text, bytes_max, err));
    const size_t size = strlen(text);
    if (!is_plain(text, size) && !rva__text_is_visible(text, size))
        return rva__fail_field(err, RVA_INVALID, field,
                               "field \"%s\": it holds a character that shows nothing (of zero "
                               "width, a mark of direction or line); remove it",
                               field);
    if (!rva__name_is_reserved(text))
        return RVA_OK;
    return rva__fail_field(err, RVA_INVALID, field,
                           "field \"%s\": %s is the name of a row in reports; %s", field, text,
                           text[1] == 'u' ? "leave the field out when the value is not known"
                                          : "give the value itself, or another name");
}

rva_status rva__name_check_value(const char *field, const char *text, size_t bytes_max,
                                 rva_error *err)
{
    char copy[NAME_MAX + 1];
    size_t size = text ? strnlen(text, GIVEN_MAX + 1) : 0;
    if (size == 0 || size > GIVEN_MAX || has_plain_ends(text, size))
        return size == 0 && text ? RVA_OK : check_row_name(field, text, bytes_max, err);
    const char *start = rva__text_trim(text, &size);
    if (size > NAME_MAX)
        return rva__name_check(field, start, bytes_max, err); /* too long, whatever follows */
    memcpy(copy, start, size);
    copy[size] = '\0';
    return size == 0 ? RVA_OK : check_row_name(field, copy, bytes_max, err);
}

rva_status rva__name_take(const char *field, const char *text, char out[RVA__NAME_BYTES],
                          rva_error *err)
{
    char room[RVA__NAME_BYTES];
    if (text == NULL || rva__name_is_blank(text))
        return rva__name_check(field, "", RVA_ID_BYTES_MAX, err);
    RVA__TRY(rva__name_check_value(field, text, RVA_ID_BYTES_MAX, err));
    const char *name = rva__name_trimmed(text, room);
    memmove(out, name, strlen(name) + 1);
    return RVA_OK;
}
