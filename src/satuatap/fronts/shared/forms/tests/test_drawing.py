"""Places as drawings."""

import json

from hypothesis import given
from hypothesis import strategies as st

from satuatap.fronts.shared.forms.drawing import HEIGHT, WIDTH, draw


def test_a_point_has_a_grid_its_scale_and_its_coordinates():
    drawing = draw("-8.2191,114.3691")

    assert drawing.spots == ((WIDTH / 2, HEIGHT / 2),)
    assert (drawing.step, drawing.area) == (20, 0)
    assert drawing.text == "-8.2191, 114.3691"
    assert drawing.columns


@given(st.lists(st.tuples(st.floats(-8.8, -7.7), st.floats(113.9, 114.6)), min_size=3, max_size=12, unique=True))
def test_every_corner_of_a_plot_stands_on_the_paper(corners):
    ring = [[longitude, latitude] for latitude, longitude in [*corners, corners[0]]]
    drawing = draw(json.dumps({"type": "Polygon", "coordinates": [ring]}))

    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in drawing.spots)
    assert len(drawing.text.split("\n")) == len(drawing.spots)
    assert len(drawing.columns) + len(drawing.rows) < 20


def test_what_is_no_place_is_not_drawn():
    assert draw("Jalan Contoh 4") is None
