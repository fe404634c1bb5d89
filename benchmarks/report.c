#include "contests.h"
int contest_report(const bench_plan *plan) { (void)plan; return 0; }
