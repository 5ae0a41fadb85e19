package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "1ddf0977d80fb887751ed8f162d98c603052b8be2d187f3cf8db25a77d81444f"
