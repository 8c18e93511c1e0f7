"""The words in which the owner of a likeness writes what they allow."""

from __future__ import annotations

from django.db import models


class Topic(models.TextChoices):
    """What somebody may not want to be seen with. Each has a word list and examples in `cameos/rules/`."""

    SEXUAL = "sexual", "Sexual or fetish"
    POLITICS = "politics", "Politics"
    VIOLENCE = "violence", "Violence"
    RELIGION = "religion", "Religion"
    BRANDS = "brands", "Brands and endorsement"
    ALCOHOL = "alcohol", "Alcohol and drugs"
    BODY = "body", "Changes of the body"
    MINORS = "minors", "With children"


# Refused for everyone, the owner included: no switch opens it.
ALWAYS_OFF = frozenset({Topic.SEXUAL})
# What a new likeness keeps out of, until its owner says otherwise.
CAUTIOUS = (Topic.SEXUAL, Topic.POLITICS, Topic.BRANDS, Topic.BODY, Topic.MINORS)


def cautious() -> list[str]:
    return sorted(str(topic) for topic in CAUTIOUS)


class Approval(models.TextChoices):
    """What the owner wants to see before it goes on. Each asks for at least what the one before it asks."""

    NEVER = "never", "Never"
    OUTSIDE = "outside", "Clips of people outside my friends, before they are posted"
    CLIP = "clip", "Each clip, before it is posted"
    PROMPT = "prompt", "Each prompt, before anything is made"

    @property
    def rank(self) -> int:
        return list(Approval).index(self)


class Audience(models.TextChoices):
    """Who may come to see what somebody makes under a grant."""

    DRAFT = "draft", "Nobody else: it stays a draft"
    FOLLOWERS = "followers", "The followers of whoever made it"
    EVERYONE = "everyone", "Everyone here"
