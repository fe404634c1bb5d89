#include "contests.h"
int contest_inform(const bench_plan *plan) { (void)plan; return 0; }
