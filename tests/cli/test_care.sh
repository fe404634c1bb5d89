# verify, rebuild, backup, compact, erase, info.
. "$(dirname "$0")/given.sh"
store

for level in quick records full; do
    run verify store --level $level
    expect 0
    says "$out" "store: sound"
done
run verify store --quiet
expect 0
silent "$out"

run info store
expect 0
says "$out" events
run info store --format json
is events "$(value events)" "$events_count"

# shellcheck disable=SC2086
run report store executive_summary $period --format json
cp "$out" before.json
run backup store copy
expect 0
run verify copy
expect 0
# shellcheck disable=SC2086
run report copy executive_summary $period --format json
cmp -s "$out" before.json || fail "the copy gives other figures"
run backup store copy
expect 1
complains store

run rebuild store
expect 0
run compact store
expect 0
run verify store
expect 0
# shellcheck disable=SC2086
run report store executive_summary $period --format json
cmp -s "$out" before.json || fail "other figures after rebuild and compact"

# Erasure leaves the figures and takes the person.
run erase store conversation c-1
expect 0
says "$out" "revanalytics compact store"
run erase store visitor v-2
expect 0
run compact store
expect 0
# shellcheck disable=SC2086
run report store executive_summary $period --format json
cmp -s "$out" before.json || fail "erasure changed figures"
run verify store
expect 0
run export store events
for word in c-1 l-1 v-2 brownstone "said no"; do
    grep -qF "\"$word\"" "$out" && fail "\"$word\" is still told"
    grep -rqF "$word" store && fail "\"$word\" is still on disk"
done
run import store events.ndjson --format json
expect 0
grep -q '"accepted":0,.*"erased":11,"refused":0' "$out" || fail "what was erased is not refused"

# A damaged store is not called sound.
run verify copy
size=$(wc -c <"$(find copy -type f -size +8k | head -n 1)")
python3 - copy "$size" <<'PYTHON'
import os, sys
folder = sys.argv[1]
path = max((os.path.join(folder, name) for name in os.listdir(folder)), key=os.path.getsize)
with open(path, "r+b") as file:
    data = bytearray(file.read())
    for at in range(8192 + 2048, len(data), 4096):
        data[at] ^= 0x10
    file.seek(0)
    file.write(data)
PYTHON
run verify copy
[ "$code" -eq 4 ] || [ "$code" -eq 1 ] || fail "a damaged store is sound"
is "lines of error" "$(wc -l <"$err")" 1
finish
