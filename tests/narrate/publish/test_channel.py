"""The table `[publish]` of hoorstuk.toml: what it may hold, and how a mistake in it is told."""

from pathlib import Path

import pytest

from narrate.errors import HoorstukError
from narrate.publish import categories
from narrate.publish.advice import advice
from narrate.publish.channel import Channel, read

BUILD = 'voice = "nl_BE-nathalie-compact"\nlanguage = "nl"\n\n'
"""Settings of `narrate build` above the table, one with a name that stands in both."""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "audio"


def settings(library: Path, lines: str) -> str:
    path = library.parent / "hoorstuk.toml"
    path.write_text(f"{BUILD}[publish]\n{lines}\n", "utf-8")
    return str(path)


def test_without_a_file_or_a_table_it_is_as_built_in(library: Path):
    assert read(library) == Channel()
    (library.parent / "hoorstuk.toml").write_text(BUILD, "utf-8")
    assert read(library) == Channel()


def test_every_setting(library: Path):
    channel = Channel(
        title="Stukken & zo",
        description="Over de hersenen.",
        author="Stichting",
        email="redactie@example.nl",
        language="nl-BE",
        category="Education > Self-Improvement",
        explicit=True,
        copyright="2026 Stichting",
        link="https://example.nl/over?taal=nl",
        base_url="https://example.nl/audio/",
        guid="917393e3-1b1e-5cef-ace4-edaa54e1f810",
        serial=True,
        locked=False,
        funding="https://example.nl/steun",
        word_level=True,
    )
    lines = [
        f"{key} = {str(value).lower()}" if isinstance(value, bool) else f'{key} = "{value}"'
        for key, value in ((name, getattr(channel, name)) for name in Channel.__slots__)
    ]
    settings(library, "\n".join(lines))
    assert read(library) == channel


def test_an_empty_text_says_nothing(library: Path):
    settings(library, 'title = ""\ndescription = " \\u0007 "\nemail = ""\nlanguage = ""')
    assert read(library) == Channel()


def test_texts_are_fit_for_xml(library: Path):
    settings(library, 'title = "Een\\u0000 stuk\\u0007  met\\n<tekens> & \\ufffe🙂"')
    assert read(library).title == "Een stuk met <tekens> & 🙂"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (
            'titel = "x"',
            "no such setting titel in [publish]; choose from title, description, author",
        ),
        ("title = 3", "title is 3; make it a text in quotes"),
        ('explicit = "nee"', "explicit is 'nee'; make it true or false"),
        ("serial = 1", "serial is 1; make it true or false"),
        ('language = "Nederlands"', "language Nederlands: is no language; write nl, or nl-BE"),
        ('email = "redactie"', "email redactie: is no e-mail address; write it as redactie@exam"),
        ('guid = "17"', "guid 17: is no UUID; take that of the old feed, or leave it out"),
        ('category = "Onderwijs"', "category Onderwijs: is none of Apple's; choose from Arts, Bus"),
        (
            'category = "Education > Sport"',
            "category Education > Sport: is none of Apple's; after Education comes > and one of "
            "Courses, How To, Language Learning, Self-Improvement",
        ),
        (
            'category = "History > Rome"',
            "category History > Rome: is none of Apple's; after History comes nothing",
        ),
        ('link = "example.nl"', "link example.nl: is no address; write it whole, as https://exam"),
        ('funding = "mailto:a@b.nl"', "funding mailto:a@b.nl: is no address; write it whole, as"),
    ],
)
def test_a_wrong_setting_is_one_line_with_its_place(library: Path, line: str, complaint: str):
    path = settings(library, f'# een\ncopyright = "2026"\n{line}')
    with pytest.raises(HoorstukError) as error:
        read(library)
    assert str(error.value).startswith(f"{path}:7: {complaint}")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[publish]\ntitle = \n", ":2: is not proper TOML"),
        ("[publish\n", ":1: is not proper TOML"),
        ('voice = "x"\npublish = 3\n', ":2: publish is a table: [publish]"),
        ("[[publish]]\n", ":1: publish is a table: [publish]"),
    ],
)
def test_a_file_that_is_no_table(library: Path, content: str, complaint: str):
    path = library.parent / "hoorstuk.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(HoorstukError) as error:
        read(library)
    assert str(error.value).startswith(f"{path}{complaint}")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.nl/audio/", "https://example.nl/audio/"),
        ("https://example.nl/audio", "https://example.nl/audio/"),
        ("https://example.nl/audio//", "https://example.nl/audio/"),
        ("https://example.nl", "https://example.nl/"),
        ("HTTPS://example.nl:8443/a%20b/c%C3%A9", "https://example.nl:8443/a%20b/c%C3%A9/"),
        ("http://example.nl/ché/<x>/", "http://example.nl/ch%C3%A9/%3Cx%3E/"),
        ("https://bücher.example/audio", "https://xn--bcher-kva.example/audio/"),
        ("https://[::1]:8000/", "https://[::1]:8000/"),
    ],
)
def test_addresses_are_written_as_every_reader_takes_them(
    library: Path, written: str, address: str
):
    settings(library, f'base_url = "{written}"')
    assert read(library).base_url == address
    assert read(library, written).base_url == address


@pytest.mark.parametrize(
    "written",
    [
        "example.nl/audio",
        "//example.nl/audio",
        "ftp://example.nl/audio",
        "file:///home/jan/audio",
        "https://",
        "https:///audio",
        "https://example.nl/a b/",
        "https://example.nl/audio/?x=1",
        "https://example.nl/audio/#begin",
        "https://example.nl:poort/",
        "https://example.nl:0/",
        "https://jan:geheim@example.nl/",
        "https://exa..mple.nl/",
        "https://[::1/",
        "https://example.nl/100%/",
        "/home/jan/audio",
        "C:\\\\audio",
    ],
)
def test_what_is_no_address_of_a_folder(library: Path, written: str):
    told = written.replace("\\\\", "\\")
    fault = f"{told}: is no address of a folder; write it whole, as https://example.nl/audio/"
    path = settings(library, f'base_url = "{written}"')
    with pytest.raises(HoorstukError) as error:
        read(library)
    assert str(error.value) == f"{path}:5: base_url {fault}"
    settings(library, "")
    with pytest.raises(HoorstukError) as error:
        read(library, told)
    assert str(error.value) == f"--base-url {fault}"


def test_the_option_goes_before_the_file(library: Path):
    settings(library, 'base_url = "https://example.nl/"')
    assert read(library, "https://example.be/a").base_url == "https://example.be/a/"


def test_addresses_of_files():
    assert Channel().url("een stuk/é.mp3") == "een%20stuk/%C3%A9.mp3"
    channel = Channel(base_url="https://example.nl/audio/")
    assert channel.url("stuk/a.mp3") == "https://example.nl/audio/stuk/a.mp3"


def test_categories_keep_their_parts():
    assert categories.parts("Health & Fitness>Mental Health") == (
        "Health & Fitness",
        "Mental Health",
    )
    assert categories.parts("Technology") == ("Technology",)


def test_advice_names_what_directories_ask_for():
    asked = [line.split()[0] for line in advice(Channel())]
    assert asked == ["title", "description", "author", "email", "base_url"]
    whole = Channel("T", "D", "A", "a@b.nl", base_url="https://example.nl/")
    assert advice(whole) == []
    insecure = Channel("T", "D", "A", "a@b.nl", base_url="http://example.nl/")
    assert advice(insecure) == [
        "base_url http://example.nl/: apps ask for https; see whether the host has it"
    ]
