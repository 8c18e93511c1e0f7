"""From a description without a name to the work that is meant: by meaning, and by telling words.

`core.sentences` cuts a text and turns the pieces into vectors, `words` weighs the words that a piece
shares with a description, `index` puts the two together. `docs/gate.md` has the figures.
"""
