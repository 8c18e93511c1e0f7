"""How many rounds a race plays. A gate decides each of them, so that a tenth says what all say: 40 in
`make verify`, 400 in `make races`."""

import os

ROUNDS = int(os.environ.get("RACE_ROUNDS", "40"))
FEW = max(1, ROUNDS // 8)  # of those that show what a lock is for, where others show it at length
