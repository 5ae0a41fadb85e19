package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "4901a9bff28f1a38a5342d651bb328abad1f7f0a9887cbda791119d9ba25b6e7"
