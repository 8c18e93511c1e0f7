# ruff: noqa: E501 - tables of words
"""Words that carry no picture: they are neither drawn nor reported as missing."""

from typing import Final

_LISTED: Final = """
a an the and or but nor so yet if then than that this these those there here of to in on at by for from with without within into
onto over under above below behind beside between among around through across along near next past toward towards upon up down out off away back
as is are was were be been being am do does did done doing has have had having can could will would shall should may might must
i you he she it we they me him her us them my your his its our their mine yours who whom whose which what when where why how
not no yes very really just only also too again once still ever never always often while until during before after about
some any each every all both few many much more most less least other another such same own one ones thing things
video clip scene shot shots camera cinematic film movie style footage image picture view pan zoom slow motion close closeup animated animation
make show create please let lets get gets got give go goes going come comes coming take takes like want seems full
one two three four five several pair group couple dozen lot lots
der die das den dem des ein eine einen einem einer eines und oder aber in im an am auf aus bei mit nach von vom zu zum zur uber unter durch fur
ist sind war hat haben wird nicht auch noch sehr ich du er sie es wir ihr sein ihre
el la los las un una unos unas y e o u de del al en con por para sin sobre bajo entre que se su sus es son esta estan hay muy mas no lo le
le la les un une des du de d et ou a au aux en dans sur sous avec par pour sans est sont il elle ils elles on ce cette ces son sa ses qui que ne pas tres plus
il lo la i gli le un uno una e o di del della dei delle da dal dalla in nel nella nei con su sul sulla per tra fra che si non sono sta molto piu
o a os as um uma uns umas e ou de do da dos das em no na nos nas com por para sem sobre que se seu sua nao muito mais esta estao
и в во на с со из к ко по от до за под над у о об при для без через между что как это он она оно они его ее их не но а или же бы ли есть был была
bir ve ile icin bu su o da de mi ki gibi cok en
dan di ke dari yang dengan untuk pada itu ini sebuah seekor seorang para
في من الى إلى على عن مع هذا هذه و او أو ثم هو هي هم لا ما
از در به با و یک این آن را که است می
"""
_VIEWPOINT: Final = """left right front top bottom middle center side edge end start foreground background together alone
big small living large little tiny huge giant tall short long wide deep high low old young new good great
beautiful pretty lovely nice cute wonderful amazing magical happy happily"""

STOPWORDS: Final = frozenset(_LISTED.split())
# Named here because the picture answers them in spirit: size and placing are the painter's.
SOFT_WORDS: Final = frozenset(_VIEWPOINT.split())

COUNTS: Final = {
    "two": 2, "three": 3, "four": 3, "five": 3, "several": 3, "many": 3, "some": 2, "pair": 2, "couple": 2, "group": 3,
    "2": 2, "3": 3, "4": 3, "5": 3, "zwei": 2, "drei": 3, "dos": 2, "tres": 3, "deux": 2, "trois": 3, "tre": 3,
    "dois": 2, "duas": 2, "два": 2, "две": 2, "три": 3, "iki": 2, "uc": 3, "dua": 2, "tiga": 3,
}  # fmt: skip
