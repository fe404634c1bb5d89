/**
 * @file revanalytics/version.h
 * The version of the library: the one place where it is written.
 *
 * The SOVERSION is the major version, before 1.0 with the minor one: it rises when a
 * program built against an older header could misbehave with the newer library.
 */
#ifndef REVANALYTICS_VERSION_H
#define REVANALYTICS_VERSION_H

#define RVA_VERSION_MAJOR 0 /**< rises with the SOVERSION */
#define RVA_VERSION_MINOR 2 /**< rises when something is added */
#define RVA_VERSION_PATCH 0 /**< rises when something is mended */
/** The three as text. */
#define RVA_VERSION "0.2.0"

#endif
