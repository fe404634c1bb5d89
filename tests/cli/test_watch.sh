# Watching: lines of changes, cursors, and the dashboard on a terminal.
. "$(dirname "$0")/given.sh"
store

run watch store --from-seq 1 --count 3
expect 0
is lines "$(wc -l <"$out")" 3
head -n 1 "$out" >line && mv line "$out"
is seq "$(value seq)" 1
is event "$(value event.type)" conversation

run watch store --timeout 1
expect 0
silent "$out"

# A cursor goes on where it was.
run watch store --cursor bot --from-seq 1 --count 4
expect 0
is lines "$(wc -l <"$out")" 4
run watch store --cursor bot --timeout 1
expect 0
is lines "$(wc -l <"$out")" $((events_count - 4))
head -n 1 "$out" >line && mv line "$out"
is seq "$(value seq)" 5

# Changes of another process are seen as they come.
"$REVANALYTICS_COMMAND" watch store --count 1 >watched 2>"$err" &
watcher=$!
sleep 1
printf '{"type":"conversation","id":"c-9","at":"2026-03-01T17:00:00Z"}\n' >new.ndjson
run import store new.ndjson
expect 0
wait $watcher
grep -q '"id":"c-9"' watched || fail "the change was not seen"

# On a terminal of any size it draws, and q leaves.
if command -v script >/dev/null; then
    for width in 60 120; do
        code=0
        last="watch store (on a terminal of $width columns)"
        (sleep 2 && printf q) | timeout 20 script -qec \
            "stty cols $width rows 30; '$REVANALYTICS_COMMAND' watch store" /dev/null >"$out" 2>"$err" ||
            code=$?
        expect 0
        says "$out" "Net revenue"
    done
else
    echo "skipped: script(1) is not installed"
fi
finish
