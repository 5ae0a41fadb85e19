package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "68f8f0379703f4a74582e87f949224fcb66debd2197296dc29b3bfa547c093c9"
