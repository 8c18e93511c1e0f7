"""Another portrait is no way round: it shows the enrolled face, or a person compares."""

from io import BytesIO

import pytest
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from cameos import services
from cameos.faces import Embedding, Face, FacesUnavailable, Image
from cameos.models import Cameo, Enrolment, EnrolmentKind, EnrolmentState
from cameos.services import proposing
from core.decisions import Refused
from core.pictures import BadPicture
from moderation.models import Case
from tests.cameos.enrolment.test_results import judge as judge  # noqa: PLC0414 (a fixture)
from tests.cameos.enrolment.tries import Said, checked, face, named
from tests.cameos.faces.test_measures import FRONT
from tests.cameos.factories import picture
from tests.doors import Door

pytestmark = pytest.mark.django_db


@pytest.fixture
def cameo(alice: User, settings: Settings) -> Cameo:
    settings.LIVENESS = named(Said)
    checked(alice)
    return Cameo.objects.get(owner=alice)


def shows(monkeypatch: pytest.MonkeyPatch, *apart: float) -> None:
    """The picture holds faces that are so far from the enrolled one."""

    def find(image: Image) -> list[Face]:
        return [FRONT] * len(apart)

    def measure(image: Image, found: Face) -> Embedding:
        return face(apart[0])

    monkeypatch.setattr(proposing, "find_faces", find)
    monkeypatch.setattr(proposing, "embed", measure)


def propose(cameo: Cameo) -> Cameo | Enrolment:
    file = BytesIO(picture(500, 500))
    return services.propose_portrait(cameo=cameo, by=cameo.owner, portrait_file=file, country="US")


def test_the_same_face_is_shown_at_once(cameo: Cameo, monkeypatch: pytest.MonkeyPatch) -> None:
    shows(monkeypatch, 0.3)
    shown = propose(cameo)
    assert isinstance(shown, Cameo)
    assert shown.portrait_sha256 != cameo.portrait_sha256
    assert shown.assurance == cameo.assurance


@pytest.mark.parametrize(
    ("apart", "said"),
    [((0.9,), "not the face that you enrolled"), ((), "no face"), ((0.1, 0.1), "several faces")],
)
def test_another_face_none_or_two_are_refused(
    apart: tuple[float, ...], said: str, cameo: Cameo, monkeypatch: pytest.MonkeyPatch
) -> None:
    shows(monkeypatch, *apart)
    with pytest.raises(BadPicture, match=said):
        propose(cameo)
    assert Cameo.objects.get().portrait_sha256 == cameo.portrait_sha256


def test_where_no_program_can_tell_a_person_compares(
    cameo: Cameo, judge: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    shows(monkeypatch, 0.55)
    waiting = propose(cameo)
    assert isinstance(waiting, Enrolment)
    assert (waiting.kind, waiting.state) == (EnrolmentKind.PORTRAIT, EnrolmentState.REVIEW)
    assert Cameo.objects.get().portrait_sha256 == cameo.portrait_sha256
    services.accept_enrolment(enrolment=Case.objects.get().enrolment, by=judge, reason="It is her.")  # type: ignore[arg-type]
    assert Cameo.objects.get().portrait_sha256 != cameo.portrait_sha256


def test_a_refused_portrait_leaves_the_likeness_as_it_was(
    cameo: Cameo, judge: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    shows(monkeypatch, 0.55)
    waiting = propose(cameo)
    assert isinstance(waiting, Enrolment)
    services.refuse_enrolment(enrolment=waiting, by=judge, reason="Nobody can tell.")
    kept = Cameo.objects.kept().get()
    assert kept.portrait_sha256 == cameo.portrait_sha256
    waiting.refresh_from_db()
    assert waiting.sealed_portrait is None
    page = Door(cameo.owner).client.get(reverse("cameos:enrolment", args=[waiting.pk])).content.decode()
    assert "the former one stays" in page
    assert "recording" not in page.split('data-testid="result"')[1]


def test_a_missing_detector_passes_nothing(cameo: Cameo, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(image: Image) -> list[Face]:
        raise FacesUnavailable("it is not installed")

    monkeypatch.setattr(proposing, "find_faces", missing)
    assert isinstance(propose(cameo), Enrolment)


def test_one_question_at_a_time(cameo: Cameo, monkeypatch: pytest.MonkeyPatch) -> None:
    shows(monkeypatch, 0.55)
    propose(cameo)
    with pytest.raises(Refused, match=r"enrolment\.waiting"):
        propose(cameo)
