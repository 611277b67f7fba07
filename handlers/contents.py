"""A long list as a table of contents: all of it in view, and each thing a press or two away."""

from __future__ import annotations

from dataclasses import dataclass

_FACTOR = 10_000
"""A branch is told within a page number: where it begins, and how many things it holds."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Some things of a list that follow one upon another; a single one is the thing itself.

    Attributes:
        start: The place of the first, from 0.
        size: How many there are, at least 1 unless the list is empty.
    """

    start: int
    size: int

    @property
    def page(self) -> int:
        """The number by which a button tells it."""
        return self.start * _FACTOR + self.size

    @property
    def places(self) -> range:
        """The places of its things."""
        return range(self.start, self.start + self.size)

    def holds(self, other: Branch) -> bool:
        """Whether all of another branch stands within this one."""
        return set(other.places) <= set(self.places)


@dataclass(frozen=True, slots=True)
class Contents:
    """A list of so many things.

    Attributes:
        count: Of things, less than ten thousand.
        room: For buttons on the first page.
        beneath: For buttons on the pages behind it, which have a way back; at least 2.
    """

    count: int
    room: int
    beneath: int

    @property
    def root(self) -> Branch:
        """The whole list."""
        return Branch(0, self.count)

    def branch(self, page: int) -> Branch:
        """Give the branch that a button told; the whole list for what is none of it (any more)."""
        wanted = Branch(*divmod(page, _FACTOR))
        return next((one for one in self._way_to(wanted) if one == wanted), self.root)

    def within(self, branch: Branch) -> tuple[Branch, ...]:
        """Give the branches of a branch, one for each button."""
        room = self.room if branch == self.root else self.beneath
        if branch.size <= room:
            return tuple(Branch(place, 1) for place in branch.places)
        whole = self.beneath
        while whole * room < branch.size:
            whole *= self.beneath
        # As many full pages as there can be; what is left over makes the last branches deeper.
        is_deep = whole > self.beneath
        unit = whole // self.beneath if is_deep else 1
        units = -(-branch.size // unit)
        parts = room if is_deep else -(-branch.size // whole)
        found, start = [], branch.start
        for part in range(parts):
            size = min((units + part) // parts * unit, branch.start + branch.size - start)
            found.append(Branch(start, size))
            start += size
        return tuple(found)

    def above(self, branch: Branch) -> Branch:
        """Give the branch on whose page a branch or a thing stands; the whole list for the whole list."""
        way = [one for one in self._way_to(branch) if one != branch]
        return way[-1] if way else self.root

    def _way_to(self, wanted: Branch) -> tuple[Branch, ...]:
        """Give the branches from the whole list down to one, as far as there is a way."""
        way = [self.root]
        while way[-1] != wanted and way[-1].size > 1:
            step = next((one for one in self.within(way[-1]) if one.holds(wanted)), None)
            if step is None:
                break
            way.append(step)
        return tuple(way)
