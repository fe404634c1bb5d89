/**
 * @file export/list.h
 * The formats: a line each, in the order of ::rva_format.  export/NAME.c ends in
 * rva__export_format_NAME.
 */
#ifndef RVA_EXPORT_LIST_H
#define RVA_EXPORT_LIST_H

#define RVA__EXPORT_MAP(X)                                                                         \
    X(json)                                                                                        \
    X(csv)                                                                                         \
    X(ndjson)                                                                                      \
    X(msgpack)

#endif
