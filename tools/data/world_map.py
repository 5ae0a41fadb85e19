"""Draws the two maps of the HTML report, the world and Europe, from the outlines of Natural Earth (public domain).

Usage: world_map.py FOLDER. FOLDER holds the unpacked npm package world-atlas, release 2 (countries-50m.json and
countries-110m.json). Writes plugin/souverain/reports/html/world.json: for each map its size and, by ISO code, the
outline (SVG path data) and the point at which something in that country is shown.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from babel.core import get_global

TARGET = Path(__file__).parents[2] / "plugin/souverain/reports/html/world.json"
BY_NAME = {"Kosovo": "XK"}
OVERSEAS = {
    "GF": (-53.0, 4.0),
    "GP": (-61.5, 16.2),
    "MQ": (-61.0, 14.6),
    "RE": (55.5, -21.1),
    "YT": (45.2, -12.8),
}
"""Degrees east and north of what has a code of its own and no outline of its own."""

Point = tuple[float, float]
Ring = list[Point]


def main(folder: Path) -> None:
    """Writes the file."""
    fine, coarse = (_countries(folder / f"countries-{scale}m.json") for scale in (50, 110))
    maps = {
        "world": _drawn(coarse, fine, equal_earth, (0, 0, 820, 360), smallest=3),
        "europe": _drawn(fine, fine, around_europe, (0, 0, 520, 520), smallest=4),
    }
    said = {"made_by": "tools/data/world_map.py from world-atlas 2.0.2 (Natural Earth). Do not edit.", **maps}
    TARGET.write_text(json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def equal_earth(east: float, north: float) -> Point:
    """Equal Earth projection (Savric, Patterson, Jenny 2018), the whole world 800 wide."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(north)))
    squared, sixth = theta**2, theta**6
    slope = a1 + 3 * a2 * squared + sixth * (7 * a3 + 9 * a4 * squared)
    x = 2 * math.sqrt(3) * math.radians(east) * math.cos(theta) / (3 * slope)
    y = theta * (a1 + a2 * squared + sixth * (a3 + a4 * squared))
    return 400 + x * 146, 200 - y * 146


def around_europe(east: float, north: float) -> Point:
    """Lambert's azimuthal equal-area projection around 10 degrees east and 52 degrees north (ETRS89-LAEA)."""
    turn, up, middle = math.radians(east - 10), math.radians(north), math.radians(52)
    near = 1 + math.sin(middle) * math.sin(up) + math.cos(middle) * math.cos(up) * math.cos(turn)
    if near < 0.2:
        return math.inf, math.inf
    scale = math.sqrt(2 / near) * 780
    x = scale * math.cos(up) * math.sin(turn)
    y = scale * (math.cos(middle) * math.sin(up) - math.sin(middle) * math.cos(up) * math.cos(turn))
    return 240 + x, 270 - y


def _drawn(
    outlines: dict[str, list[Ring]],
    points: dict[str, list[Ring]],
    project: Callable[[float, float], Point],
    box: tuple[int, int, int, int],
    *,
    smallest: float,
) -> dict[str, Any]:
    countries: dict[str, dict[str, Any]] = {}
    for code in sorted({*outlines, *points, *OVERSEAS}):
        rings = [[project(*point) for point in ring] for ring in outlines.get(code, [])]
        path = "".join(_path(ring) for ring in rings if _seen(ring, box) and _size(ring) >= smallest)
        at = project(*(OVERSEAS.get(code) or _middle(max(points.get(code, outlines.get(code, [])), key=_size))))
        inside = box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3]
        shown = ({"d": path} if path else {}) | ({"at": [round(at[0]), round(at[1])]} if inside else {})
        if shown:
            countries[code] = shown
    return {"box": list(box), "countries": countries}


def _path(ring: Ring) -> str:
    """Whole numbers, each point once: finer than a screen shows is not worth its bytes."""
    found: list[tuple[int, int]] = []
    for x, y in ring:
        point = (round(x), round(y))
        if not found or found[-1] != point:
            found.append(point)
    if len(found) < 4:
        return ""
    (x, y), *rest = found
    steps = []
    for there_x, there_y in rest:
        steps.append(f"{there_x - x},{there_y - y}")
        x, y = there_x, there_y
    return f"M{found[0][0]},{found[0][1]}l{' '.join(steps)}z"


def _seen(ring: Ring, box: tuple[int, int, int, int]) -> bool:
    return all(math.isfinite(x) for x, _ in ring) and any(
        box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in ring
    )


def _size(ring: Ring) -> float:
    """Area."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x * there_y - there_x * y for (x, y), (there_x, there_y) in pairs)) / 2


def _middle(ring: Ring) -> Point:
    """Centre of the area."""
    area = x_sum = y_sum = 0.0
    for (x, y), (there_x, there_y) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x * there_y - there_x * y
        area, x_sum, y_sum = area + cross, x_sum + (x + there_x) * cross, y_sum + (y + there_y) * cross
    return x_sum / (3 * area), y_sum / (3 * area)


def _countries(path: Path) -> dict[str, list[Ring]]:
    """Outer rings in degrees, by ISO code."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = [[*_unpacked(arc, topology["transform"])] for arc in topology["arcs"]]
    found: dict[str, list[Ring]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        codes = get_global("territory_aliases").get(str(shape.get("id", "")).zfill(3))
        code = codes[0] if codes else BY_NAME.get(shape["properties"]["name"])
        if code and code != "AQ":
            polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
            found.setdefault(code, []).extend(_ring(polygon[0], arcs) for polygon in polygons)
    return found


def _unpacked(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x * scale_x + shift_x, y * scale_y + shift_y


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    """The arcs one after the other, going on beyond the 180th meridian where they cross it."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        for east, north in arc[1:] if ring else arc:
            ring.append((east + 360 * round((ring[-1][0] - east) / 360) if ring else east, north))
    return ring


if __name__ == "__main__":
    main(Path(sys.argv[1]))
