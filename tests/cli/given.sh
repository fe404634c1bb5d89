# What the tests of the command stand on; each is sourced into a shell of its own.
#
#   run ARGUMENTS...     runs the command; its answer is in $code, $out and $err (files)
#   expect CODE          the exit code
#   says FILE TEXT       a line of FILE holds TEXT
#   is WHAT GOT WANTED   two texts are the same

set -u
: "${REVANALYTICS_COMMAND:?names the command under test}"
unset NO_COLOR COLUMNS
export LC_ALL=C.UTF-8 TERM=xterm

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
out=$folder/out err=$folder/err failures=0 last=

fail()
{
    failures=$((failures + 1))
    echo "FAIL: $*"
    echo "  after: revanalytics $last (exit code $code)"
    cut -c 1-200 "$out" | sed 's/^/  out: /' | head -n 20
    cut -c 1-200 "$err" | sed 's/^/  err: /' | head -n 20
}

run()
{
    last="$*"
    code=0
    "$REVANALYTICS_COMMAND" "$@" >"$out" 2>"$err" </dev/null || code=$?
}

# The same with standard input from a file.
run_from()
{
    from=$1
    shift
    last="$* < $from"
    code=0
    "$REVANALYTICS_COMMAND" "$@" >"$out" 2>"$err" <"$from" || code=$?
}

expect()
{
    [ "$code" -eq "$1" ] || fail "exit code $1 expected"
}

says()
{
    grep -qF -- "$2" "$1" || fail "\"$2\" expected"
}

silent()
{
    [ -s "$1" ] && fail "nothing expected in $(basename "$1")"
    return 0
}

is()
{
    [ "$2" = "$3" ] || fail "$1: \"$3\" expected, not \"$2\""
}

# One line on standard error, in the form all errors have.
complains()
{
    is "lines of error" "$(wc -l <"$err")" 1
    says "$err" "revanalytics: "
    says "$err" "$1"
}

# The value of a key in the one JSON object on standard output.
value()
{
    python3 -c 'import json,sys
value = json.load(open(sys.argv[1]))
for key in sys.argv[2].split("."):
    value = value[int(key)] if isinstance(value, list) else value[key]
print(json.dumps(value) if isinstance(value, (dict, list, bool)) or value is None else value)' \
        "$out" "$1"
}

# A day of a small business: two conversations, one sold.
events()
{
    cat <<'EVENTS'
{"type":"conversation","id":"c-1","at":"2026-03-01T15:00:00Z","source":"google","channel":"web","agent":"bot-1","zip":"11215"}
{"type":"stage","conversation":"c-1","stage":"welcome","action":"enter","at":"2026-03-01T15:00:01Z"}
{"type":"stage","conversation":"c-1","stage":"welcome","action":"complete","at":"2026-03-01T15:02:01Z","response_ms":640}
{"type":"lead","id":"l-1","conversation":"c-1","at":"2026-03-01T15:05:00Z","tier":"premium","score":0.91,"value_minor":27500,"tags":{"property":"brownstone"}}
{"type":"end","conversation":"c-1","outcome":"completed","at":"2026-03-01T15:06:00Z"}
{"type":"offer","id":"o-1","lead":"l-1","platform":"SolarReviews","at":"2026-03-01T15:07:00Z","price_minor":27500}
{"type":"feedback","id":"f-1","offer":"o-1","verdict":"accepted","at":"2026-03-01T18:07:00Z","rating":8.7}
{"type":"transaction","id":"t-1","kind":"sale","offer":"o-1","lead":"l-1","amount_minor":27500,"at":"2026-03-01T18:07:00Z"}
{"type":"conversation","id":"c-2","at":"2026-03-01T16:00:00Z","source":"bing","visitor":"v-2"}
{"type":"stage","conversation":"c-2","stage":"welcome","action":"enter","at":"2026-03-01T16:00:00Z"}
{"type":"end","conversation":"c-2","outcome":"abandoned","at":"2026-03-01T16:03:00Z","reason":"said no"}
EVENTS
}
events_count=11
period="--from 2026-03-01 --to 2026-03-02 --now 2026-03-02T05:00:00Z"

# A store with these events, and the events as a file.
store()
{
    events >events.ndjson
    run init store --ephemeral
    expect 0
    run import store events.ndjson
    expect 0
}

finish()
{
    [ "$failures" -eq 0 ] || echo "$failures failures"
    exit "$((failures > 0))"
}
