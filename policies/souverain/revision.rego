package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "12d2f2359354e3dfdb4bd5f0a81a14eecebf5af59e997b500f3b4e308446b24d"
