"""The holders' console: an admin site of its own, in which everybody sees their own house alone."""

from rights.console.site import console
from rights.console.urls import pages

console.pages = pages

__all__ = ["console"]
