package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "8e988c67ef2ba7b0a4c1b7b417c431551830fd6044c98dba80569e7adfef8271"
