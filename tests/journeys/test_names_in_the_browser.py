"""The search that works without the line finds by the same keys as the register's own."""

from satuatap.domain.residents.queries import spelling_tables
from satuatap.domain.residents.rules import spelling
from satuatap.fronts.shared.statics import STATIC

NAMES = (
    "Muhammad Syaiful Bahri", "Moh. Saiful Bachri", "Mochammad Choirul", "Djoko Soesilo", "Joko Susilo", "Tjipto Mangoen",
    "Hj. Nur Aini, S.Pd.", "Nuraini", "Ni Luh Ayu", "I Made Wirawan", "I", "Dr. H. Achmad Fauzi", "Akh. Pauji", "Siti Chotijah",
    "Chaddijah", "Dhani Dzulfikar", "Khoirun Nisa'", "Khoirun Nisa’", "Étienne Brøgger", "Straße Öztürk", "Yuyun", "Sujiyem",
    "Y. Bambang", "Boediono", "Sri Wahyuningsih binti Kasan", "Abd. Rahman", "Xaverius Quirinus", "Vivi Zahra", "", "  ", "-",
    "Ojjjoe Aaee", "Rr. Sekar Kedhaton", "Slamet", "Selamet", "Sutrisno", "Soetrisno", "Wahyuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu Panjang",
)  # fmt: skip
ASK = """(names) => names.map((name) => ({
  words: spelling.words(name), exact: spelling.exactKeys(name), joined: spelling.joinedKey(name), rough: spelling.roughKeys(name),
  like: names.map((other) => spelling.likeness(name, other)),
}))"""


def ours(name):
    return {
        "words": spelling.words(name), "exact": spelling.exact_keys(name), "joined": spelling.joined_key(name),
        "rough": spelling.rough_keys(name), "like": [spelling.likeness(name, other) for other in NAMES],
    }  # fmt: skip


def test_every_name_has_the_same_keys_here_and_there(browser):
    page = browser.new_page()
    page.add_script_tag(content=(STATIC / "js" / "spelling.js").read_text(encoding="utf-8"))
    page.evaluate("(tables) => spelling.use(tables)", spelling_tables())

    assert page.evaluate(ASK, list(NAMES)) == [ours(name) for name in NAMES]
    page.close()
