#include "contests.h"
int contest_import(const bench_plan *plan) { (void)plan; return 0; }
