package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "34dea309bbe76b63f64825cb5d6a1e7dcbaa9f5a2cb82a53699304f2712096a0"
