"""What templates say about rights."""

from django import template

from rights import plain_words
from rights.models import License

register = template.Library()


@register.filter
def in_words(license: License) -> list[str]:
    """The terms, a sentence for each."""
    return plain_words.in_words(license)
