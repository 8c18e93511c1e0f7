"""What people read of a receipt."""

import pytest

from cameos.receipt_words import in_words


@pytest.mark.parametrize(
    ("permission", "words"),
    [
        ("own", "Their own likeness"),
        ("grant:12", "Approved by name (number 12)"),
        ("scope:mutuals", "By the rules: Mutuals"),
        ("something:new", "something:new"),
    ],
)
def test_a_permission_is_said_in_words(permission: str, words: str) -> None:
    assert in_words({"permission": permission})["permission"] == words


def test_codes_become_words_and_what_is_unknown_stays() -> None:
    said = in_words(
        {"scope": "only_me", "refused_topics": ["politics", "new"], "time": "?", "result": "made"}
    )
    assert (said["scope"], said["result"], said["time"]) == ("Only me", "The clip was made", "?")
    assert said["topics"].endswith(", new")
