"""A word more in a list of YAML, however the list is written."""

from __future__ import annotations

import pytest
import yaml

from bot.drafting.word_lists import NotThereError, with_word

FORMS = {
    "a line each": "things:\n  - id: x\n    asks:\n      en:\n        - one  # why\n\n  # next\n  - id: y\n",
    "brackets": "things:\n  - id: x\n    asks:\n      en: [one]  # why\n  - id: y\n",
    "brackets over lines": "things:\n  - id: x\n    asks:\n      en: [one,\n       two\n      ]\n  - id: y\n",
    "all in brackets": "things: [{id: x, asks: {en: [one]}}, {id: y}]\n",
    "another language": "things:\n  - id: x\n    asks:\n      ru: [один]\n  - id: y\n",
    "another language in braces": "things:\n  - id: x\n    asks: {ru: [один]}\n  - id: y\n",
    "no list": "things:\n  - id: x\n    text: |\n      some\n      lines\n\n  - id: y\n",
    "an empty list": "things:\n  - id: x\n    asks: {en: []}\n  - id: y\n",
    "no line's end": "things:\n  - id: y\n  - id: x\n    asks:\n      en:\n      - one",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("word", ["plain", 'with: colon, "marks" and #', "- dash", "no", "2004"])
def test_it_is_there_once_and_nothing_else_changes(text: str, word: str) -> None:
    after = with_word(text, "x", "asks", "en", word)
    before, found = ({item["id"]: item for item in yaml.safe_load(one)["things"]} for one in (text, after))

    assert found["x"]["asks"]["en"] == [*before["x"].get("asks", {}).get("en", []), word]
    assert found["y"] == before["y"]
    assert "# why" in after or "# why" not in text


def test_an_item_that_is_not_there_is_told() -> None:
    with pytest.raises(NotThereError):
        with_word("things: []\n", "x", "asks", "en", "one")
