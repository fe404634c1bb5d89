/**
 * @file tests/given/folded.c
 * Documents written by hand, and their facts.
 */
#include "folded.h"

#include <stdio.h>
#include <stdlib.h>

static const char *text(const rva__names *names, int dimension, uint32_t value)
{
    static const char *const stages[] = {"(unknown)", "(other)",   "welcome", "interest",
                                         "closing",   "elsewhere", "before"};
    static const char *const others[] = {"(unknown)", "(other)", "a", "b", "c",
                                         "d",         "e",       "f", "g", "h"};
    (void)names;
    return dimension == RVA__DIM_STAGE ? stages[value] : others[value];
}

static int ordinal(const rva__names *names, uint32_t stage)
{
    (void)names;
    return stage >= FOLDED_WELCOME && stage <= FOLDED_CLOSING ? (int)stage - FOLDED_WELCOME : -1;
}

static uint32_t borough(const rva__names *names, uint32_t zip)
{
    (void)names;
    return zip == FOLDED_ZIP ? FOLDED_BOROUGH : RVA__VALUE_UNKNOWN;
}

const rva__names folded_names = {text, ordinal, borough};
const rva__rules folded_rules = {.names = &folded_names, .idle_us = FOLDED_IDLE_S * FOLDED_SECOND};

rva__document folded_document;
rva__facts folded_facts;

void folded_clear(void)
{
    rva__document_free(&folded_document);
    rva__facts_free(&folded_facts);
}

static void check(rva_status status, const rva_error *err)
{
    if (status == RVA_OK)
        return;
    fprintf(stderr, "%s\n", err->message);
    exit(EXIT_FAILURE);
}

rva__entry folded_entry(int type, int code, int64_t second)
{
    rva__entry entry = rva__entry_empty;
    entry.type = (uint8_t)type;
    entry.code = (uint8_t)code;
    entry.at = second * FOLDED_SECOND;
    return entry;
}

void folded_put(rva__entry entry)
{
    rva_error err = RVA_ERROR_INIT;
    check(rva__document_insert(&folded_document, &entry, &folded_names, &err), &err);
}

void folded_stage(uint32_t stage, int action, int64_t second)
{
    rva__entry entry = folded_entry(RVA_EVENT_STAGE, action, second);
    entry.dims[RVA__DIM_STAGE] = stage;
    folded_put(entry);
}

void folded_lead(uint64_t id, int64_t second)
{
    rva__entry entry = folded_entry(RVA_EVENT_LEAD, 0, second);
    entry.id = id;
    folded_put(entry);
}

static void fold(int64_t now)
{
    rva_error err = RVA_ERROR_INIT;
    check(rva__facts_of(&folded_document, &folded_rules, now, &folded_facts, &err), &err);
}

void folded_at(int64_t second)
{
    fold(second * FOLDED_SECOND);
}

void folded_in_the_end(void)
{
    fold(RVA__NOW_NEVER);
}

int64_t folded_measure(const rva__fact *fact, int measure)
{
    int64_t sum = 0;
    for (int i = 0; fact && i < fact->measure_count; i++)
        if (fact->measures[i] == measure)
            sum += fact->values[i];
    return sum;
}

int64_t folded_sum(int measure)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < folded_facts.count; i++)
        sum += folded_measure(&folded_facts.items[i], measure);
    return sum;
}

int folded_count(int family)
{
    int count = 0;
    while (folded_fact(family, count))
        count++;
    return count;
}

const rva__fact *folded_fact(int family, int index)
{
    for (uint32_t i = 0; i < folded_facts.count; i++)
        if (folded_facts.items[i].family == family && index-- == 0)
            return &folded_facts.items[i];
    return NULL;
}

int folded_bucket(int histogram)
{
    for (uint32_t i = 0; i < folded_facts.count; i++)
        for (int h = 0; h < folded_facts.items[i].histogram_count; h++)
            if (folded_facts.items[i].histograms[h] == histogram)
                return folded_facts.items[i].buckets[h];
    return -1;
}
