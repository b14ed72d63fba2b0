"""What a podcast app shows below an episode, in the HTML that Apple and Spotify let through."""

from html import escape

from narrate.publish.characters import shortened
from narrate.publish.work import Release

MOST = 4000
"""Bytes of a description (Apple, "A Podcaster's Guide to RSS")."""
LEAD = 1500
"""Bytes of it for what the episode is about."""
TITLE = 120
"""Bytes of a chapter's title."""
VOICE = "<p>Een computerstem leest dit voor.</p>"
"""Listeners want to know who speaks."""


def lead(release: Release) -> str:
    """What an episode is about."""
    text = f"<p>{_escaped(release.description, LEAD)}</p>" if release.description else ""
    return text + VOICE


def notes(release: Release, page: str) -> str:
    """The same, a link to its page, and its chapters: all of them, or as many as fit.

    Chapters are written as Spotify finds them: each on a line, its time before its title.
    """
    before = f'{lead(release)}<p><a href="{escape(page)}">Lees en luister op de pagina</a></p>'
    items = [
        f"<li>({_clock(start)}) {_escaped(title, TITLE)}</li>" for start, title in release.chapters
    ]
    room = MOST - len(f"{before}<p>Hoofdstukken:</p><ul></ul>".encode())
    fitting = _fitting(items, room)
    if not fitting:
        return before
    return f"{before}<p>Hoofdstukken:</p><ul>{''.join(fitting)}</ul>"


def _fitting(items: list[str], room: int) -> list[str]:
    """As many as go into so many bytes, and a last one that says how many there are more."""
    if len("".join(items).encode()) <= room:
        return items
    fitting: list[str] = []
    more = ""
    for count, item in enumerate(items):
        following = f"<li>en nog {len(items) - count} hoofdstukken</li>"
        if len("".join([*fitting, following]).encode()) > room:
            break
        more = following
        fitting.append(item)
    return [*fitting[:-1], more]


def _escaped(text: str, most: int) -> str:
    """A text as HTML, of at most so many bytes."""
    html = escape(shortened(text, most), quote=False)
    # A sign becomes five at most: &amp;
    return html if len(html.encode()) <= most else escape(shortened(text, most // 5), quote=False)


def _clock(seconds: float) -> str:
    """A time as Spotify reads it: 01:02, or 01:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"
