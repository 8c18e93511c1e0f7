"""The stories only say something about consent if their words mean what the model takes them for."""

from itertools import chain, combinations

import pytest

from cameos.models import Topic
from cameos.rules.judging import breaches_of_topics
from cameos.uses import Use
from tests.consent_machine.stage import ACTS, CAPTIONS, OWNERS, TOPICS, naming

CASTS = list(chain.from_iterable(combinations(OWNERS, size) for size in range(1, len(OWNERS) + 1)))
SAID = {f"{naming(cast)} {act}": says for cast in CASTS for act, says in ACTS.items()} | CAPTIONS


@pytest.mark.parametrize("text", SAID)
def test_every_text_of_the_stories_is_about_its_topics_for_certain_and_about_no_other_perhaps(
    text: str,
) -> None:
    read = {(str(breach.topic), breach.is_sure) for breach in breaches_of_topics(Topic, Use(text))}

    assert read == {(topic, True) for topic in SAID[text] & TOPICS}
