"""Train the reading of topics by meaning, write its weights, and print how well it reads texts held out.

    python -m bench.train_topics

Learns from `cameos/rules/examples/`; what is innocent is rights/corpus/. Takes some minutes.
"""

from __future__ import annotations

import numpy as np

from bench import alone  # noqa: F401 (before the apps)
from cameos.models import Topic
from cameos.rules.meaning import WEIGHTS
from cameos.rules.training import held_out, report, texts_of, weights_of
from core.sentences.encoders import encoders
from rights.corpus import innocent, near_misses

# Innocent of any right, but not of these topics: by id.
TOUCHING = {
    "i0696": Topic.POLITICS, "i0713": Topic.POLITICS, "i0688": Topic.BRANDS, "i0744": Topic.BRANDS,
    "i0849": Topic.BRANDS, "n010": Topic.ALCOHOL, "n128": Topic.RELIGION, "i0143": Topic.MINORS,
    "i0444": Topic.MINORS, "i0648": Topic.MINORS, "i0704": Topic.MINORS, "n086": Topic.MINORS,
    "n127": Topic.MINORS,
}  # fmt: skip


def innocents_of_rights() -> dict[str, frozenset[Topic]]:
    """Each text, with the topics that it touches all the same."""
    prompts = (*innocent(), *near_misses())
    return {it.text: frozenset({TOUCHING[it.id]} if it.id in TOUCHING else ()) for it in prompts}


def main() -> None:
    innocents = innocents_of_rights()
    texts = texts_of(innocents, encoders())
    print(f"{len(texts)} texts, {sum(it.innocent for it in texts)} of them innocent")
    found = held_out(texts, print)
    print(*report(texts, found), sep="\n")
    made = weights_of(innocents, texts, found)
    np.savez_compressed(
        WEIGHTS,
        table=made.table.astype(np.float16),
        sure=made.sure,
        perhaps=made.perhaps,
        made_from=np.array(made.made_from),
    )


if __name__ == "__main__":
    main()
