"""Where modules are, relative to each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ModuleLocation:
    """Where a workflow's module is.

    Attributes:
        folder: The package of its document, or empty.
        name: The module, and its function.
    """

    folder: str
    name: str

    @property
    def path(self) -> str:
        """Relative to the output folder."""
        return f"{self.folder}/{self.name}.py" if self.folder else f"{self.name}.py"

    @property
    def dotted(self) -> str:
        """As imports have it, below the output folder."""
        return f"{self.folder}.{self.name}" if self.folder else self.name

    def package_of(self, other: ModuleLocation) -> str:
        """The package from which this module imports another one."""
        if self.folder == other.folder:
            return "."
        return f"..{other.folder}" if self.folder else f".{other.folder}"
