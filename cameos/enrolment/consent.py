"""What somebody agrees to before anything of their body is recorded. It is stored with each consent."""

from django.conf import settings
from django.utils.translation import gettext as _


def consent_text() -> str:
    """In full, with this site's own name and terms."""
    return _(
        "I agree that %(site)s records my face and my voice, measures the geometry of my face, and stores "
        "both, in order to find out that I am the person whose likeness is put here, to keep others from "
        "putting it here, and to show me in clips that I allow. The recording is encrypted under a key of "
        "my own, and is deleted at once if it is not accepted, and otherwise %(days)s days after it was. "
        "The measures of my face are deleted when I delete my likeness or my account, or when I have not "
        "been here for %(unused)s days. If the programs are not sure, a member of the staff looks at the "
        "recording; where there is no decision after %(days)s days, it is deleted. Nothing of it is sold, "
        "given to others, or used to train anything. I can take this back at any time: then everything is "
        "deleted at once."
    ) % {
        "site": settings.SITE_NAME,
        "days": settings.RECORDING_DAYS,
        "unused": settings.LIKENESS_UNUSED_DAYS,
    }
