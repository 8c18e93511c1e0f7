"""What is said of each finding: what was wrong, and what helps. Every refusal has a way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cameos.enrolment.findings import Band


@dataclass(frozen=True, slots=True)
class Advice:
    wrong: str
    help: str


_LIGHT = _("Sit so that a window or a lamp is in front of you, not behind.")
_AGAIN = _("Record once more.")

ADVICE: Mapping[str, tuple[Any, Any]] = {
    "unreadable": (
        _("This file is no recording that we can read."),
        _("Record here, or send an MP4, MOV or WebM from your telephone, as it comes from the camera."),
    ),
    "too_long": (_("The recording is too long."), _("Twenty seconds are enough; at most 45 are read.")),
    "slow": (_("The check took longer than it may."), _("A person looks at it.")),
    "too_short": (_("The recording stops too soon."), _("Say all digits, make all turns, then press Done.")),
    "too_small": (_("The picture is too small."), _("Use a camera with at least 320 by 240 pixels.")),
    "gone": (_("The recording was damaged on its way."), _AGAIN),
    "no_face": (
        _("Most of the time no face was to be seen."),
        _("Hold the camera at the height of your eyes, so that your whole head is in the picture."),
    ),
    "two_faces": (
        _("There was more than one face."),
        _("Record alone, with no other person or large picture of one behind you."),
    ),
    "not_frontal": (
        _("You hardly looked into the camera."),
        _("Look straight ahead while you read the digits, and between the turns."),
    ),
    "blurred": (_("The picture is not sharp."), _("Wipe the lens, hold the camera still, and come closer.")),
    "dark": (_("It is too dark."), _LIGHT),
    "glare": (_("Your face is overexposed."), _("Turn away from the lamp, or sit a little farther from it.")),
    "eyes_hidden": (_("Your eyes are hidden."), _("Take off dark glasses, and move hair out of your eyes.")),
    "no_turn": (
        _("Your head did not turn."),
        _("Turn your head until one ear faces the camera, then look ahead again. A photo cannot do that."),
    ),
    "wrong_turns": (
        _("The turns were not those that we asked for."),
        _("Follow the arrows one by one, and look into the camera between two of them."),
    ),
    "turns_unsure": (_("One turn more or less than we asked for."), _("A person looks at it.")),
    "mirrored": (_("Left and right are exchanged."), _("Some cameras mirror. A person looks at it.")),
    "silence": (
        _("We heard nothing."),
        _("Let the browser use your microphone, check that it is not muted, and speak up."),
    ),
    "wrong_digits": (
        _("The digits were not those that we asked for."),
        _("Read them one by one in English, in a quiet place."),
    ),
    "noise": (_("It was so loud around you that we did not understand."), _("A person listens to it.")),
    "face_changes": (_("It is not the same face throughout."), _("Record in one go, alone.")),
    "face_unsure": (_("We cannot tell whether it is one face throughout."), _("A person looks at it.")),
    "seen_before": (
        _("This very recording was sent before."),
        _("Every challenge needs a new recording, made for it."),
    ),
    "other_member": (
        _("This face is another member's."),
        _("If somebody has put your face here, tell us at /this-is-me/; we look at both."),
    ),
    "member_unsure": (_("This face resembles another member's."), _("A person looks at it.")),
    "earlier_differs": (
        _("This is not the face of your likeness."),
        _("Record yourself. If you have changed a lot, delete your likeness first and begin anew."),
    ),
    "earlier_unsure": (_("We cannot compare this with your likeness."), _("A person looks at it.")),
    "public_name": (_("Your account has the name of a well-known person."), _("A person looks at it.")),
    "assisted": (_("You asked for a person to look."), _("They judge without the turns or the voice.")),
    "faces_unavailable": (_("This site cannot look at faces by itself."), _("A person looks at it.")),
    "speech_unavailable": (_("This site cannot understand speech by itself."), _("A person listens to it.")),
    "no_vector": (_("No face could be measured."), _("A person looks at it.")),
    "check_failed": (_("The check did not come to an end."), _("A person looks at it.")),
}

# What each check looks for, for whoever decides where the programs do not.
CHECKS: Mapping[str, Any] = {
    "recording": _("The recording can be read."),
    "liveness": _("The check comes to an end."),
    "face": _("A face is to be seen."),
    "alone": _("Nobody else is to be seen."),
    "picture": _("They look into the camera."),
    "sharpness": _("The picture is sharp."),
    "light": _("It is neither too dark nor too bright."),
    "eyes": _("The eyes are to be seen."),
    "same": _("It is one face throughout."),
    "challenge": _("They do what was asked for."),
    "turns": _("The head turns as it was asked to."),
    "digits": _("The digits are said as they were shown."),
    "new": _("This recording was not sent before."),
    "owner": _("It is no other member’s face."),
    "name": _("The account has no public person’s name."),
    "earlier": _("It is the face that they had here before."),
}


def looked_for(check: str) -> str:
    """The sentence of a check; a provider's own is shown by its name."""
    return str(CHECKS.get(check, check))


def wrong_with(code: str) -> str:
    """The sentence of a finding; a provider's own code, of which we have none, is shown as it is."""
    return str(ADVICE[code][0]) if code in ADVICE else code


def advice_on(findings: Iterable[Mapping[str, Any]]) -> list[Advice]:
    """One for each finding that did not pass, those that refuse first; each sentence once."""
    order = {Band.REFUSE.value: 0, Band.REVIEW.value: 1}
    bad = sorted((it for it in findings if it["band"] in order), key=lambda it: order[it["band"]])
    if any(it["band"] == Band.REFUSE for it in bad):
        bad = [it for it in bad if it["band"] == Band.REFUSE]
    codes = dict.fromkeys(it["code"] for it in bad)
    return [Advice(*map(str, ADVICE.get(code, (code, _AGAIN)))) for code in codes]
