#!/bin/sh
# Runs a libFuzzer target for RVA_FUZZ_SECONDS (60): run.sh PROGRAM CORPUS
# What it learns stays in the current folder, beside inputs that crash.
set -eu
program=$1 corpus=$2
learnt=fuzz-learnt/$(basename "$program")
mkdir -p "$learnt"
exec "$program" -max_total_time="${RVA_FUZZ_SECONDS:-60}" -rss_limit_mb=512 -malloc_limit_mb=256 \
    -timeout=20 -max_len=65536 -print_final_stats=1 -artifact_prefix="$learnt-" \
    "$learnt" "$corpus"
