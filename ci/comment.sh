#!/usr/bin/env bash
# Keeps the report on a change as one comment on its pull request: written once, replaced when it changed, left alone when
# it did not. Where nothing changes in the handbook and there is no comment yet, none is written.
#
# Reads ISMSBOOK_REPORT (a file), ISMSBOOK_PULL (a number), GITHUB_REPOSITORY and, for gh, GH_TOKEN.
set -euo pipefail

report="$(cat "$ISMSBOOK_REPORT")"
marker="<!-- ismsbook: change -->"
comments="repos/$GITHUB_REPOSITORY/issues/$ISMSBOOK_PULL/comments"

# A fork's token may read and not write. The report stands in the job's summary all the same.
refused() {
    echo "::notice::the report could not be written as a comment; it stands in the summary of the job"
    exit 0
}

# Only a bot's comment is ours: anybody can write the marker.
ours='.[] | select(.user.type == "Bot") | select(.body | startswith("'"$marker"'")) | "\(.id) \(.body | @base64)"'
found="$(gh api --paginate "$comments?per_page=100" --jq "$ours")" || refused
found="${found%%$'\n'*}"
if [ -n "$found" ]; then
    id="${found%% *}"
    before="$(printf '%s' "${found#* }" | base64 --decode | tr -d '\r')"
    if [ "$before" = "$report" ]; then
        echo "the comment is as it was"
        exit 0
    fi
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$ISMSBOOK_REPORT" || refused
    echo "the comment was replaced"
elif [[ "$report" == *"**Nothing changes in the handbook.**"* ]]; then
    echo "nothing to say"
else
    gh api --silent --method POST "$comments" --field "body=@$ISMSBOOK_REPORT" || refused
    echo "the comment was written"
fi
