# What a shell may offer: the command says it, and the completion of bash asks it.
. "$(dirname "$0")/given.sh"

run complete commands
expect 0
says "$out" report
grep -qx complete "$out" && fail "a hidden command is offered"
run complete formats report
says "$out" text
says "$out" msgpack
run complete exports
is exports "$(tr '\n' ' ' <"$out")" "events documents conversations leads transactions cells "
run complete measures
says "$out" qualified_rate
says "$out" revenue_gross_minor
grep -q "^growth$" "$out" && fail "a figure of a whole period is no measure"
run complete options report
says "$out" "--where"
run complete nonsense
expect 2

command -v bash >/dev/null || finish
completion=$(dirname "$0")/../../bindings/cli/completion/revanalytics.bash
offered()
{
    PATH=$(dirname "$REVANALYTICS_COMMAND"):$PATH bash -c '
        . "$0"
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _revanalytics
        echo "${COMPREPLY[*]}"' "$completion" "$@"
}
is commands "$(offered revanalytics ver)" verify
is upgrade "$(offered revanalytics upg)" upgrade
is quiet "$(offered revanalytics upgrade store --q)" --quiet
is reports "$(offered revanalytics report store exec)" executive_summary
is formats "$(offered revanalytics report store cube --format m)" msgpack
is measures "$(offered revanalytics report store cube --measures acceptance)" acceptance_rate
is options "$(offered revanalytics verify store --lev)" --level
is records "$(offered revanalytics export store tr)" transactions
finish
