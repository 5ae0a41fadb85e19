#!/usr/bin/env bash
# Writes the comment on a pull request of GitHub, or rewrites the one that an earlier run wrote. Needs gh and GH_TOKEN.
#
# usage: comment.sh OWNER/NAME NUMBER
set -euo pipefail

body="${SOUVERAIN_REPORTS:-souverain-reports}/comment.md"
mark="$(head -n 1 "$body")"
earlier="$(gh api --paginate "repos/$1/issues/$2/comments" --jq ".[] | select(.body | startswith(\"$mark\")) | .id" | head -n 1)"
if [ -n "$earlier" ]; then
  gh api --method PATCH "repos/$1/issues/comments/$earlier" --field "body=@$body" --silent
else
  gh api --method POST "repos/$1/issues/$2/comments" --field "body=@$body" --silent
fi
