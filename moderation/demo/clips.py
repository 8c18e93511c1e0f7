"""What the people of the demo world have made. Fixed seeds: every site shows the same clips."""

from dataclasses import dataclass

from moderation.models import ReportReason


@dataclass(frozen=True, slots=True)
class Complaint:
    """A report by one of the demo people."""

    by: str
    reason: ReportReason
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One clip. `slug` names it in every run; `remix_of` is the slug of an earlier one."""

    slug: str
    maker: str
    prompt: str
    caption: str
    liked_by: tuple[str, ...] = ()
    remix_of: str = ""
    complaints: tuple[Complaint, ...] = ()
    waits: bool = False  # a draft that its holder has to see first

    @property
    def key(self) -> str:
        """The idempotency key of its job."""
        return f"demo:{self.slug}"


PLANS = (
    Plan(
        "northern-whale",
        "mika",
        "A whale swims in the ocean at night and a small boat sails under the stars",
        "Could not sleep, so I asked for a whale.",
        liked_by=("oda", "lucia", "wren", "rahel", "ines"),
    ),
    Plan(
        "cat-astronaut",
        "takumi",
        "A cat and a rocket float past the moon at night",
        "Mission control says meow.",
        liked_by=("mika", "lucia", "wren"),
    ),
    Plan(
        "sunflower-morning",
        "oda",
        "@oda waters a sunflower in a garden at sunrise and a bee lands on it",
        "Five in the morning. Worth it.",
        liked_by=("rahel", "jonas", "mika", "wren"),
    ),
    Plan(
        "autumn-ride",
        "rahel",
        "@mika rides a bicycle through the forest in the morning",
        "Somebody still owes me a bicycle bell.",
        liked_by=("mika", "oda"),
    ),
    Plan(
        "cola-penguin",
        "mika",
        "A robot shares a Northstar Cola with a penguin on the beach at sunset",
        "They opened it to everyone, so the penguin gets one too.",
        liked_by=("wren", "takumi", "jonas"),
    ),
    Plan(
        "captain-kite",
        "jonas",
        "Captain Nimbus flies a kite over the harbor at sunrise and a seal applauds",
        "Waiting for a yes from the cloud people.",
        waits=True,
    ),
    Plan(
        "reef-turtle",
        "lucia",
        "A turtle dives past a coral reef with a tropical fish and an octopus",
        "Sound on for this one.",
        liked_by=("mika", "priya"),
    ),
    Plan(
        "harbor-trumpet",
        "jonas",
        "@oda brings a trumpet to the beach and a dolphin jumps out of the waves",
        "She said yes to exactly one trumpet clip. This is it.",
        liked_by=("oda", "rahel", "wren"),
    ),
    Plan(
        "desert-kite",
        "priya",
        "@lucia flies a kite over the desert at sunset next to a camel",
        "Wind: excellent. Camel: unimpressed.",
        liked_by=("lucia", "mika"),
    ),
    Plan(
        "snow-train",
        "rahel",
        "A train rolls through snowy mountains at night while an owl watches",
        "For everybody who misses the night train.",
        liked_by=("jonas", "oda", "wren"),
    ),
    Plan(
        "cat-astronaut-pizza",
        "wren",
        "The cat meets an alien on the moon and they share a pizza",
        "Had to know how it goes on.",
        liked_by=("takumi", "mika"),
        remix_of="cat-astronaut",
    ),
    Plan(
        "snail-race",
        "wren",
        "A snail wins a race against a rabbit in the garden",
        "Final score: 1 to 0.",
        liked_by=("rahel",),
    ),
    Plan(
        "castle-ghost",
        "jonas",
        "A ghost knocks at the door of a dark castle at night and a wolf howls",
        "Do not watch before bed.",
        liked_by=("wren",),
        complaints=(
            Complaint("priya", ReportReason.VIOLENCE, "The howl at the end is too much without a warning."),
            Complaint("lucia", ReportReason.OTHER, ""),
        ),
    ),
)
