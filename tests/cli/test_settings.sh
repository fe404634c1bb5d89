# Settings: shown as a settings file, changed by words and by files.
. "$(dirname "$0")/given.sh"
store

run settings store
expect 0
is currency "$(value currency)" USD
is zone "$(value time_zone)" America/New_York
is stage "$(value stages.0)" welcome
is idle "$(value idle_timeout_hours)" 72
cp "$out" settings.json

# What is shown is a settings file.
run init again --config settings.json --ephemeral
expect 0
run settings again
cmp -s "$out" settings.json || fail "the settings did not survive"

run settings store time_zone=Europe/Amsterdam idle_timeout_hours=24 "stages=welcome,extra?" \
    target.mrr=5 zone.11215=Here "tiers=gold,silver"
expect 0
run settings store
is zone "$(value time_zone)" Europe/Amsterdam
is idle "$(value idle_timeout_hours)" 24
is stage "$(value stages.0)" welcome
is optional "$(value stages.1.required)" false
is tier "$(value tiers.1)" silver
is target "$(value targets.mrr)" 5
is area "$(value zones.11215)" Here

# Days are those of the new zone.
run report store executive_summary --from 2026-03-01 --to 2026-03-02 --format json
expect 0
is from "$(value from)" "2026-02-28T23:00:00Z"

run settings store target.mrr=
expect 0
run settings store
grep -q '"mrr":' "$out" && fail "the target is still there"

cp "$out" before
for word in nonsense time_zone=Mars/Olympus idle_timeout_hours=soon target.mrr=much =x \
    unknown=1 currency=EUR; do
    run settings store "$word"
    expect 1
    is "lines of error" "$(wc -l <"$err")" 1
done
run settings store
cmp -s "$out" before || fail "a refused change changed something"
finish
