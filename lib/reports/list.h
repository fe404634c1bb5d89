/**
 * @file reports/list.h
 * The reports: a line each.  reports/NAME.c ends in rva__report_NAME.
 */
#ifndef RVA_REPORTS_LIST_H
#define RVA_REPORTS_LIST_H

#define RVA__REPORT_MAP(X)                                                                         \
    X(executive_summary)                                                                           \
    X(real_time_dashboard)                                                                         \
    X(conversation_analytics)                                                                      \
    X(performance_targets)                                                                         \
    X(revenue_trends)                                                                              \
    X(platform_performance)                                                                        \
    X(market_performance)                                                                          \
    X(quality_analytics)                                                                           \
    X(changes)                                                                                     \
    X(cube)

#endif
