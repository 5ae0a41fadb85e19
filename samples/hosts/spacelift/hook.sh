#!/bin/sh
# A hook after planning. The report is what the policy reads: a run without a verdict is one, so the hook does not fail.
terraform show -json spacelift.plan > plan.json
souverain check plan.json --format json -o souverain.custom.spacelift.json || true
