"""arazzo-codegen: compiles Arazzo workflow documents into typed Python modules."""

from .version import __version__

__all__ = ["__version__"]
