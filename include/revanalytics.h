/**
 * @file revanalytics.h
 * All of librevanalytics.
 */
#ifndef REVANALYTICS_H
#define REVANALYTICS_H

#include <revanalytics/event.h>
#include <revanalytics/feed.h>
#include <revanalytics/records.h>
#include <revanalytics/report.h>
#include <revanalytics/settings.h>
#include <revanalytics/status.h>
#include <revanalytics/store.h>
#include <revanalytics/table.h>
#include <revanalytics/version.h>

#endif
