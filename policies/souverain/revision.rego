package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "343d7aec32905729d92d124e3492ea1b861e74d65c152b802061cc32233ed496"
