"""Letters drawn with other signs: with several strokes ("|\\/|"), with digits, or with far scripts ("卂").

Only words that look disguised are read so; in others a bracket is a bracket.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rights.matching.letters import by_look

# With several strokes. Where two letters share a drawing it stands with the likelier one.
_STROKES = {
    "a": r"/\ /-\ /=\ /~\ (\ |-\ ",
    "b": r"|3 |} |: 13 I3 l3 !3 /3 )3 ]3 |8",
    "c": r"",
    "d": r"|) |] [) I) l) (| c| 1) !) o|",
    "e": r"[- (- |=- ii- =-",
    "f": r"|= |# ph /= ]= 1= I= |-",
    "g": r"(_+ (_- C- (_> (_7 (y, (j c-",
    "h": r"|-| /-/ [-] ]-[ )-( (-) }-{ }{ |~| :-: {-} !-! I-I l-l \-\ |+| ]~[ 1-1 |=| #",
    "i": r"][ ]-",
    "j": r"_| _/ ._| ,_| </ _) _] _1",
    "k": r"|< |{ |( /< 1< l< I< !< ]{ [< |X |x (< \<",
    "l": r"|_ 1_ [_ ][_ I_ !_ (_",
    "m": r"|\/| /\/\ |v| [v] (v) {v} ]v[ ^^ (\/) [\/] {\/} /|\ /v\ |V| (V) [V] /V\ |\|\ !\/! 1\/1 I\/I l\/l "
    r"]\/[ /\\/\ |\\/| IVI lvl |^| /^^\ |'|'| {V} \\\ JVI",
    "n": r"|\| /\/ [\] {\} (\) <\> ]\[ }\{ I\I l\l !\! 1\1 |V /V \|\ /|/ |\\| ^/ |v /\\/",
    "o": r"() [] {} <> (_)",
    "p": r"|* |O |° |D |7 |^ |> []D [D |\" |`",
    "q": r"(_,) ()_ (,) 0_ <| O, (), O_ ()\ 0,",
    "r": r"|2 |? |` |~ |9 12 I2 l2 /2 [z |^\ |- .- 1^ I^ |Z |z",
    "s": r"",
    "t": r"-|- ~|~ '][' ']' -1- -+- '|' `|` -I- -l-",
    "u": r"|_| [_] {_} L| \_\ /_/ \_/ ]_[ l_l I_I !_! 1_1 (_( )_) |.|",
    "v": r"\/ |/ \| \\//",
    "w": r"\/\/ vv VV \^/ |/\| (/\) \|/ \_|_/ \\//\\// '// |/|/ \X/ \_:_/ \V/ `^/ |,| \\/\\/ UU",
    "x": r">< )( }{ )|( 8< >|<",
    "y": r"`/ '/ \-/ '\/ `( -/ \// \|/",
    "z": r"7_ -/_ >_ ~/_ -\_ '/_ ~|_",
}
# With one sign: two guesses, where two are likely.
_SIGNS = {
    "0": "o", "1": "il", "2": "zr", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "tl", "8": "b", "9": "gp",
    "@": "a", "$": "s", "!": "il", "|": "li", "+": "t", "(": "c", "<": "ck", "[": "c", "{": "c", "^": "a",
    "&": "e", "#": "h", "%": "x", "*": "a", "€": "e", "£": "le", "¥": "y", "¢": "c", "©": "c", "®": "r",
    "§": "s", "µ": "u", "×": "x", "¡": "i", "¦": "i", "†": "t", "‡": "t", "°": "o", "¤": "o", "ƒ": "f",
    "∂": "d", "∆": "a", "Δ": "a", "Σ": "e", "Ξ": "e", "∑": "e", "π": "n", "Π": "n", "∏": "n", "√": "v",
    "∞": "oo", "∫": "s", "≥": "z", "?": "p", "~": "n", "№": "n", "™": "tm", "ß": "b", "þ": "p", "ð": "d",
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

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_FAR = {
    sign: letter
    for alphabet in reversed(_ALPHABETS)
    for letter, sign in zip(_LATIN, alphabet, strict=True)
    if not sign.isascii()
}
_DRAWN = {drawing: letter for letter, drawings in _STROKES.items() for drawing in drawings.split()}
_DRAWING = re.compile("|".join(map(re.escape, sorted(_DRAWN, key=len, reverse=True))))


@lru_cache(maxsize=8192)
def far_letters(drawn: str, guess: int) -> str:
    """The letters that a sign, or several strokes, can be taken for; `guess` is 0 or 1."""
    if letter := _DRAWN.get(drawn) or _FAR.get(drawn):
        return letter
    if guesses := _SIGNS.get(drawn):
        return guesses[min(guess, len(guesses) - 1)]
    return by_look(drawn)


def drawings(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where letters drawn with several strokes stand between two places of the text."""
    return [match.span() for match in _DRAWING.finditer(text, start, end)]


def is_far(char: str) -> bool:
    """Is it a letter of another script that dresses a Latin one?"""
    return char in _FAR


def is_turned(text: str) -> bool:
    return not text.isascii() and not _TURNERS.isdisjoint(text)


def turn(letters: str) -> str:
    """Letters read upside down."""
    return letters.translate(_TURNED)
