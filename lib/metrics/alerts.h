/**
 * @file metrics/alerts.h
 * Targets that were missed.
 */
#ifndef RVA_METRICS_ALERTS_H
#define RVA_METRICS_ALERTS_H

#include "metrics/question.h"

/** Adds a row (rva_alert_row) for each target missed on the 30 local days before today. */
rva_status rva__alerts_add(const rva__question *question, rva_table *table, rva_error *err);

#endif
