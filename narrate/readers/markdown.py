"""Markdown: CommonMark with tables and notes, under front matter in YAML or TOML.

It is made into HTML, so that one walk reads both; each block keeps the line on which it stands.
"""

from collections.abc import Iterator, Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

from narrate.article import Article, LeftOut
from narrate.coverage import proved
from narrate.readers import fragment, frontmatter, html, outline
from narrate.readers.walk import LINE, Walk


def read(content: str, name: str) -> Article:
    """Read an article from its Markdown.

    Raises:
        HoorstukError: there is no text in it, or its front matter cannot be read.
    """
    parted = frontmatter.part(content.replace("\r\n", "\n"), name)
    env: EnvType = {}
    tokens = _PARSER.parse(parted.body, env)
    for token in _with_lines(tokens):
        assert token.map is not None
        token.attrSet(LINE, str(parted.front.count("\n") + token.map[0] + 1))
    page = f'<body {LINE}="1">{_PARSER.renderer.render(tokens, _PARSER.options, env)}</body>'
    body = html.parse(page, name).find("body")
    walk = Walk(body, parted.facts.language or "nl")
    front = [LeftOut(parted.front, "front matter")] if parted.front else []
    article = outline.article(walk.blocks, name, parted.facts, left_out=[*front, *walk.left_out])
    return proved(article, parted.front + "".join(_shown(tokens, env)))


def _with_lines(tokens: Sequence[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.map and token.nesting >= 0 and token.tag)


def _shown(tokens: Sequence[Token], env: EnvType) -> Iterator[str]:
    """Give the text of the source without its marks, in no way by the HTML that is made of it."""
    for token in tokens:
        if token.children:
            yield from _shown(token.children, env)
        elif token.type in ("html_block", "html_inline"):
            yield fragment.words(token.content)
        elif token.type == "footnote_ref" and "label" not in token.meta:
            yield from _shown(_inline_note(token, env), env)
        elif token.type not in ("inline", "image"):
            yield token.content


def _inline_note(token: Token, env: EnvType) -> list[Token]:
    tokens: list[Token] = env["footnotes"]["list"][token.meta["id"]]["tokens"]
    return tokens


class _Renderer(RendererHTML):
    """HTML for the walk: pictures as their text, notes where they are written, fragments clean."""

    def image(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        return f'<img alt="{escape("".join(_shown(tokens[idx].children or [], env)))}">'

    def text_special(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return escape(tokens[idx].content)  # in a note on the spot, where nothing joins it to text

    def html_block(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return fragment.cleaned(tokens[idx].content)

    def html_inline(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return fragment.cleaned(tokens[idx].content)

    def footnote_ref(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        meta = tokens[idx].meta
        if "label" in meta:
            return _reference(f"note-{meta['label']}")
        note = self.renderInline(_inline_note(tokens[idx], env), options, env)
        here = f"inline-note-{meta['id']}"
        return f'{_reference(here)}<span role="doc-footnote" id="{here}">{note}</span>'

    def footnote_reference_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        label = escape(tokens[idx].meta["label"])
        return f'<div role="doc-footnote" id="note-{label}">'

    def footnote_reference_close(
        self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return "</div>"


def _reference(note: str) -> str:
    return f'<a role="doc-noteref" href="#{escape(note)}"></a>'


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", renderer_cls=_Renderer).enable(["table", "strikethrough"])
    notes = ("footnote_ref", "footnote_reference_open", "footnote_reference_close")
    parser.use(footnote_plugin, move_to_end=False)
    for name in notes:  # the plugin put its own in their place
        parser.add_render_rule(name, getattr(_Renderer, name))
    return parser


_PARSER = _parser()
