"""What no text of a pack may hold is found however it is written."""

import pytest

from ketaguide.content import plain

HIDDEN = (
    *(chr(code) for code in range(0x20) if code not in (0x09, 0x0A)),
    *(chr(code) for code in range(0x7F, 0xA0)),
    *(chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
)


def test_every_hidden_character_is_found_in_a_line_and_in_a_text() -> None:
    for char in HIDDEN:
        assert "cannot be seen" in plain.fault(f"One{char}two"), hex(ord(char))
        assert "cannot be seen" in plain.fault(f"One\n\ntwo{char}\n"), hex(ord(char))


@pytest.mark.parametrize(
    "text",
    ["www.x.org", "See (WWW.X.ORG)", "wWw.x", "wwW.x", "HTTP://x", "a\nmailto:b", "JavaScript:c"],
)
def test_an_address_is_found_in_any_spelling(text: str) -> None:
    assert "web address" in plain.fault(text)


@pytest.mark.parametrize("text", ["<b>", "One\n</i>", "a <A"])
def test_a_tag_is_found(text: str) -> None:
    assert "HTML" in plain.fault(text)


@pytest.mark.parametrize(
    "text",
    ["", "Note: go slow.", "A tab\there.", "It is 1 < 2.", "Blurred now.", "Ça va, “yes”\u00a0\n…"],
)
def test_plain_text_is_left_alone(text: str) -> None:
    assert plain.fault(text) == ""
