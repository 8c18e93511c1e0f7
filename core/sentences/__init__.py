"""Sentences as vectors: what a text is cut into, and the two models that read the pieces.

`windows` cuts a text, `encoders` turn the pieces into vectors and remember them, `vectors` gives one to
each passage. Whoever asks about the meaning of a text asks here, so that nothing is encoded twice.
"""
