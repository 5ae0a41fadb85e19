"""Names that make one think of health data: an address in, whether to ask about it first out.

They sort questions and never decide a class.
"""

from __future__ import annotations

import re

_WORDS = frozenset(
    [
        "health",
        "sante",
        "medical",
        "clinical",
        "clinique",
        "hospital",
        "hopital",
        "patient",
        "patients",
        "hds",
        "dpi",
        "dmp",
        "ehr",
        "emr",
        "sih",
        "pacs",
        "ris",
        "lis",
        "dicom",
        "fhir",
        "hl7",
        "snds",
        "eds",
        "omop",
        "radiology",
        "radiologie",
        "imaging",
        "imagerie",
        "oncology",
        "cancer",
        "genomics",
        "prescription",
        "pharmacy",
    ]
)
_APART = re.compile(r"[^a-z0-9]+")


def hinted(address: str) -> bool:
    """Whether a part of the address, between its separators, is one of the words."""
    return not _WORDS.isdisjoint(_APART.split(address.lower()))
