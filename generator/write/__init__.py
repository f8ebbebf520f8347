"""Stage 6: source texts to files, staged and renamed."""

from .difference import compare_tree
from .location import check_location
from .model import GeneratedFile
from .result import FileChange, TreeDifference, WriteResult
from .tree import write_tree
from .unified import unified_diff

__all__ = [
    "FileChange",
    "GeneratedFile",
    "TreeDifference",
    "WriteResult",
    "check_location",
    "compare_tree",
    "unified_diff",
    "write_tree",
]
