"""Training the reading by meaning, and saying how well it reads what it has not seen.

Logistic regression with a ridge, all topics at once. Bands come from texts held out: the examples by their
kinds (all about feet, or all in Spanish, are held out together), innocent texts one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from cameos.models import Topic
from cameos.rules.detect import listed_in
from cameos.rules.examples import called, digest, examples, joined, uncalled
from cameos.rules.meaning import Weights, features_of, in_all, scores
from core.sentences.encoders import Encoder, models_digest

FOLDS = 4
RIDGE = 1e-4
TOUCHING = 3.0  # how much more what touches a topic weighs than what does not
STEPS = 300
# The share of innocent texts that may be beyond the band, and of near misses: beyond either, and surely.
SHARES = {Topic.SEXUAL: 0.005, Topic.VIOLENCE: 0.005, Topic.BODY: 0.005}
SHARE, NEAR = 0.01, 0.06
CALLED = 2.0  # the same of scenes with somebody in them, as a multiple
SURE = 0.2  # of these shares

Floats = NDArray[np.float32]
# Texts that touch nothing, each with the topics for which that is not so.
Innocents = Mapping[str, frozenset[Topic]]
_Row = tuple[str, str, frozenset[Topic], frozenset[Topic], bool]


@dataclass(frozen=True, slots=True)
class Text:
    """`topics` are those that it touches, `unasked` those that a list answers for already."""

    text: str
    kind: str
    topics: frozenset[Topic]
    unasked: frozenset[Topic]
    innocent: bool
    features: Floats


def digest_of(innocents: Innocents) -> str:
    """Names all that weights are made from: examples, innocent texts, models."""
    rows = (f"{text} {sorted(topics)}" for text, topics in innocents.items())
    texts = sha256("\0".join(rows).encode()).hexdigest()
    return sha256(f"{digest()} {texts} {models_digest()}".encode()).hexdigest()


def texts_of(innocents: Innocents, models: Sequence[Encoder]) -> list[Text]:
    """Everything to learn from, encoded."""
    return [
        Text(text, kind, topics, (listed_in(text) | unasked) - topics, innocent, features_of(text, models))
        for text, kind, topics, unasked, innocent in _rows(innocents)
    ]


def _rows(innocents: Innocents) -> Iterator[_Row]:
    for it in examples():
        for text in dict.fromkeys((called(it.text), uncalled(it.text))):
            yield text, it.kind, it.topics, frozenset(), False
    for text, unasked in innocents.items():
        for way in (text, joined(text)):
            yield way, text, frozenset(), unasked, True


def train(texts: Sequence[Text]) -> Floats:
    """The table of weights. A text that touches something is one row, another one has a row a passage."""
    rows, touches, weighs = [], [], []
    for it in texts:
        features = it.features.mean(axis=0, keepdims=True) if it.topics else it.features
        rows.append(features)
        touches += [[topic in it.topics for topic in Topic]] * len(features)
        weighs += [[_weight(it, topic) for topic in Topic]] * len(features)
    return _fit(np.concatenate(rows), np.array(touches, np.float32), np.array(weighs, np.float32))


def _weight(it: Text, topic: Topic) -> float:
    if topic in it.topics:
        return TOUCHING
    if topic in it.unasked:
        return 0.0
    return 0.5 if it.topics else 1.0  # what touches one topic may touch another, and nobody has said so


def _fit(rows: Floats, touches: Floats, weighs: Floats) -> Floats:
    """Steps down the gradient, with momentum (Nesterov)."""
    rows = np.concatenate([rows, np.ones((len(rows), 1), np.float32)], axis=1)
    weighs = weighs / weighs.sum(axis=0)
    ridge = np.full((rows.shape[1], 1), RIDGE, np.float32)
    ridge[-1] = 0.0
    most = np.linalg.norm(rows.T @ (rows * weighs.max(axis=1, keepdims=True)), 2)
    step = np.float32(1 / (0.25 * float(most) + RIDGE))
    table = ahead = np.zeros((rows.shape[1], touches.shape[1]), np.float32)
    pace = 1.0
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(rows @ ahead)))
        after = ahead - step * (rows.T @ (weighs * (chance - touches)) + ridge * ahead)
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead, table, pace = after + np.float32((pace - 1) / faster) * (after - table), after, faster
    return table


def held_out(texts: Sequence[Text], say: Callable[[str], None] = lambda _: None) -> Floats:
    """By text, the scores by weights that have not seen its kind."""
    folds = np.array([int.from_bytes(sha256(it.kind.encode()).digest()[:4]) % FOLDS for it in texts])
    found = np.zeros((len(texts), len(Topic)), np.float32)
    for fold in range(FOLDS):
        table = train([it for it, its in zip(texts, folds, strict=True) if its != fold])
        for at in np.flatnonzero(folds == fold).tolist():
            found[at] = in_all(scores(texts[at].features, table))
        say(f"fold {fold + 1} of {FOLDS}")
    return found


def bands(texts: Sequence[Text], found: Floats) -> tuple[Floats, Floats]:
    """From which score on a topic is sure, and perhaps: so that few innocent texts are beyond it."""
    sure, perhaps = np.zeros(len(Topic), np.float32), np.zeros(len(Topic), np.float32)
    for at, topic in enumerate(Topic):
        share = SHARES.get(topic, SHARE)
        limits: tuple[tuple[float, Callable[[Text], bool]], ...] = (
            (share, lambda it: it.innocent),
            (CALLED * share, _is_of_others(topic)),
            (NEAR, _is_near(topic)),
        )
        rows = [(limit, found[_rows_of(texts, topic, fits), at]) for limit, fits in limits]
        sure[at], perhaps[at] = (
            max(np.quantile(its, 1 - limit * part) for limit, its in rows) for part in (SURE, 1.0)
        )
    return sure, perhaps


def _is_near(topic: Topic) -> Callable[[Text], bool]:
    return lambda it: not it.innocent and it.kind.startswith(f"{topic.value}/")


def _is_of_others(topic: Topic) -> Callable[[Text], bool]:
    """What comes near other topics, and somebody is called in it, as in most prompts with a likeness."""
    return lambda it: "@" in it.text and not (it.innocent or it.topics or _is_near(topic)(it))


def weights_of(innocents: Innocents, texts: Sequence[Text], found: Floats) -> Weights:
    sure, perhaps = bands(texts, found)
    return Weights(train(texts), sure.astype(np.float32), perhaps.astype(np.float32), digest_of(innocents))


def report(texts: Sequence[Text], found: Floats) -> Iterator[str]:
    """Lines to print: by topic, what is found of held-out examples, and by mistake."""
    sure, perhaps = bands(texts, found)
    yield "held out: touching, by list, by list or sure, all; near misses, other scenes, innocents: sure, all"
    for at, topic in enumerate(Topic):
        touching = [row for row, it in enumerate(texts) if topic in it.topics]
        listed = np.array([topic in listed_in(texts[row].text) for row in touching])
        near = _rows_of(texts, topic, _is_near(topic))
        others = _rows_of(texts, topic, _is_of_others(topic))
        innocent = _rows_of(texts, topic, lambda it: it.innocent)
        shares = [
            listed.mean(),
            (listed | (found[touching, at] >= sure[at])).mean(),
            (listed | (found[touching, at] >= perhaps[at])).mean(),
            *(
                (found[rows, at] >= band[at]).mean()
                for rows in (near, others, innocent)
                for band in (sure, perhaps)
            ),
        ]
        yield f"  {topic.value:9} {len(touching):4}  " + "  ".join(f"{it:6.1%}" for it in shares)


def _rows_of(texts: Sequence[Text], topic: Topic, fits: Callable[[Text], bool]) -> list[int]:
    """Those that do not touch the topic, and of which no list says so."""
    return [
        row for row, it in enumerate(texts) if topic not in it.topics and topic not in it.unasked and fits(it)
    ]
