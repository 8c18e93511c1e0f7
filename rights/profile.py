"""The words in which terms are written: our profile of ODRL 2.2 (W3C Recommendation, 15 February 2018)."""

from __future__ import annotations

from django.db import models


class Action(models.TextChoices):
    """Our profile of ODRL's actions."""

    DEPICT = "depict", "Show it"
    REMIX = "remix", "Be remixed"
    VOICE = "voice", "Use its voice"
    LOGO = "logo", "Show its logo"
    COMMERCIAL = "commercial", "Commercial use"


class OpenTo(models.TextChoices):
    EVERYONE = "everyone", "Everyone"
    LISTED = "listed", "The people listed"


class Purpose(models.TextChoices):
    PERSONAL = "personal", "Personal"
    FAN = "fan", "Fan work"
    EDUCATION = "education", "Education"
    NEWS = "news", "News and commentary"
    COMMERCIAL = "commercial", "Commercial"


class Theme(models.TextChoices):
    """What a holder may not want their work to be seen with."""

    VIOLENCE = "violence", "Violence"
    SEXUAL = "sexual", "Sexual content"
    POLITICS = "politics", "Politics"
    RELIGION = "religion", "Religion"
    ALCOHOL = "alcohol", "Alcohol and drugs"
    GAMBLING = "gambling", "Gambling"
    HORROR = "horror", "Horror"


class CoAppearance(models.TextChoices):
    ANY = "any", "Beside anything"
    NO_PEOPLE = "no_people", "Without real people"
    NO_WORKS = "no_works", "Without other protected works"
    ALONE = "alone", "Alone"


class Approval(models.TextChoices):
    NONE = "none", "No approval"
    PROMPT = "prompt", "The prompt, before it is made"
    CLIP = "clip", "The clip, before it is posted"


class Ending(models.TextChoices):
    """What becomes of clips that exist when the license ends."""

    KEEP = "keep", "They stay"
    LIMIT = "limit", "They stay for those who have them; no new remixes, no lists"
    REMOVE = "remove", "They go"
