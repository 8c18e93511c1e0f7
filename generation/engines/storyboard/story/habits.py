# ruff: noqa: E501 - tables of words
"""What the painter knows about each emoji: how it moves, how large it is, where it lives, how it is cut."""

from collections.abc import Mapping
from typing import Final, TypeVar

import emoji

from .spec import Motion, Place

Value = TypeVar("Value")


def plain(char: str) -> str:
    """The emoji without the mark that asks for a colored glyph: tables are kept without it."""
    return char.replace("\ufe0f", "")


def _each(listed: str) -> frozenset[str]:
    return frozenset(plain(str(found["emoji"])) for found in emoji.emoji_list(listed))


def _table(rows: Mapping[Value, str]) -> dict[str, Value]:
    return {char: value for value, listed in rows.items() for char in _each(listed)}


_MOTIONS: Final[dict[str, Motion]] = _table({
    Motion.FLY: "🐦🦅🦉🦋🐝🦇🕊🦜🚁✈️🛩🚀🛸🛰🧚🦟🪰🐞☄️🪂🐦‍⬛🐉",
    Motion.FLOAT: "🎈🪁👻🧞👼🫧🎆🎇💫⭐🌟✨❤️💕🪐🌍🌎🌏💎",
    Motion.SWIM: "🐟🐠🐡🦈🐙🦑🐬🐋🐳🐢🦭🪼🦐🦞🧜",
    Motion.SAIL: "⛵🚤🛥🚢🛳⛴🛶🦆🦢🏄🚣🏊",
    Motion.DRIVE: "🚗🚙🏎🚕🚓🚌🚎🚑🚒🚚🚛🚜🛵🏍🛺🚲🚂🚃🚄🚅🚆🚋🚞🚝🛻🚐🚴🛴🛹🚍🚔🚖🚘",
    Motion.HOP: "🐇🐰🦘🐸🦗🐿🐥🐤🐣🐵🐒⚽🏀🏈🏐",
    Motion.DANCE: "💃🕺🤡🧑‍🎤",
    Motion.WALK: "🐕🐈🐎🐘🦒🦓🐅🐆🦌🐂🐃🐄🐖🐏🐑🐐🐪🐫🦙🦏🦛🐁🐀🦔🦡🦫🦦🐓🦃🐧🦖🦕🦍🦧🐩🐕‍🦺🐈‍⬛🦝🐊🦎🐌🦀🐜🪲🐛🫏🦩🦚🦨🦥🦬🦣🐍🦂🕷🚶🏃🦊🐺🐻🐼🐨🦁🤖👽🐮🐷🐹🐭🐯🐻‍❄️🐗🫎🦄🐴🐲👧👦👩👨🧒🧑👵👴🧓👸🤴🫅🧙💂🥷🕵️🤶🎅🧛🧟🧑‍🚀👨‍🚀👩‍🚀",
})  # fmt: skip
# Sprites with a strip of water at their foot.
WATERED: Final = _each("⛵🚤🛥🛶🚣🛳⛴🏊")
# Sprites that are only a head get a whole body, those that end at the chest a lower one.
HEADS: Final = _each(
    "🦊🐺🐻🐼🐨🦁🐸🤖👽🐮🐷🐹🐭🐰🐱🐶🐵🐯🐻‍❄️🫎🐗🐔🦄🐴🐲🦌🦏🦍🦓🦝👾👹👺🤡💀🎃👧👦👩👨🧒🧑👵👴🧓👶👸🤴🫅👱🧔👲🧕🙂😊😎🥳🤠😺"
)
BUSTS: Final = _each(
    "🧙💂👮🕵️🥷🧑‍🚀👨‍🚀👩‍🚀🧑‍🍳👨‍🍳👩‍🍳🧑‍🎤👨‍🎤👩‍🎤🧑‍🎨👨‍🎨👩‍🎨🧑‍🔬👨‍🔬👩‍🔬🧑‍🌾👨‍🌾👩‍🌾🧑‍✈️👨‍✈️👩‍✈️🧑‍🚒👨‍🚒👩‍🚒🧑‍🎓👨‍🎓👩‍🎓🧑‍🏫👨‍🏫👩‍🏫🧑‍⚕️👨‍⚕️👩‍⚕️🧑‍🔧👨‍🔧👩‍🔧🧑‍💼👨‍💼👩‍💼🧑‍💻👨‍💻👩‍💻🧛🤶🎅👷🤵👰🦅🧚🧟"
)
PERSONS: Final = _each("👧👦👩👨🧒🧑👵👴🧓👶👸🤴🫅👱🧔👲🧕")
# In Twemoji most animals and vehicles look to the left; these look to the right.
LOOKS_RIGHT: Final = _each("🚀✈️🐧🏄🚤🏊")

_SIZES: Final[dict[str, float]] = _table({
    0.42: "🐝🐞🐜🦟🪰🐛🍎🍓🎈💎🔑🧭🐚🐁🐹🐭🐥🐤🐣🦐🍄🦗🐌⭐🌟✨☕🍕🍔🍦🍩🍪🍬🍭",
    0.62: "🎂🎁⚽🏀🏈🎸🎻🎺📚📖🧸☂️🪁🦋🐦🐟🐠🐡🐇🐿🦔🦀🌸🌹🌻🌷🔥❤️🐸🦆🐢🦉🕊🥁🪄🍜🏮🪔🐦‍⬛🪼🎃",
    1.0: "🐕🐈🦊🐺🐼🐨👧👦🧒🐖🐑🐐🐧🐒🦝🦁👻🤖👽🚲🛵🏍⛺🧚☃️⛄🐙🦑",
    1.22: "🐎🐅🐆🐄🐂🦌🦓🦒🐪🐫🐊🐻🐬🦈🚗🚙🏎🚕🚓⛵🚤🛶🛸🚀🧙💃🕺🌵🛋🐉🐻‍❄️🦄",
    1.5: "🐘🦖🦕🦣🦏🐋🐳🚌🚎🚑🚒🚚🚛🚜🚂🚆🚋🚢🛳⛴✈️🚁🏠🏡🏰🏯🗼🗽🌳🌲🌴🎪🎡🎢⛩️🛖🏛️⛲🌋🎄🗿🏚️⛪🕌🏫🏥",
})  # fmt: skip
# What a figure with hands may hold.
HELD: Final = _each("☂️🌂🎈🎸🎻🎺🎷📖🪄🎁☕🍦🌹🌻🌷💐🍎🍕🍔🍩🍭🗡🔦🏮🎣📷🧸🏆⚔️🪁🍌🍪🔑🎤🏀⚽🔮🧹")
# Things that stand behind the others, like scenery.
SCENERY: Final = _each("🏠🏡🏰🏯🗼🗽🌳🌲🌴🎪🎡🎢⛩️🛖🏛️⛲🌋🎄🗿🏚️⛪🕌🏫🏥🛋⛺🚢🛳🚂🚆🚌🚎🏭🏢🎠")

# Swimmers that never show above the surface.
DEEP_ONES: Final = _each("🐟🐠🐡🦈🐙🦑🪼🦐🐚🧜🪸🦞")

HOME: Final[dict[str, Place]] = _table({
    Place.UNDERWATER: "🐟🐠🐡🦈🐙🦑🐋🐳🐬🪼🧜🐚🪸🦐",
    Place.SEA: "⛵🚤🛥🚢🛳⛴🚣",
    Place.BEACH: "🦀🏖️🌴🏄🐢🥥",
    Place.SPACE: "🚀🛸🛰👽👾🧑‍🚀👨‍🚀👩‍🚀🪐☄️🌍🌎🌏",
    Place.DESERT: "🐪🐫🌵🦂",
    Place.SNOW: "🐧☃️⛄🐻‍❄️🎿⛷️🏂🛷🎅🤶🦭⛸️",
    Place.CITY: "🚗🚙🏎🚕🚓🚌🚎🚑🚒🛵🏍🏢🚦",
    Place.FOREST: "🦊🐺🐻🦉🦌🦝🐗🫎🐒🦍🐅🐿🍄🧚🧙",
    Place.MEADOW: "🦋🐝🐇🐰🐄🐑🐖🐎🌻🌷🚜🪁🐓🦄",
    Place.ROOM: "🛋🛁🛏️📺🎹🖥️💻🍕🍳🧑‍🍳🧸",
    Place.MOUNTAINS: "🐐🦅🦙🐉🏔️",
    Place.SKY: "✈️🛩🚁🪂🎈",
})  # fmt: skip


def default_motion(char: str) -> Motion:
    """How the thing moves when the prompt does not say."""
    return _MOTIONS.get(plain(char), Motion.STAND)


def is_alive(char: str) -> bool:
    """Whether it moves by itself: a verb of the prompt may then command it."""
    return plain(char) in _MOTIONS or plain(char) in HEADS | BUSTS


def size_of(char: str) -> float:
    """How large the sprite is beside a person of 1.0."""
    return _SIZES.get(plain(char), 0.85)
