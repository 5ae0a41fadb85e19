package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "d27f8f0f882bb8dcb0be05ae9b6895625c6ad6c951059a22a170fc4220baba31"
