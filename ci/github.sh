#!/usr/bin/env bash
# What a step of GitHub Actions shows of a run: annotations, the summary of the step, and the outputs verdict and exit-code.
set -euo pipefail

reports="${SOUVERAIN_REPORTS:-souverain-reports}"
code="$(cat "$reports/exit-code" 2>/dev/null || echo 3)"
case "$code" in
  0) verdict=open ;;
  1) verdict=refused ;;
  4) verdict=unproven ;;
  *) verdict=none ;;
esac
if [ -f "$reports/annotations.txt" ]; then cat "$reports/annotations.txt"; fi
if [ -f "$reports/comment.md" ]; then cat "$reports/comment.md" >> "$GITHUB_STEP_SUMMARY"; fi
{
  echo "verdict=$verdict"
  echo "exit-code=$code"
  if [ -f "$reports/code-scanning.sarif" ]; then echo "sarif=$reports/code-scanning.sarif"; else echo "sarif="; fi
} >> "$GITHUB_OUTPUT"
