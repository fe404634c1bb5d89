/**
 * @file store/databases.c
 * The names of the databases.
 */
#include "store/databases.h"

const char *const rva__database_names[RVA__DB_COUNT] = {
    "meta", "log", "documents", "ids", "cells", "rows", "dictionary", "expiry", "days", "cursors",
};
