"""What other apps ask about likenesses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q

from accounts.handles import canonical, is_well_formed
from accounts.models import User
from cameos.consents import Consent, ask_about_made, ask_all, ask_for_each
from cameos.describing import told_to_makers
from cameos.models import Cameo, CastRequest, ConsentPolicy, Kind
from cameos.policies import judge
from cameos.terms import doubt_about, said_of
from cameos.ties import read_ties
from cameos.uses import Use
from core.decisions import YES, Decision, Span, no
from core.sentences.encoders import EncoderMissing

# Plain or full-width. What comes before must not make it an e-mail address.
_SIGN = "[A-Za-z0-9_Ａ-Ｚａ-ｚ０-９＿]"
MENTION = re.compile(rf"(?<![A-Za-z0-9_.+-])[@＠]({_SIGN}(?:{_SIGN}|[.．](?={_SIGN}))*)")


@dataclass(frozen=True, slots=True)
class Mention:
    """An @handle in a text. `cameo` is None where nobody of that name has a likeness."""

    handle: str
    span: Span
    cameo: Cameo | None


def mentions(text: str) -> list[Mention]:
    """Everybody who is called by @handle, in the order of the text. One question to the database."""
    found = list(handles_in(text))
    cameos = _kept({handle for handle, _ in found})
    return [Mention(handle, span, cameos.get(handle)) for handle, span in found]


def handles_in(text: str) -> Iterator[tuple[str, Span]]:
    """What is written as a handle, and where, with its @: whether anybody is called so or not."""
    for match in MENTION.finditer(text):
        if is_well_formed(handle := canonical(match[1])):
            yield handle, Span(*match.span())


def _kept(handles: set[str]) -> dict[str, Cameo]:
    if not handles:
        return {}
    cameos = Cameo.objects.kept().by_handle(handles).select_related("owner")
    return {cameo.handle: cameo for cameo in cameos}


def read_consents(*, cameos: Iterable[Cameo], by: User, use: Use | None = None) -> Consent:
    """What everyone in a clip says now, as advice: nothing is held. Without `use`, to anything by `by`."""
    ids = [cameo.pk for cameo in cameos]
    rows = Cameo.objects.filter(pk__in=ids).select_related("owner").order_by("pk")
    return ask_all(cameos=rows, by=by, use=use)


def read_consents_for(*, cameo: Cameo, makers: Iterable[int]) -> dict[int, Consent]:
    """What one person says now to each of these makers, by their ids. Nothing is held."""
    return ask_for_each(cameo=_as_it_is(cameo), makers=makers)


def read_consents_to_made(*, cameo: Cameo, made: Sequence[tuple[int, Use]]) -> list[Consent]:
    """What one person says now to each of these clips, by the ids of their makers. Nothing is held."""
    return ask_about_made(cameo=_as_it_is(cameo), made=made)


def _as_it_is(cameo: Cameo) -> Cameo:
    """Now, but paused or not as whoever asks has it: see `Cameo.awake`."""
    fresh = Cameo.objects.select_related("owner").get(pk=cameo.pk)
    fresh.paused_at = cameo.paused_at
    return fresh


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody, or a being, whom a person may think of casting, and the answer. `owner` is the being's."""

    handle: str
    name: str
    decision: Decision
    rules: str = ""
    kind: str = Kind.PERSON
    owner: str = ""

    @property
    def kind_in_words(self) -> str:
        return Kind(self.kind).label.lower()

    @property
    def reason(self) -> str:
        return " ".join(reason.message for reason in self.decision.reasons)


def doubt_in(request: CastRequest, policy: ConsentPolicy) -> str:
    """What in the words of a request perhaps touches a topic that the owner keeps out of; mostly nothing."""
    try:
        doubt = doubt_about(policy, request.use)
    except EncoderMissing:
        return ""
    return said_of(doubt) if doubt else ""


def find_candidates(*, text: str, by: User, limit: int) -> list[Candidate]:
    """Whom `by` may cast first, beings too; then people they follow, with the reason why not."""
    castable = Cameo.objects.castable_by(by).named_like(text).select_related("owner")
    allowed = castable.closest_first(by, limit=limit)
    policies = {it.cameo_id: it for it in ConsentPolicy.objects.current_of(allowed)}
    others = (
        User.objects.in_standing()
        .filter(Q(username__startswith=text.lower()) | Q(display_name__istartswith=text))
        .filter(followers__follower=by)
        .exclude(pk__in=[cameo.owner_id for cameo in allowed if not cameo.is_being])
        .order_by("username")[: limit - len(allowed)]
    )
    welcome = (_welcome(it, _rules(it, policies.get(it.pk), by)) for it in allowed)
    return [*welcome, *_refused(list(others), by)]


def _welcome(cameo: Cameo, rules: str) -> Candidate:
    owner = cameo.owner.username if cameo.is_being else ""
    return Candidate(cameo.handle, cameo.shown_name, YES, rules, cameo.kind, owner)


def _rules(cameo: Cameo, policy: ConsentPolicy | None, by: User) -> str:
    """One's own rules bind others only."""
    return told_to_makers(policy) if policy and cameo.owner_id != by.pk else ""


def _refused(people: list[User], by: User) -> list[Candidate]:
    rows = Cameo.objects.people().filter(owner__in=people).select_related("owner") if people else []
    cameos = {cameo.owner_id: cameo for cameo in rows}
    ties = read_ties(cameos=cameos.values(), by=by)
    return [
        Candidate(
            person.username,
            person.name,
            judge(cameos[person.pk], ties) if person.pk in cameos else _nothing(person),
        )
        for person in people
    ]


def _nothing(person: User) -> Decision:
    name = f"@{person.username}"
    return no("consent.unknown", f"{name} has no likeness here.", subject=name)


def nobody_has(handles: Iterable[str], *, by: User) -> set[str]:
    """Of these handles, those that nobody here has, as far as `by` can tell."""
    wanted = set(handles)
    people = User.objects.get_queryset().findable_by(by).filter(is_active=True, username__in=wanted)
    beings = Cameo.objects.beings().kept().filter(own_handle__in=wanted)
    return wanted.difference(
        people.values_list("username", flat=True), beings.values_list("own_handle", flat=True)
    )
