package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "ec64aff4d283ea1c3f7fa6b926c56c56ed56c85bb69dbc8245d08a3c697b3d7f"
