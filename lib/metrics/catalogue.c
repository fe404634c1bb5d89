/**
 * @file metrics/catalogue.c
 * The parts that metrics are made of, and the list of metrics as a table.
 */
#include "metrics/catalogue.h"

#include <math.h>

#include "metrics/calibration.h"

/* Parts. */

#define PLUS(name)                                                                                 \
    {                                                                                              \
        RVA__M_##name, 1, RVA_MODE_DEFAULT                                                         \
    }
#define MINUS(name)                                                                                \
    {                                                                                              \
        RVA__M_##name, -1, RVA_MODE_DEFAULT                                                        \
    }
#define BOOKED(name)                                                                               \
    {                                                                                              \
        RVA__M_##name, 1, RVA_MODE_BOOKED                                                          \
    }
#define RESTATED(name)                                                                             \
    {                                                                                              \
        RVA__M_##name, 1, RVA_MODE_RESTATED                                                        \
    }
#define M(name) (&(const rva__part){{PLUS(name)}, false})

static const rva__part net = {{PLUS(revenue_gross_minor), PLUS(adjustments_minor),
                               BOOKED(returns_booked_minor), RESTATED(returns_restated_minor)},
                              false};
static const rva__part came_back = {
    {BOOKED(returns_booked_minor), RESTATED(returns_restated_minor)}, false};
static const rva__part payable = {{BOOKED(leads_payable_booked), RESTATED(leads_payable_restated)},
                                  false};
static const rva__part lost_ones = {{PLUS(conversations_abandoned), PLUS(conversations_error)},
                                    false};
static const rva__part judged = {
    {PLUS(offers_accepted), PLUS(offers_rejected), PLUS(offers_timeout)}, false};
static const rva__part right = {{PLUS(true_positive), PLUS(true_negative)}, false};
static const rva__part predicted = {
    {PLUS(true_positive), PLUS(true_negative), PLUS(false_positive), PLUS(false_negative)}, false};
static const rva__part unpredicted = {
    {PLUS(offers_accepted), PLUS(offers_rejected), PLUS(offers_timeout), MINUS(true_positive),
     MINUS(true_negative), MINUS(false_positive), MINUS(false_negative)},
    false};
static const rva__part said_positive = {{PLUS(true_positive), PLUS(false_positive)}, false};
static const rva__part are_positive = {{PLUS(true_positive), PLUS(false_negative)}, false};
static const rva__part value_right = {{PLUS(value_actual_minor), MINUS(value_error_minor)}, true};

/* How a metric is computed: what a line of the list says behind its words. */

#define KIND(name) .kind = RVA__KIND_##name
#define SUM(part) KIND(SUM), .numerator = (part), .schema.in_cube = 1
#define RATIO(over, under)                                                                         \
    KIND(RATIO), .numerator = (over), .denominator = (under), .schema.in_cube = 1
#define RATIO_OF_PERIOD(over, under)                                                               \
    KIND(RATIO), .numerator = (over), .denominator = (under), .of_period = true
#define QUANTILE(name, p)                                                                          \
    KIND(QUANTILE), .histogram = RVA__H_##name, .quantile = (p), .schema.in_cube = 1
#define SCORE(function, pairs)                                                                     \
    KIND(SCORE), .histogram = RVA__H_score_positive, .denominator = &predicted,                    \
                 .score = (function), .by_pairs = (pairs), .schema.in_cube = 1
#define AGED(mature) KIND(AGED), .numerator = &net, .is_mature = (mature), .schema.in_cube = 1
#define RUN_RATE(count) KIND(RUN_RATE), .numerator = &net, .days = (count)
#define PER(number) .per = (number)
#define NOTHING(words) .schema.nothing = (words)
#define INTERVAL .schema.has_interval = 1
#define OPEN_CONVERSATIONS .open = M(conversations_open), .schema.open = "open conversations"
#define OPEN_OFFERS .open = M(offers_pending), .schema.open = "offers without a verdict"
#define UNPREDICTED                                                                                \
    .excluded = &unpredicted, .schema.excluded = "judged offers whose lead has no score"

enum {
    COLUMNS = RVA__GROUP_COLUMNS,
    REVENUE = RVA__GROUP_REVENUE,
    LEADS = RVA__GROUP_LEADS,
    CONVERSATIONS = RVA__GROUP_CONVERSATIONS,
    BUYERS = RVA__GROUP_BUYERS,
    QUALITY = RVA__GROUP_QUALITY,
    COSTS = RVA__GROUP_COSTS,
    PACE = RVA__GROUP_PACE,
};

/* The name of a group's first bit. */
static const char group_texts[][16] = {"columns", "revenue", "leads", "conversations",
                                       "buyers",  "quality", "costs", "pace"};

#define GROUP_PLACE(groups)                                                                        \
    ((groups)&REVENUE         ? 1                                                                  \
     : (groups)&LEADS         ? 2                                                                  \
     : (groups)&CONVERSATIONS ? 3                                                                  \
     : (groups)&BUYERS        ? 4                                                                  \
     : (groups)&QUALITY       ? 5                                                                  \
     : (groups)&COSTS         ? 6                                                                  \
     : (groups)&PACE          ? 7                                                                  \
                              : 0)

#define RVA__X(name, unit, groups, better, words, ...) const char rva__words_of_##name[] = words;
#include "metrics/list.h"
#undef RVA__X

static const rva__metric metrics[] = {
#define RVA__X(name_, unit_, groups_, better_, words_, formula_, ...)                              \
    [RVA__METRIC_##name_] = {.schema.name = #name_,                                                \
                             .schema.unit = rva__unit_texts[RVA__UNIT_##unit_],                    \
                             .schema.group = group_texts[GROUP_PLACE(groups_)],                    \
                             .schema.words = rva__words_of_##name_,                                \
                             .schema.formula = formula_,                                           \
                             .schema.direction = RVA_BETTER_##better_,                             \
                             .schema.is_kpi = (groups_) != 0,                                      \
                             .groups = (groups_),                                                  \
                             .unit = RVA__UNIT_##unit_,                                            \
                             __VA_ARGS__},
#include "metrics/list.h"
#undef RVA__X
};

const rva__metric *rva__metric_at(int metric)
{
    return &metrics[metric];
}

const rva_metric_schema *rva_metric_schema_at(size_t index)
{
    return index < RVA__METRIC_COUNT ? &metrics[index].schema : NULL;
}

int rva__metric_find(const char *name, size_t size)
{
    for (int i = 0; i < RVA__METRIC_COUNT; i++)
        if (strlen(metrics[i].schema.name) == size &&
            memcmp(metrics[i].schema.name, name, size) == 0)
            return i;
    return -1;
}
