#!/usr/bin/env bash
# Ends as the gate ended. A run that left no exit code is no verdict: 3.
set -euo pipefail

exit "$(cat "${SOUVERAIN_REPORTS:-souverain-reports}/exit-code" 2>/dev/null || echo 3)"
