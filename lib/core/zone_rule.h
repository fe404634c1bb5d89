/**
 * @file core/zone_rule.h
 * The rule by which a zone goes on after its last listed transition.
 *
 * It is the text at the end of a TZif file: a TZ string of POSIX with the extension of
 * RFC 9636 that times may be from -167 to 167 hours.
 */
#ifndef RVA_CORE_ZONE_RULE_H
#define RVA_CORE_ZONE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The forms in which a rule names a day of the year. */
typedef enum rva__zone_day_form {
    RVA__DAY_OF_MONTH_WEEK, /**< Mm.w.d: weekday `d` of week `w` of month `m`; week 5 the last */
    RVA__DAY_WITHOUT_LEAP,  /**< Jn: 1 to 365, February 29 never counted */
    RVA__DAY_WITH_LEAP,     /**< n: 0 to 365, February 29 counted */
} rva__zone_day_form;

/** When the clocks change, each year. */
typedef struct rva__zone_change {
    rva__zone_day_form form;
    int32_t month;   /**< 1 to 12 */
    int32_t week;    /**< 1 to 5 */
    int32_t weekday; /**< 0 Sunday to 6 Saturday */
    int32_t day;     /**< of the year, for the other forms */
    int32_t time_s;  /**< local time by the clock before the change, seconds after midnight */
} rva__zone_change;

/** A rule; when summer time is not observed, only `standard_s` counts. */
typedef struct rva__zone_rule {
    int32_t standard_s; /**< local minus UTC */
    int32_t summer_s;   /**< local minus UTC; less than standard in Dublin */
    bool has_summer;
    rva__zone_change start; /**< of summer time */
    rva__zone_change end;   /**< of summer time */
} rva__zone_rule;

/** Reads a rule ("EST5EDT,M3.2.0,M11.1.0"); false for anything else. */
bool rva__zone_rule_parse(const char *text, size_t size, rva__zone_rule *out);

/** The instant at which summer time starts in a year, in seconds. */
int64_t rva__zone_rule_start_s(const rva__zone_rule *rule, int32_t year);

/** The instant at which summer time ends in a year, in seconds. */
int64_t rva__zone_rule_end_s(const rva__zone_rule *rule, int32_t year);

#endif
