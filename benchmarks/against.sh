#!/bin/sh
# ./dev bench-against COMMIT: this build beside that of a commit, in turn, and its upgrade.
#
#     RVA_AGAINST_EVENTS=1000000  events of bulk and durable calls
#     RVA_AGAINST_SINGLE=3000     events recorded one by one
#     RVA_AGAINST_LARGE=10000000  events of the store that is upgraded; 0: none
#     RVA_BENCH_RUNS=5            runs of each side
set -eu
[ $# -eq 1 ] || { echo "usage: ./dev bench-against COMMIT" >&2; exit 2; }
commit=$1
work=$PWD/build/against
here=$PWD/build/release
there=$work/tree
events=${RVA_AGAINST_EVENTS:-1000000}
single=${RVA_AGAINST_SINGLE:-3000}
large=${RVA_AGAINST_LARGE:-10000000}
runs=${RVA_BENCH_RUNS:-5}

rm -rf "$work"
mkdir -p "$there"
git archive "$commit" | tar -x -C "$there"
{
    cmake -S "$there" -B "$there/build" -G Ninja -DCMAKE_BUILD_TYPE=Release
    cmake --build "$there/build"
} >"$work/build.log" 2>&1 || { tail -n 40 "$work/build.log"; exit 1; }

# side NAME TREE BUILD: benchmarks/side.c with the headers, the generator and the library of a tree
side() {
    ${CC:-gcc} -std=c11 -O2 -D_GNU_SOURCE -I "$2/include" -I "$2/examples/nyc_solar" -I benchmarks \
        benchmarks/side.c benchmarks/events.c benchmarks/bench.c -o "$work/$1" -L "$3/examples/nyc_solar" -lnyc_solar \
        -L "$3/lib" -lrevanalytics -Wl,-rpath,"$3/lib" -lm
}
side ours "$PWD" "$here"
side theirs "$there" "$there/build"

# contest WORK EVENTS UNIT: both in turn; medians, their ratio (above 1 is ours), bytes an event
contest() {
    : >"$work/ours.txt"
    : >"$work/theirs.txt"
    run=0
    while [ $run -lt "$runs" ]; do
        for who in ours theirs; do
            rm -rf "$work/store"
            "$work/$who" "$1" "$work/store" "$2" >>"$work/$who.txt"
        done
        run=$((run + 1))
    done
    show "$1" "$3"
}

median() {
    sort -n "$work/$1.txt" | awk "{ v[NR] = \$$2 } END { print v[int((NR + 1) / 2)] }"
}

show() {
    ours=$(median ours 1) theirs=$(median theirs 1)
    awk -v name="$1" -v unit="$2" -v a="$ours" -v b="$theirs" -v x="$(median ours 2)" \
        -v y="$(median theirs 2)" 'BEGIN {
            printf "%-10s %12.0f %12.0f %-3s %6.2f", name, a, b, unit, unit == "us" ? b / a : a / b
            if (x > 0) printf "   %6.1f %6.1f B an event", x, y
            print "" }'
}

printf '%-10s %12s %12s %-3s %6s\n' work "this build" "$commit" "" ratio
contest bulk "$events" /s
contest durable "$events" /s
contest single "$single" /s
[ "$large" -gt 0 ] || exit 0
rm -rf "$work/store"
"$work/theirs" durable "$work/store" "$large" >/dev/null
"$work/theirs" summary "$work/store" 0 >"$work/theirs.txt"
"$here/bindings/cli/revanalytics" upgrade "$work/store"
"$work/ours" summary "$work/store" 0 >"$work/ours.txt"
show summary us
rm -rf "$work/store"
