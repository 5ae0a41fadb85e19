"""The part of a facts document that the shipped policies read: resources or a whole document in, less of them out.

An engine that lives in this process pays for every byte it parses, and most resources of a large estate are alike.
Those of which policies read the same are judged once, and the answer holds for all of them. A policy of the user may
read more: it gets all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import attrgetter

import msgspec
from msgspec import Raw

from souverain.document import ResourceFacts
from souverain.errors import PolicyError

_ABSENT = Raw(b"")


class _Ref(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A place of a resource as rules see it. What is absent stays absent, for rules to doubt."""

    place: Raw = _ABSENT
    role: Raw = _ABSENT
    via: Raw = _ABSENT
    sure: Raw = _ABSENT


class _Resource(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A resource as rules see it: addresses and types are for reports."""

    id: int
    input: int
    state: Raw
    role: Raw
    data_class: Raw = msgspec.field(name="class")
    places: tuple[_Ref, ...]
    class_also: Raw = _ABSENT
    custody: Raw = _ABSENT


class _Facts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What rules read of a document; bases, sources of knowledge and gaps are for reports."""

    as_of: Raw
    profile: Raw
    zones: Raw
    operators: Raw
    places: Raw
    resources: list[_Resource]
    classes: Raw = _ABSENT
    workload: Raw = _ABSENT
    adequacy: Raw = _ABSENT


class Alike(msgspec.Struct, frozen=True):
    """Which resources stand for others that rules cannot tell from them: an answer about one holds for all of those."""

    kinds: Mapping[int, Sequence[int]]
    """By the id of the one that stands for them: itself the first, the others in order."""

    def of(self, subject: int) -> Sequence[int]:
        """The ids of all that one stands for; one of no kind stands for itself."""
        return self.kinds.get(subject, (subject,))

    def all(self, subjects: Iterable[int]) -> tuple[int, ...]:
        """The ids of all that some stand for, in order."""
        return tuple(sorted(id_ for subject in subjects for id_ in self.of(subject)))

    def one_of_each(self, resources: Sequence[ResourceFacts]) -> Sequence[ResourceFacts]:
        """Those of all resources that stand for the others."""
        return [resources[first] for first in self.kinds] if self.kinds else resources


EACH_FOR_ITSELF = Alike({})


class View(msgspec.Struct, frozen=True):
    """What the engine is given, and what the resources in it stand for."""

    facts: bytes
    alike: Alike


_PLACES_READ = attrgetter(*_Ref.__struct_fields__)
_DECODER = msgspec.json.Decoder(_Facts)
_ENCODER = msgspec.json.Encoder()


def alike(resources: Iterable[ResourceFacts]) -> Alike:
    """Resources of which rules read the same objects in the same places: `view` joins those with equal ones."""
    same: dict[tuple[object, ...], list[ResourceFacts]] = {}
    for one in resources:  # the fields of `_Resource`, one by one: this runs for every resource
        shared = (id(one.role), id(one.data_class), id(one.class_also), id(one.custody), id(one.places))
        same.setdefault((one.input, one.state, *shared), []).append(one)
    groups: dict[tuple[object, ...], list[int]] = {}
    for (*facts, _), found in same.items():
        places = map(_PLACES_READ, found[0].places)
        groups.setdefault((*facts, *places), []).extend(one.id for one in found)
    return Alike({group[0]: sorted(group) for group in groups.values()})


def view(document: bytes) -> View:
    """The same facts without what no shipped rule reads, each kind of resource once.

    Raises PolicyError for what is no facts document.
    """
    with _refusing():
        facts = _DECODER.decode(document)
    groups: dict[object, list[_Resource]] = {}
    for resource in facts.resources:
        groups.setdefault(_read(resource), []).append(resource)
    kinds = [group[0] for group in groups.values()]
    same = {group[0].id: tuple(one.id for one in group) for group in groups.values()}
    return View(_ENCODER.encode(msgspec.structs.replace(facts, resources=kinds)), Alike(same))


def whole(document: bytes) -> View:
    """The document itself, every resource for itself. Raises PolicyError for what is no JSON."""
    with _refusing():
        msgspec.json.decode(document, type=Raw)
    return View(document, EACH_FOR_ITSELF)


def _read(resource: _Resource) -> object:
    """All that rules can tell a resource by, but its id."""
    places = tuple((bytes(ref.place), bytes(ref.role), bytes(ref.via), bytes(ref.sure)) for ref in resource.places)
    facts = (resource.state, resource.role, resource.data_class, resource.class_also, resource.custody)
    return resource.input, *(bytes(fact) for fact in facts), places


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PolicyError("not-facts", detail=error) from error
