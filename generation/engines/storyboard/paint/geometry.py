"""How large everything is: the view that is filmed, the canvas around it, the sheets that slide."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Geometry:
    """Pixels of one clip. The canvas is the view with a margin; sheets are wider by the camera's reach."""

    view_width: int
    view_height: int

    @property
    def margin_x(self) -> int:
        return round(self.view_width * 0.08)

    @property
    def margin_y(self) -> int:
        return round(self.view_height * 0.05)

    @property
    def reach(self) -> int:
        """How far the farthest-moving sheet may slide to either side."""
        return round(self.view_width * 0.5)

    @property
    def width(self) -> int:
        return self.view_width + 2 * self.margin_x

    @property
    def height(self) -> int:
        return self.view_height + 2 * self.margin_y

    @property
    def sheet_width(self) -> int:
        return self.width + 2 * self.reach

    @property
    def unit(self) -> float:
        """One pixel of the design size of 720 x 1280, in pixels of this clip."""
        return min(self.view_width / 720, self.view_height / 1280)

    def px(self, design: float) -> float:
        """A length of the design in pixels."""
        return design * self.unit

    def x(self, share: float) -> float:
        """The canvas column at a share of the view's width."""
        return self.margin_x + share * self.view_width

    def y(self, share: float) -> float:
        """The canvas row at a share of the view's height."""
        return self.margin_y + share * self.view_height

    def sheet_x(self, share: float) -> float:
        """The sheet column that stands at a share of the view's width while the camera rests."""
        return self.x(share) + self.reach
