"""Letters drawn with other signs: with several strokes ("|\\/|"), with digits, or with far scripts ("卂").

Only words that look disguised are read so; in others a bracket is a bracket.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from rights.matching.letters import by_look

# With several strokes. Many drawings can be cut in more than one way: `lattice.py` follows them all.
_STROKES = {
    "a": r"/\ _\ /-\ /=\ /~\ (\ |-\ <|",
    "b": r"|3 |} |: 13 I3 l3 !3 /3 )3 ]3 |8 j3",
    "d": r"|) |] [) I) l) (| c| 1) !) o| |>",
    "e": r"[- (- |=- =- l=",
    "f": r"|= |# ph /= ]= 1= I= |-",
    "g": r"(_+ (_- C- (_> (_7 (y, (j c- (, [, {, (?,",
    "h": r"|-| /-/ [-] ]-[ )-( (-) }-{ }{ |~| :-: {-} !-! I-I l-l \-\ |+| ]~[ 1-1 |=|",
    "i": r"][ ]-",
    "j": r"_| _/ ._| ,_| </ _) _] _1",
    "k": r"|< |{ |( /< 1< l< I< !< ]{ [< |X |x (< \<",
    "l": r"|_ 1_ [_ ][_ I_ !_ (_",
    "m": r"|\/| /\/\ |v| [v] (v) {v} ]v[ ^^ (\/) [\/] {\/} /|\ /v\ |V| (V) [V] /V\ |\|\ !\/! 1\/1 I\/I l\/l "
    r"]\/[ /\\/\ |\\/| IVI lvl |^| /^^\ |'|'| {V} \\\ JVI <\/>",
    "n": r"|\| /\/ [\] {\} (\) <\> ]\[ }\{ I\I l\l !\! 1\1 |V /V \|\ /|/ |\\| ^/ |v /\\/ \N",
    "o": r"() [] {} <> (_) (0)",
    "p": r"|* |O |° |D |7 |^ |> []D [D |` |º |o",
    "q": r"(_,) ()_ (,) 0_ <| O, (), O_ ()\ 0,",
    "r": r"|2 |? |` |~ |9 12 I2 l2 /2 [z |^\ |- .- 1^ I^ |Z |z",
    "t": r"-|- ~|~ '][' ']' -1- -+- '|' `|` -I- -l- ']['",
    "u": r"|_| [_] {_} L| \_\ /_/ \_/ ]_[ l_l I_I !_! 1_1 (_( )_) |.| (_) _|",
    "v": r"\/ |/ \| \\// <\/>",
    "w": r"\/\/ vv VV \^/ |/\| (/\) \|/ \_|_/ \\//\\// '// |/|/ \X/ \_:_/ \V/ `^/ |,| \\/\\/ UU \\'",
    "x": r">< )( }{ )|( 8< >|<",
    "y": r"`/ '/ \-/ '\/ `( -/ \// \|/ j '/'",
    "z": r"7_ -/_ >_ ~/_ -\_ '/_ ~|_",
}
# With one sign, the likelier letters first.
_SIGNS = {
    "0": "odq", "1": "ilj", "2": "zrs", "3": "em", "4": "ah", "5": "s", "6": "gb", "7": "tlyz", "8": "bx",
    "9": "gpqr", "@": "a", "$": "s", "!": "il", "|": "lij", "+": "t", "(": "c", ")": "d", "<": "ck",
    ">": "d", "[": "c", "]": "d", "{": "c", "}": "d", "^": "anvm", "&": "egq", "#": "h", "%": "xz",
    "*": "aox", "_": "ul", "?": "pr", "~": "ns", "=": "ef", "/": "il", "\\": "il", ",": "j", ";": "ji",
    "€": "ec", "£": "lef", "¥": "y", "¢": "c", "©": "c", "®": "r", "§": "s", "µ": "um", "×": "x", "¡": "i",
    "¦": "i", "†": "t", "‡": "t", "°": "o", "º": "o", "ª": "a", "¤": "o", "ƒ": "f", "∂": "d", "∆": "a",
    "Σ": "es", "∑": "es", "Ξ": "e", "π": "n", "Π": "n", "∏": "n", "√": "v", "∞": "o", "∫": "sf",
    "≥": "z", "ß": "bs", "þ": "p", "ð": "d", "¿": "j", "¶": "pq", "Ω": "o", "Ø": "o", "±": "t", "¬": "r",
    "≈": "f", "∩": "n", "∪": "u", "∈": "e", "⊂": "c", "⊃": "d", "∧": "a", "∨": "v", "⊥": "t", "₩": "w",
    "₱": "p", "₽": "pr", "₦": "n", "₮": "t", "₴": "s", "₵": "c", "₲": "g", "₳": "a", "₭": "k", "₣": "f",
    "₤": "l", "₡": "c", "₥": "m", "₹": "r", "฿": "b",
}  # fmt: skip
# Alphabets that text generators dress Latin letters in, a to z; a blank where they have none.
_ALPHABETS = (
    "ᗩᗷᑕᗪᗴᖴᘜᕼᓰᒍᏦᒪᗰᑎᗝᑭᑫᖇᔕ丅ᑌᐯᗯ᙭Ꭹᘔ",
    "ᗅᗽᑢᗞᕮᖵᏀᕼIᒎᛕᒺᗑᘉᐤᑮᕴᖆᔡ┳ᕫᐻᙎ᙮ᖻᙆ",
    "卂乃匚ᗪ乇千Ꮆ卄丨ﾌҜㄥ爪几ㄖ卩Ɋ尺丂ㄒㄩᐯ山乂ㄚ乙",
    "ﾑ乃c刀乇ｷムんﾉﾌズﾚﾶ刀のｱゐ尺丂ｲひ√Wﾒﾘ乙",
    "闩乃亡句ヨ下呂廾工丿片乚从んロ尸甲尺丂丁凵リ山乂丫乙",
    "ꍏꌃꉓꀸꍟꎇꁅꃅꀤꀭꀘ꒒ꂵꈤꂦꉣꆰꋪꌗ꓄ꀎꃴꅏꊼꌩꁴ",
    "ꋬꃳꉔ꒯ꏂꊰꍌꁝ꒐꒻ꀘ꒒ꂵꋊꄲꉣꆰꋪꇙ꓄꒤꒦ꅐꋋꌦꁴ",
    "₳฿₵ĐɆ₣₲ⱧłJ₭Ⱡ₥₦Ø₱QⱤ₴₮ɄV₩ӾɎⱫ",
    "αвc∂єƒgнιנкℓмησρqяѕтυνωχуz",
    "αβςδεŦġήίĵкĺмήόρqŕśţùνώxчž",
    "ąცƈɖɛʄɠɧıʝƙƖɱŋơ℘զཞʂɬų۷ῳҳყʑ",
    "ǟɮƈɖɛʄɢɦɨʝӄʟʍռօքզʀֆȶʊʋաӼʏʐ",
    "ꪖ᥇ᥴᦔꫀᠻᧁꫝ꠸꠹ᛕꪶꪑꪀꪮρ𝘲𝘳ꪊᡶꪊꪜ᭙᥊ꪗɀ",
    "ᏗᏰፈᎴᏋᎦᎶᏂᎥᏠᏦᏝᎷᏁᎧᎮᎤᏒᏕᏖᏬᏉᏇጀᎩፚ",
    "ДБCDЄFGHIJҜLMИФPQЯSГЦVЩЖЧZ",
    "ልጌርዕቿቻኗዘጎጋጕረጠክዐየዒዪነፕሁሀሠሸሃጊ",
    "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz",
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡxʏᴢ",
)
# Letters that stand on their heads.
_TURNED = str.maketrans("bdnpquwm69", "qpudbnmw96")
_TURNERS = frozenset("ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎⅎ⅄∀")

# Stands for a sign that is no letter we know. No name has it where a letter could be.
UNREAD = "0"
_NAMED = re.compile(r"LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL |OPEN |TURNED )?([A-Z])\b")
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_FAR = {
    sign: letter
    for alphabet in reversed(_ALPHABETS)
    for letter, sign in zip(_LATIN, alphabet, strict=True)
    if not sign.isascii()
}
_DRAWN = {drawing: letter for letter, drawings in _STROKES.items() for drawing in drawings.split()}
_BY_FIRST_STROKE: dict[str, list[tuple[str, str]]] = defaultdict(list)
for _letter, _drawings in _STROKES.items():
    for _drawing in _drawings.split():
        _BY_FIRST_STROKE[_drawing[0]].append((_drawing, _letter))
_DRAWING = re.compile("|".join(map(re.escape, sorted(_DRAWN, key=len, reverse=True))))


@lru_cache(maxsize=8192)
def guesses(drawn: str) -> str:
    """The letters that a sign, or several strokes, can be taken for; none when nobody can tell."""
    if letter := _DRAWN.get(drawn):
        return letter
    found = _FAR.get(drawn, "") + _SIGNS.get(drawn, "")
    look = by_look(drawn)
    if _is_plain(look):
        found += look
    return "".join(dict.fromkeys(found + _named(drawn)))


@lru_cache(maxsize=8192)
def far_letters(drawn: str, guess: int) -> str:
    """One of the guesses; `UNREAD` for what looks like a letter although nobody can tell which."""
    if drawn in ",;/\\=":
        return ""
    if found := guesses(drawn):
        return found[min(guess, len(found) - 1)]
    return UNREAD if drawn and not drawn.isascii() and unicodedata.category(drawn[0])[0] in "LSN" else ""


def _is_plain(letters: str) -> bool:
    return len(letters) == 1 and letters.isascii()


def _named(drawn: str) -> str:
    """The letter that its name in Unicode speaks of: LATIN SMALL LETTER A WITH STROKE."""
    if drawn.isascii():
        return ""
    match = _NAMED.search(unicodedata.name(drawn[0], ""))
    return match[1].casefold() if match else ""


def strokes_at(text: str, place: int) -> Iterator[tuple[str, str]]:
    """The drawings that begin at a place, and their letters."""
    for drawing, letter in _BY_FIRST_STROKE.get(text[place], ()):
        if text.startswith(drawing, place):
            yield drawing, letter


def drawings(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where letters drawn with several strokes stand between two places of the text."""
    return [match.span() for match in _DRAWING.finditer(text, start, end)]


def is_far(char: str) -> bool:
    """Is it a letter of another script that dresses a Latin one?"""
    return char in _FAR


def is_sign(char: str) -> bool:
    """Is it a sign that is rarely seen beside letters, unless it stands for one?"""
    return char in _SIGNS and not char.isascii() and not char.isalnum() and char not in "®©°™×†‡§¶±"


def is_turned(text: str) -> bool:
    return not text.isascii() and not _TURNERS.isdisjoint(text)


def turn(letters: str) -> str:
    """Letters read upside down."""
    return letters.translate(_TURNED)
