"""souverain: where infrastructure code will put data, who controls that place, which laws reach it, and whether that is allowed.

files -> readers -> Stack -> placement, control, sensitivity -> facts -> engine -> findings -> gate -> reports
"""

__version__ = "0.1.0"
