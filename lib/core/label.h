/**
 * @file core/label.h
 * Days, weeks, months, quarters, years and hours in words.
 */
#ifndef RVA_CORE_LABEL_H
#define RVA_CORE_LABEL_H

#include "core/zone.h"

enum { RVA__LABEL_BYTES = 40 };

/** "2026-03-01" */
void rva__label_day(int32_t day, char out[RVA__LABEL_BYTES]);

/** "2026-W09", the ISO week that holds the day. */
void rva__label_week(int32_t day, char out[RVA__LABEL_BYTES]);

/** "2026-03-01/7", the seven days from this one on. */
void rva__label_week_from(int32_t day, char out[RVA__LABEL_BYTES]);

/** "2026-03" */
void rva__label_month(int32_t day, char out[RVA__LABEL_BYTES]);

/** "2026-Q1" */
void rva__label_quarter(int32_t day, char out[RVA__LABEL_BYTES]);

/** "2026" */
void rva__label_year(int32_t day, char out[RVA__LABEL_BYTES]);

/** "2026-03-01T14:00-05:00" */
void rva__label_hour(const rva__zone *zone, int64_t at, char out[RVA__LABEL_BYTES]);

#endif
