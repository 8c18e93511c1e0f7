"""From a description without a name to the work that is meant: by meaning, and by telling words.

`windows` cuts a text, `encoders` turn the pieces into vectors, `words` weighs the words that a piece
shares with a description, `index` puts the three together. `docs/gate.md` has the figures.
"""
