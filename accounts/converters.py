"""What an address can hold of ours."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class HandleConverter(StringConverter):
    """The signs of a user name, a closed account's among them. Nothing else can be anybody's:
    a NUL, for one, is no text to the database."""

    regex = r"[\w.@+-]+"


register_converter(HandleConverter, "handle")
