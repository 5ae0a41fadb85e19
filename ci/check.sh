#!/usr/bin/env bash
# One run of the gate with every report that a pipeline shows. Its own exit code is 0: the pipeline publishes first, then fails.
#
# SOUVERAIN_ARGUMENTS  what follows `souverain check`, one argument to a line (default: the current folder)
# SOUVERAIN_REPORTS    the folder for the reports (default: souverain-reports)
# Writes $SOUVERAIN_REPORTS/{report.json,report.sarif,code-scanning.sarif,junit.xml,code-quality.json,comment.md,annotations.txt,report.html,exit-code}.
set -euo pipefail

reports="${SOUVERAIN_REPORTS:-souverain-reports}"
mkdir -p "$reports"
arguments=()
while IFS= read -r line; do
  if [ -n "$line" ]; then arguments+=("$line"); fi
done <<< "${SOUVERAIN_ARGUMENTS:-}"

code=0
souverain check ${arguments[@]+"${arguments[@]}"} \
  --report "json=$reports/report.json" \
  --report "sarif=$reports/report.sarif" \
  --report "code-scanning=$reports/code-scanning.sarif" \
  --report "junit=$reports/junit.xml" \
  --report "gitlab=$reports/code-quality.json" \
  --report "markdown=$reports/comment.md" \
  --report "github=$reports/annotations.txt" \
  --report "html=$reports/report.html" || code=$?
echo "$code" > "$reports/exit-code"
