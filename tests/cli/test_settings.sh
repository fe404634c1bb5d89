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

# Seasons have factors together.
run settings store season_factors=spring:1.2,summer:1.4
expect 2
complains 'there is no factor of fall; give all four seasons, or none'
run settings store season_factors=spring:1.2,summer:1.4,fall:0.9,winter:0.7
expect 0
run settings store season_factors+=winter:0.75
expect 0
run settings store
is summer "$(value season_factors.summer)" 1.4
is winter "$(value season_factors.winter)" 0.75
cp "$out" settings.json
run init seasons --config settings.json --ephemeral
expect 0
run settings seasons
cmp -s "$out" settings.json || fail "the settings did not survive"
run settings store season_factors=
expect 0
run settings store
grep -q '"season_factors": {}' "$out" || fail "the factors are still there"

run settings store target.mrr=
expect 0
run settings store
grep -q '"mrr":' "$out" && fail "the target is still there"

cp "$out" before
for word in nonsense time_zone=Mars/Olympus idle_timeout_hours=soon target.mrr=much =x \
    unknown=1 currency=EUR earliest_at=1960-01-01 attributes=two+words attributes=source \
    strict+=path alias.platfrm.A=B alias.platform value.path=A stages= season_factors=spring season_factors=summer:hot \
    season_factors=spring:0,summer:1,fall:1,winter:1; do
    run settings store "$word"
    expect 2
    is "lines of error" "$(wc -l <"$err")" 1
done
run settings store
cmp -s "$out" before || fail "a refused change changed something"

# What names mean can be told later, and is shown as a settings file.
cat >names.ndjson <<'END'
{"type":"conversation","id":"n-1","at":"2026-03-05T10:00:00Z","source":" Google Ads ","tags":{"property":"condo","floor":3.0}}
{"type":"lead","id":"n-2","conversation":"n-1","at":"2026-03-05T10:01:00Z","tags":{"property":"house","device":"phone"}}
{"type":"transaction","id":"n-3","kind":"sale","lead":"n-2","at":"2026-03-05T10:02:00Z","amount_minor":700,"platform":"Solar Reviews"}
END
run import store names.ndjson
expect 0
run settings store attributes=property,floor attributes+=device strict+=platform \
    "alias.platform.Solar Reviews=SolarReviews" "alias.source.Google Ads=google" \
    alias.property.condo=apartment value.platform=SolarReviews,EnergySage earliest_at=2000-02-01
expect 0
run settings store
is attribute "$(value attributes.2)" device
is strict "$(value strict.0)" platform
is alias "$(value aliases.property.condo)" apartment
is value "$(value values.platform.0)" EnergySage
is earliest "$(value earliest_at)" 2000-02-01
cp "$out" settings.json
run init third --config settings.json --set target.mrr= --ephemeral
expect 0
run settings third
cmp -s "$out" settings.json || fail "the settings did not survive"

run export store transactions
says "$out" '"transaction_id":"n-3","happened_at":"2026-03-05T10:02:00Z","kind":"sale","amount_minor":700,"lead":"n-2","platform":"SolarReviews"'
says "$out" '"property":"apartment","floor":"3","device":"phone"'
run report store cube --period 2026-03-05 --dimensions floor,device --by none --measures sales \
    --where "property=condo" --where "platform=Solar Reviews" --format csv
expect 0
says "$out" "3,phone,1"
run report store cube --period 2026-03-05 --dimensions flor
expect 2
complains 'did you mean "floor"?'
run verify store
expect 0

# Changed to this, it is as a store that was made with it.
run export store events
cp "$out" events.ndjson
run settings third strict= && run import third events.ndjson --quiet
expect 0
run settings third strict=platform
for what in conversations leads transactions "cells --by day --period 2026 --dimensions property,source"; do
    # shellcheck disable=SC2086
    run export store $what --now 2026-06-01
    expect 0
    cp "$out" told
    # shellcheck disable=SC2086
    run export third $what --now 2026-06-01
    cmp -s "$out" told || fail "$what differ from those of a store made so"
done

cat >wrong.ndjson <<'END'
{"type":"offer","id":"o-77","lead":"n-2","platform":"SolarReview","at":"2026-03-05T11:00:00Z"}
{"type":"cost","id":"k-1","at":"1999-12-31T00:00:00Z","amount_minor":5}
END
run import store wrong.ndjson
expect 3
says "$err" 'field "platform": no platform "SolarReview" is known, and the setting strict accepts no other; did you mean "SolarReviews"?'
says "$err" 'before the setting earliest_at, 2000-02-01'
run settings store "alias.platform.Solar Reviews=" attributes=
expect 2
run settings store "alias.platform.Solar Reviews=" alias.property.condo= attributes=
expect 0
run settings store
is aliases "$(grep -c 'Solar Reviews' "$out")" 0
# What is refused leaves nothing behind: no conversation, no place among max_values.
run init refusing --set strict=stage --set max_values=1 --ephemeral
cat >refused.ndjson <<'END'
{"type":"stage","conversation":"R","stage":"zz","action":"enter","at":"2026-03-01T10:00:00Z","agent":"X"}
END
run import refusing refused.ndjson
expect 3
cat >accepted.ndjson <<'END'
{"type":"conversation","id":"R","at":"2026-03-01T10:00:00Z","agent":"Y"}
END
run import refusing accepted.ndjson
expect 0
run export refusing conversations
says "$out" '"agent":"Y"'
run verify refusing
expect 0
run erase refusing conversation R
expect 0
finish
