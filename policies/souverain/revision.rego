package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "406b2b6e61285d0fa0b1a223f6f21dfa0bf2bbd511659cde7f4dcf9f56e817b1"
