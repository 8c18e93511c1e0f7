"""Likenesses, and who may use them."""

from cameos.models.grants import ConsentGrant
from cameos.models.likeness import Cameo
from cameos.models.scopes import Scope

__all__ = ["Cameo", "ConsentGrant", "Scope"]
