"""Questions to small libraries: the passage, where it starts, and how sure the finder is."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.find import BAR, Index
from skill.find.confidence import NEAR
from skill.find.index import LONGEST_PASSAGE
from skill.library import Chapter, Sentence

GARDEN = {
    "Bijen in de tuin": [
        "Een volk van honingbijen telt in de zomer ongeveer 40.000 dieren.",
        "De koningin legt dan tot tweeduizend eitjes per dag.",
        "In de winter blijven er minder over.",
        "De bijen kruipen dicht bij elkaar en houden elkaar warm.",
        "Dat heet een wintertros.",
        "Karl von Frisch beschreef in 1923 hoe bijen dansen.",
        "Zijn werk kreeg later een Nobelprijs.",
    ],
    "De egel": [
        "Een egel is een zoogdier met stekels.",
        "Hij eet kevers, wormen en slakken.",
        "Melk is slecht voor een egel, omdat hij er diarree van krijgt.",
        "Egels slapen van november tot maart.",
        "Een egelhuis van hout en bladeren helpt ze door de winter.",
        "Zet het huis op een droge plek onder struiken.",
    ],
    "Compost maken": [
        "Compost ontstaat als bacteriën en schimmels tuinafval verteren.",
        "Een hoop van een kubieke meter wordt vanbinnen zestig graden.",
        "Keer de hoop elke maand, dan komt er zuurstof bij.",
        "De NMC, de Nederlandse Mulch Club, geeft er lessen over.",
    ],
}


def library(texts=GARDEN, episode="de-tuin"):
    return [
        Chapter(
            episode,
            number,
            title,
            "chapter",
            None,
            tuple(Sentence(text, None, None) for text in sentences),
        )
        for number, (title, sentences) in enumerate(texts.items(), 1)
    ]


@pytest.fixture(scope="module")
def index():
    return Index(library())


ASKED = [
    ("Hoeveel dieren telt een bijenvolk?", 1, {0}),
    ("Hoeveel eitjes legt de koningin per dag?", 1, {1}),
    ("In welk jaar beschreef Von Frisch het dansen?", 1, {5}),
    ("wie beschreef in negentienhonderd drieëntwintig hoe bijen dansen", 1, {5}),
    ("Wat is een wintertros?", 1, {3}),
    ("Wat is een egel?", 2, {0}),
    ("Waarom is melk slecht voor egels?", 2, {2}),
    ("Wanneer slapen egels?", 2, {3}),
    ("Waar zet ik een egelhuis?", 2, {4, 5}),
    ("Welke bacteriën verteren tuinafval?", 3, {0}),
    ("hoe warm wordt een compost hoop", 3, {0, 1}),
    ("wat is de en em see", 3, {2, 3}),
    ("wat doen schimels", 3, {0}),
]


@pytest.mark.parametrize(("question", "chapter", "starts"), ASKED)
def test_the_passage_starts_where_the_answer_does(index, question, chapter, starts):
    best = index.find([question])[0]
    assert best.chapter.number == chapter
    assert best.first in starts


@pytest.mark.parametrize(
    "question",
    [
        "Wat is de hoofdstad van Frankrijk?",
        "Hoe werkt een warmtepomp?",
        "Wie schreef De ontdekking van de hemel?",
        "Wanneer begon de Tweede Wereldoorlog?",
        "Welke film won vorig jaar de prijs voor beste muziek?",
    ],
)
def test_outside_questions_stay_under_the_bar(index, question):
    assert all(found.confidence < BAR for found in index.find([question]))


def test_clear_questions_come_over_the_bar(index):
    sure = [index.find([question])[0].confidence >= BAR for question, _, _ in ASKED]
    assert sum(sure) >= 0.75 * len(sure)
    assert 0 < NEAR < BAR < 1


def test_the_hypothesis_that_the_library_answers_counts(index):
    alone = index.find(["waarom is melk slecht voor een egel"])[0]
    nonsense = index.find(["wat is de meester van jan", "waarom is melk slecht voor een egel"])[0]
    assert nonsense == alone
    elsewhere = index.find(["wat is de meter van jan", "waarom is melk slecht voor een egel"])[0]
    assert (elsewhere.chapter, elsewhere.first) == (alone.chapter, alone.first)
    assert BAR <= elsewhere.confidence < alone.confidence


def test_hypotheses_that_agree_are_as_sure_as_each(index):
    said = ["waarom is melk slecht voor een egel", "waarom is de melk slecht voor egel"]
    sure = [index.find([one])[0].confidence for one in said]
    assert min(sure) <= index.find(said)[0].confidence <= max(sure)


FOLLOWED = [
    ("Is melk slecht voor een egel?", "Waarom?", 2, 2),
    ("Wat is een egel?", "Wat eet hij?", 2, 1),
    ("Hoeveel dieren telt een bijenvolk in de zomer?", "En in de winter?", 1, 2),
    ("Hoe warm wordt een hoop compost?", "Hoe vaak keer je die?", 3, 2),
    ("Hoe warm is het?", "In een hoop compost", 3, 1),
]


@pytest.mark.parametrize(("before", "question", "chapter", "answer"), FOLLOWED)
def test_a_question_that_leans_on_the_one_before(index, before, question, chapter, answer):
    best = index.find([question], ["Wat is dan toch compost?", before])[0]
    assert best.chapter.number == chapter
    assert best.first <= answer <= best.last


def test_a_question_that_stands_alone_forgets_the_one_before(index):
    for question, _, _ in ASKED:
        assert index.find([question], ["Wat is honing?"])[0] == index.find([question])[0]


def test_leaning_on_each_other(index):
    before = ["Wat is een egel?", "Wat eet hij?"]
    best = index.find(["En melk?"], before)[0]
    assert best.chapter.number == 2
    assert best.first <= 2 <= best.last


def test_a_written_question_points_to_its_passage():
    plain = library()
    asked = {1: "Waarom kruipen ze bij elkaar?", 2: "Wat mag je nooit te drinken geven?"}
    told = [replace(one, questions=(asked.get(one.number, "Is dit af?"),)) for one in plain]
    found = Index(told).find(["Wat mag je nooit te drinken geven?"])[0]
    assert found.chapter.number == 2
    assert found.confidence == pytest.approx(1.0)
    assert Index(plain).find(["Wat mag je nooit te drinken geven?"])[0].confidence < BAR
    (near,) = Index(told).find(["wat mag je te drinken geven"], limit=1)
    assert near.chapter.number == 2
    assert BAR <= near.confidence < found.confidence


def test_a_written_question_finds_its_chapter():
    told = [replace(one, questions=("Waarom is melk slecht?",)) for one in library()]
    found = Index(told).find(["Waarom is melk slecht?"])[0]
    assert found.chapter.number == 2
    assert found.first <= 2 <= found.last


def test_passages_do_not_overlap(index):
    found = index.find(["Wat doen bijen in de winter en in de zomer?"], limit=5)
    places = {(one.chapter.number, at) for one in found for at in range(one.first, one.last + 1)}
    assert len(places) == sum(one.last - one.first + 1 for one in found)


def test_passages_are_short(index):
    for question, _, _ in ASKED:
        for found in index.find([question]):
            assert 0 <= found.first <= found.last < len(found.chapter.sentences)
            assert found.last - found.first < LONGEST_PASSAGE


@pytest.mark.parametrize("question", ["", " ", "wat is dat?", "?!", "…", "en of de"])
def test_nothing_to_go_by(index, question):
    assert index.find([question]) == []


@pytest.mark.parametrize("question", ["你好", "xqzw", "🦔"])
def test_what_is_no_dutch_comes_nowhere_near(index, question):
    assert all(found.confidence < NEAR for found in index.find([question]))


def test_no_hypotheses(index):
    assert index.find([]) == []


@pytest.mark.parametrize(
    "chapters",
    [[], library({"Leeg": []}), library({"": [""]}), library({"A": [], "B": ["Een egel."]})],
)
def test_empty_libraries(chapters):
    assert len(Index(chapters).find(["Wat is een egel?"])) <= 1


@pytest.mark.parametrize("text", ["egel " * 20_000, "x" * 100_000, "9" * 100_000, "é'" * 50_000])
def test_very_long_questions(index, text):
    assert len(index.find([text])) <= 3


def test_other_scripts_are_found():
    index = Index(library({"Слово": ["Привет значит hallo.", "Мир."]}))
    assert index.find(["Привет"])[0].first == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=3), st.integers(0, 4))
def test_any_question(index, hypotheses, limit):
    found = index.find(hypotheses, limit=limit)
    assert len(found) <= limit
    assert found == index.find(hypotheses, limit=limit)
    assert all(0 <= one.confidence <= 1 for one in found)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text(max_size=40), max_size=4), max_size=4))
def test_any_library(texts):
    chapters = library({str(number): text for number, text in enumerate(texts)})
    for question in ("Wat is een egel?", *(sentence for text in texts for sentence in text)):
        for found in Index(chapters).find([question]):
            assert found.chapter in chapters


HEARD_AMISS = [
    ("wat doet mijn voel nes", "De oefening"),
    ("waar woonde majkel", "De schrijver"),
    ("waar woonde mei kel", "De schrijver"),
    ("wat remt de een em dee aap", "De remmer"),
]


@pytest.mark.parametrize(("heard", "title"), HEARD_AMISS)
def test_what_sounds_as_the_lexicon_says_is_found(heard: str, title: str):
    """The recogniser wrote Dutch words for what the voice says in sounds of its own."""
    said = {
        "De oefening": ("Mindfulness brengt rust.", ("mindfulness", "mˈɑjntfulnɛs")),
        "De schrijver": ("Michael kwam uit Gent.", ("michael", "mˈɑjkəl")),
        "De remmer": ("NMDA wordt geremd.", ("en em dee aa", "")),
        "De tuin": ("Een egel eet slakken.", ("egel", "")),
    }
    chapters = [
        Chapter("x", number, title, "chapter", None, (Sentence(text, None, None, "", (sound,)),))
        for number, (title, (text, sound)) in enumerate(said.items(), 1)
    ]
    without = [
        replace(one, sentences=tuple(replace(s, sounds=()) for s in one.sentences))
        for one in chapters
    ]
    found = Index(chapters).find([heard])
    assert found[0].chapter.title == title
    plain = Index(without).find([heard])
    assert found[0].confidence > (plain[0].confidence if plain else 0.0)


def test_a_word_that_the_library_has_is_not_taken_for_another():
    sentences = (
        Sentence("Michael is hier.", None, None, "", (("michael", "mˈɑjkəl"),)),
        Sentence("Mei is koel, kel is rood.", None, None),
    )
    index = Index([Chapter("x", 1, "Rust", "chapter", None, sentences)])
    for asked, sounds in (("waar is mei kel", False), ("waar is mei kjel", True)):
        keys = [key for term in index.read(asked).terms for key, _ in term.alternatives]
        assert any(key.startswith("l") for key in keys) is sounds
