package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "0c6642e2cbf6aeeae852ec986e12f6606424bc808095a34c2b332b1ee018da4d"
