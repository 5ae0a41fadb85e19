package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "eeebb08e9d9536f51e8356207927ed05db18b8814b9851da64f1994a1e6aa646"
