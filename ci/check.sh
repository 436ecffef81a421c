#!/usr/bin/env bash
# Checks a handbook and makes the report on the change. Ends with 0 also where something was found: the code is an output,
# so that the report can be posted before the job fails.
#
# Reads ISMSBOOK (the program), ISMSBOOK_ROOT, ISMSBOOK_BASE, ISMSBOOK_FAIL_ON, ISMSBOOK_APPROVALS (each may be empty) and
# RUNNER_TEMP; writes `code`, `report` and `sarif` to GITHUB_OUTPUT and the report to GITHUB_STEP_SUMMARY.
set -euo pipefail

program="${ISMSBOOK:-ismsbook}"
root="${ISMSBOOK_ROOT:-.}"
base="${ISMSBOOK_BASE:-}"
out="$RUNNER_TEMP/ismsbook"
mkdir -p "$out"

# The first push of a branch has nothing before it, and tells so by zeros.
if [[ "$base" =~ ^0*$ ]]; then
    base=""
fi
# A checkout of one commit lacks the base; its files are all that is needed of it.
if [ -n "$base" ] && ! git -C "$root" cat-file -e "$base^{commit}" 2>/dev/null; then
    git -C "$root" fetch --quiet --no-tags --depth=1 origin "$base" || true
fi

check=(--root "$root" check --format github --format "sarif=$out/ismsbook.sarif" --format "markdown=$out/check.md")
status=(--root "$root" status --format markdown)
if [ -n "$base" ]; then
    check+=("--base=$base")
    status+=("--base=$base")
fi
if [ -n "${ISMSBOOK_FAIL_ON:-}" ]; then
    check+=("--fail-on=$ISMSBOOK_FAIL_ON")
fi
if [ -n "${ISMSBOOK_APPROVALS:-}" ]; then
    status+=("--fail-on=$ISMSBOOK_APPROVALS")
fi

code=0
"$program" "${check[@]}" || code=$?
if [ "$code" -lt 2 ]; then
    stands=0
    "$program" "${status[@]}" >"$out/report.md" || stands=$?
    if [ "$stands" -gt "$code" ]; then
        code=$stands
    fi
fi
echo "code=$code" >>"$GITHUB_OUTPUT"
if [ "$code" -ge 2 ]; then
    exit 0
fi
# Without a base there is no change to report on: the findings come first, then what waits.
if [ -z "$base" ]; then
    cat "$out/check.md" "$out/report.md" >>"$GITHUB_STEP_SUMMARY"
else
    cat "$out/report.md" >>"$GITHUB_STEP_SUMMARY"
    echo "report=$out/report.md" >>"$GITHUB_OUTPUT"
fi
echo "sarif=$out/ismsbook.sarif" >>"$GITHUB_OUTPUT"
