"""How invite codes are written: 20 signs of 5 bits, none of which can be read for another."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20  # 100 bits
_GROUP = 5
_MISREAD = str.maketrans("OIL", "011", "- \t\n")


def canonical(text: str) -> str:
    """The code as stored, from the way people type it: "abcde-0l…" and "ABCDE 01…" are one."""
    return text.upper().translate(_MISREAD)[: LENGTH + 1]


def grouped(code: str) -> str:
    """For people: "7K2QF-9XJ4M-…"."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))
