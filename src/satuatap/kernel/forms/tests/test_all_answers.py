"""What holds for all answers, and for all texts."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satuatap.kernel import forms

from .samples import GOOD, TODAY, birth, naughty

names = st.text("abcdefghij ÁÉñ", min_size=2, max_size=20).map(forms.clean).filter(lambda text: len(text) > 1)
niks = st.builds(
    lambda day, month, year, serial: f"351024{day:02}{month:02}{year:02}{serial:04}",
    st.integers(1, 28), st.integers(1, 12), st.integers(0, 99), st.integers(1, 9999),
)  # fmt: skip
dates = st.dates(date(1900, 1, 1), TODAY).map(date.isoformat)
coordinates = st.tuples(st.integers(-900_000, 900_000), st.integers(-1_800_000, 1_800_000))
points = coordinates.map(lambda pair: f"{pair[0] / 1e4:g},{pair[1] / 1e4:g}")


def polygon(corners):
    lines = "\n".join(f"{latitude / 1e4:g}, {longitude / 1e4:g}" for latitude, longitude in corners)
    return forms.parse(birth(), "tempat", {"tempat.batas": [lines]}).answers["tempat"]["batas"]


def answers_of(**parts):
    return st.fixed_dictionaries({}, optional=parts)


answers = st.fixed_dictionaries(
    {},
    optional={
        "anak": answers_of(
            nama=names, lahir=dates, jk=st.sampled_from("LP"), ke=st.sampled_from([1, 2, 3]), berat=st.integers(300, 9000)
        ),
        "pelapor": answers_of(
            hubungan=st.sampled_from(["ayah", "ibu", "lain"]),
            telepon=st.integers(1000000, 999999999).map(lambda n: f"+6281{n}"),
            nama=names, kk=niks, ayah=st.sampled_from(["p-1", "p-2"]), alasan=names,
        ),
        "tempat": answers_of(
            di=st.sampled_from(["rs", "rumah"]), rs=st.just("RSUD"), desa=st.just("35.10.24.2008"), titik=points,
            batas=st.lists(coordinates, min_size=3, max_size=6, unique=True).map(polygon),
            biaya=st.integers(0, 10**12),
        ),
        "saksi": st.lists(
            st.fixed_dictionaries({"nama": names}, optional={"nik": niks, "lahir": dates, "kawin": st.booleans()}),
            min_size=1, max_size=4,
        ),
        "surat": st.just("file-1"),
        "benar": st.just(True),
    },
)  # fmt: skip


@given(answers)
def test_what_is_shown_is_read_back(given_answers):
    form = birth()
    for page in form.pages:
        shown = forms.typed(form, page.key, given_answers)
        parsed = forms.parse(form, page.key, {name: [text] for name, text in shown.items()})
        assert parsed.problems == {}
        for field in page.fields:
            given = forms.get(given_answers, field.pointer)
            assert forms.get(parsed.answers, field.pointer) == (None if given == {} else given)


@given(answers)
def test_pruned_answers_hold_what_is_asked_and_stay_as_they_are(given_answers):
    form = birth()
    pruned = forms.prune(form, given_answers)
    assert forms.prune(form, pruned) == pruned
    assert forms.visible(form, pruned) == forms.visible(form, given_answers)
    assert forms.validate(form, pruned, today=TODAY) == forms.validate(form, given_answers, today=TODAY)
    seen = forms.visible(form, given_answers)
    for pointer, field in form.index.items():
        if pointer not in seen and "*" not in pointer:
            assert forms.get(pruned, pointer) is None, field
    assert not {p for p in forms.validate(form, given_answers) if p in form.index and p not in seen}


@given(answers)
def test_complete_answers_have_every_sure_name(given_answers):
    form = birth()
    if not forms.validate(form, given_answers, today=TODAY):
        for name in form.sure:
            assert forms.get(forms.prune(form, given_answers), "/" + name.replace(".", "/")) is not None


def test_good_answers_have_every_sure_name():
    assert all(forms.get(GOOD, "/" + name.replace(".", "/")) is not None for name in birth().sure)


@pytest.mark.parametrize("page", ["anak", "pelapor", "tempat", "berkas"])
def test_naughty_texts_are_read_or_refused_in_every_field(page):
    form = birth()
    fields = [field for top in form.page(page).fields for field in top.tree()]
    paths = [field.path.replace("*", "0") for field in fields if field.kind not in {"object", "list"}]
    dates = [f"{field.path.replace('*', '0')}.{part}" for field in fields if field.kind == "date" for part in "dmy"]
    for text in naughty():
        for names in (paths, dates):
            data = {name: [text] for name in names} | {"saksi": ["1"]}
            parsed = forms.fill(form, page, data, {}, today=TODAY)
            json.dumps(parsed.answers, ensure_ascii=False).encode()
            assert not set("\x00\u202e") & set("".join(parsed.typed.values())), text
            assert all(parsed.problems.values()), text
            forms.present(form, parsed.answers)
        assert forms.restructure(form, page, data | {"_add": [text], "_remove": [text]}) is None


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["nama", "di", "nik", "x"]), inner),
    max_leaves=8,
)


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(["anak", "pelapor", "tempat", "saksi", "surat", "benar", "x"]), junk))
def test_any_json_is_checked_without_a_fault(given_answers):
    form = birth()
    forms.validate(form, given_answers, today=TODAY)
    forms.present(form, given_answers)
    pruned = forms.prune(form, given_answers)
    assert forms.prune(form, pruned) == pruned
    for page in form.pages:
        forms.typed(form, page.key, given_answers)
