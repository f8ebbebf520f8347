"""Names of Python for ids, keys and titles of documents.

Every name is ASCII, the same for the same text in every run, and never longer than
`MAX_LENGTH` before a suffix. Nothing else in the compiler makes an identifier.
"""

from __future__ import annotations

import hashlib
import keyword
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

MAX_LENGTH = 60
"""Characters of a name made from a text; a longer one is cut and bears a hash."""

_WORD = re.compile(
    r"[A-Z]{2,}(?:s(?![a-z])|v[0-9]+)"  # initials with a small letter: IDs, IPv4
    r"|[A-Z]+(?![a-z])[0-9]*"  # initials: HTTP of HTTPServer
    r"|[A-Z]?[a-z][a-z0-9]*"
    r"|[0-9]+[a-z0-9]*"
)

SOFT_KEYWORDS = frozenset({"_", "case", "match", "type"})
"""Names that read as keywords in some places of the language, as of Python 3.14."""

BUILTINS = frozenset(
    (
        "all",
        "any",
        "assert_never",
        "bool",
        "bytes",
        "dict",
        "enumerate",
        "float",
        "getattr",
        "int",
        "isinstance",
        "len",
        "list",
        "max",
        "min",
        "object",
        "print",
        "property",
        "range",
        "repr",
        "set",
        "sorted",
        "str",
        "sum",
        "super",
        "tuple",
        "type",
        "zip",
    )
)
"""Builtins that generated code may use, and those whose loss would puzzle a reader."""

FIELD_NAMES = frozenset(
    (
        "bool",
        "bytes",
        "dict",
        "float",
        "int",
        "list",
        "str",
        "construct",
        "copy",
        "from_orm",
        "json",
        "model_computed_fields",
        "model_config",
        "model_construct",
        "model_copy",
        "model_extra",
        "model_fields",
        "model_fields_set",
        "model_json_schema",
        "model_parametrized_name",
        "model_post_init",
        "model_rebuild",
        "parse_file",
        "parse_obj",
        "parse_raw",
        "schema",
        "schema_json",
        "update_forward_refs",
        "validate",
    )
)
"""What a field of a pydantic class cannot be called: types that annotations use, and
attributes of BaseModel."""

FIELD_PREFIXES = ("model_validate", "model_dump")
"""Prefixes that pydantic keeps for itself (`protected_namespaces`)."""

BUILTIN_CLASSES = frozenset("""
    ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup
    BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError
    ConnectionAbortedError ConnectionError ConnectionRefusedError
    ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning
    EnvironmentError Exception ExceptionGroup False FileExistsError
    FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError
    ImportError ImportWarning IndentationError IndexError InterruptedError
    IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError
    ModuleNotFoundError NameError None NotADirectoryError NotImplemented
    NotImplementedError OSError OverflowError PendingDeprecationWarning
    PermissionError ProcessLookupError PythonFinalizationError RecursionError
    ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration
    StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError
    TimeoutError True TypeError UnboundLocalError UnicodeDecodeError
    UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning
    UserWarning ValueError Warning ZeroDivisionError
    """.split())
"""The classes and constants among the builtins, as of Python 3.13."""

CLASS_NAMES = BUILTIN_CLASSES | frozenset("""
    Annotated Any ArrayAsSent AsyncGenerator AsyncIterator BaseModel Callable
    ConfigDict Coroutine Decimal ElementTree Field FileInput Final Generator
    GetPydanticSchema InstanceOf Iterable Iterator Literal Mapping NotRequired
    ObjectAsSent Path Sequence TypeAlias TypeVar TypedDict ValidationError XPath1Parser
    XPath2Parser XPath30Parser XPath31Parser
    """.split())
"""Names in a generated module that no class of a document may take."""

DEVICE_NAMES = frozenset(
    ["aux", "con", "nul", "prn"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(10)]
)
"""Names that no file can bear on Windows, with any extension."""


def short_hash(text: str, length: int = 6) -> str:
    """Hexadecimal digits that stand for a text."""
    data = text.encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:length]


def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case: `getHTTPUrl2` is get, http, url2.

    Accents are dropped, other characters beyond ASCII separate words.
    """
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return tuple(word.lower() for word in _WORD.findall(letters))


def snake_case(text: str) -> str:
    """The name of a function, a variable or a module: `allocationID`: allocation_id."""
    return _name(text, "_".join(words(text)), "_", "unnamed")


def class_case(text: str) -> str:
    """The name of a class: `provision-postgres-project`: ProvisionPostgresProject."""
    name = "".join(word[0].upper() + word[1:] for word in words(text))
    return _name(text, name, "", "Unnamed")


def constant_case(text: str) -> str:
    """The name of a constant: `airbyteApi`: AIRBYTE_API."""
    return snake_case(text).upper()


def _name(text: str, name: str, separator: str, unnamed: str) -> str:
    if not name:
        return f"{unnamed}{separator}{short_hash(text)}" if text.strip() else unnamed
    if name[0].isdigit():
        name = ("n" if separator else "N") + name
    if len(name) > MAX_LENGTH:
        name = name[: MAX_LENGTH - 10].rstrip("_") + separator + short_hash(text, 8)
    return name


def unique_names(
    ids: Sequence[str],
    convert: Callable[[str], str],
    reserved: Collection[str] = frozenset(),
) -> dict[str, str]:
    """Names of one scope, by id.

    A keyword, and a name that is reserved, gets an underscore after it. Where several
    ids lead to one name each bears a hash of its id, so that a further one renames
    none of them.

    Args:
        ids: The ids of the scope; repeated ones count once.
        convert: `snake_case`, `class_case` or `constant_case`.
        reserved: Names that the scope holds already, e.g. `FIELD_NAMES`.
    """
    plain = {id_: free_name(convert(id_), reserved) for id_ in ids}
    counts = Counter(plain.values())
    shared = {id_ for id_, name in plain.items() if counts[name] > 1}
    length = 6
    while True:
        names = {
            id_: _with_hash(name, id_, length) if id_ in shared else name
            for id_, name in plain.items()
        }
        counts = Counter(names.values())
        repeated = {id_ for id_, name in names.items() if counts[name] > 1}
        if not repeated and not any(names[id_] in reserved for id_ in shared):
            return names
        shared |= repeated
        length += 2


def told_apart(titles: Iterable[str]) -> list[str]:
    """Titles, each with a number behind it where an earlier one is the same."""
    made: dict[str, None] = {}
    for title in titles:
        one, number = title, 1
        while one in made:
            number += 1
            one = f"{title} {number}"
        made[one] = None
    return list(made)


def free_name(name: str, reserved: Collection[str]) -> str:
    """The name, with underscores after it if it is a keyword or reserved."""
    while keyword.iskeyword(name) or name in reserved:
        name += "_"
    return name


def _with_hash(name: str, id_: str, length: int) -> str:
    name, digits = name.rstrip("_"), short_hash(id_, length)
    if name[0].islower():
        return f"{name}_{digits}"
    return f"{name}_{digits.upper()}" if name.isupper() else name + digits.capitalize()


def field_names(ids: Sequence[str]) -> dict[str, str]:
    """Names of the fields of one class, by the names that the document gives them."""
    return unique_names(ids, _field_case, FIELD_NAMES)


def _field_case(text: str) -> str:
    name = snake_case(text)
    return f"field_{name}" if name.startswith(FIELD_PREFIXES) else name
