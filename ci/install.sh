#!/usr/bin/env bash
# Finds the program that the action runs, or builds it from the action's own sources.
#
# Reads ISMSBOOK (a path, may be empty), GITHUB_ACTION_PATH and RUNNER_TEMP; writes `program` to GITHUB_OUTPUT.
set -euo pipefail

if [ -n "${ISMSBOOK:-}" ]; then
    program="$ISMSBOOK"
elif command -v ismsbook >/dev/null 2>&1; then
    program="$(command -v ismsbook)"
elif command -v cargo >/dev/null 2>&1; then
    cargo install --locked --quiet --path "$GITHUB_ACTION_PATH" --root "$RUNNER_TEMP/ismsbook-program"
    program="$RUNNER_TEMP/ismsbook-program/bin/ismsbook"
else
    echo "::error::neither ismsbook nor cargo is here; name the program with the input program" >&2
    exit 2
fi
"$program" --version
echo "program=$program" >>"$GITHUB_OUTPUT"
