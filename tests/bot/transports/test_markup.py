"""HTML and entities are read into the same marks."""

from __future__ import annotations

from bot.transports.markup import Mark, Marked, from_entities, from_html


def test_html_and_entities_mean_the_same() -> None:
    html = from_html("🇨🇳 <b>Wang Yi</b>")
    entities = from_entities("🇨🇳 Wang Yi", [{"type": "bold", "offset": 5, "length": 7}])

    assert html == entities == Marked("🇨🇳 Wang Yi", (Mark(3, 10, "bold"),))


def test_an_expandable_quote_is_a_quote() -> None:
    marked = from_html("<blockquote expandable>so</blockquote>")

    assert marked == Marked("so", (Mark(0, 2, "quote"),))


def test_escaped_signs_are_signs() -> None:
    assert from_html("&lt;b&gt; &amp; &quot;").text == '<b> & "'


def test_links_keep_their_address() -> None:
    assert from_html('<a href="https://example.org">here</a>').marks == (
        Mark(0, 4, "link", "https://example.org"),
    )


def test_what_styles_nothing_here_is_passed_over() -> None:
    assert from_html('<tg-time unix="1">noon</tg-time>') == Marked("noon")
    assert from_entities("noon", [{"type": "date_time", "offset": 0, "length": 4}]) == Marked("noon")
