"""A point or a plot as a small drawing: no map behind it, a grid with its scale, and the coordinates to copy."""

import msgspec

from satuatap.kernel import forms

WIDTH, HEIGHT, EDGE = 240, 150, 24
ROUND = (1, 2, 5)
NARROWEST = 40  # metres that a drawing shows at least, so that a single point has something around it


class Drawing(msgspec.Struct, frozen=True):
    """``spots`` are the corners on the paper, ``columns`` and ``rows`` the lines of the grid, ``step`` metres apart."""

    spots: tuple[tuple[float, float], ...]
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    step: int
    step_width: float
    area: int
    text: str

    @property
    def points(self) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in self.spots)


def draw(place: str) -> Drawing | None:
    """The drawing of an answer; None for what is no place."""
    ring = forms.corners(place)
    if not ring:
        return None
    south, north = min(c[0] for c in ring), max(c[0] for c in ring)
    west, east = min(c[1] for c in ring), max(c[1] for c in ring)
    middle = ((south + north) / 2, (west + east) / 2)
    tall, wide = forms.metres(middle[0])
    across = max((east - west) * wide, NARROWEST)
    up = max((north - south) * tall, NARROWEST)
    scale = max(across / (WIDTH - 2 * EDGE), up / (HEIGHT - 2 * EDGE))  # metres a unit of the paper
    spots = tuple(
        (
            round(WIDTH / 2 + (longitude - middle[1]) * wide / scale, 1),
            round(HEIGHT / 2 - (latitude - middle[0]) * tall / scale, 1),
        )
        for latitude, longitude in ring
    )
    step = _step(40 * scale)
    gap = step / scale
    return Drawing(
        spots=spots,
        columns=tuple(round(number * gap, 1) for number in range(1, int(WIDTH / gap) + 1)),
        rows=tuple(round(number * gap, 1) for number in range(1, int(HEIGHT / gap) + 1)),
        step=step,
        step_width=round(gap, 1),
        area=forms.plot_area(ring),
        text="\n".join(f"{_six(latitude)}, {_six(longitude)}" for latitude, longitude in ring),
    )


def _six(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")


def _step(least: float) -> int:
    """The next round number of metres: 1, 2, 5, 10, 20, 50 …"""
    power = 1
    while True:
        for one in ROUND:
            if one * power >= least:
                return one * power
        power *= 10
