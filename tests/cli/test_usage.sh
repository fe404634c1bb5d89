# Help, versions and wrong usage.
. "$(dirname "$0")/given.sh"

run --version
expect 0
says "$out" "revanalytics "

run --help
expect 0
says "$out" "Commands:"
silent "$err"

for command in init import report watch export verify rebuild upgrade backup compact erase settings info; do
    run "$command" --help
    expect 0
    says "$out" "Usage: revanalytics $command STORE"
    says "$out" "--help"
    run help "$command"
    expect 0
    grep -q "^  $command " <<HELP || fail "$command is in no help"
$("$REVANALYTICS_COMMAND" --help)
HELP
done

run report --help
says "$out" "executive_summary"
says "$out" "platform"

run
expect 2
complains "no command"
run nonsense
expect 2
complains "no such command"
run reprot
expect 2
complains 'did you mean "report"'
run init
expect 2
complains "missing argument"
run info a b
expect 2
complains "too many"
run info a --frmat json
expect 2
complains 'unknown option "--frmat"'
run info a -x
expect 2
complains 'unknown option "-x"'
run info a --format
expect 2
complains "needs a value"
run verify a --quiet=yes
expect 2
complains "takes no value"
run info a --format yaml
expect 2
complains "must be one of text|json"
run import a b --max-errors many
expect 2
complains "must be an integer"
run import a b --max-errors -1
expect 2
run report a executive_sumary
expect 2
complains 'did you mean "executive_summary"'
run export a nonsense
expect 2
complains "is not one of"
run erase a person 7
expect 2
complains "conversation, lead, visitor"

run info missing
expect 1
complains "revanalytics init missing"
run import missing events
expect 1
complains "no such store"

printf 'x' >file
run info file
expect 1
is "lines of error" "$(wc -l <"$err")" 1
# A name cannot steer the terminal that shows the message.
run info "$(printf 'a\033[31mb\nc')"
expect 1
is "lines of error" "$(wc -l <"$err")" 1
grep -q "$(printf '\033')" "$err" && fail "an escape went through"

"$REVANALYTICS_COMMAND" --help >/dev/full 2>"$err"
is "exit code on a full disk" "$?" 1
finish
