"""Hostile texts: each has brought code, or broken code, out of some generator.

`CANARY__` is a name that no document leads to. Code that calls it came out of text.
"""

from __future__ import annotations

CANARY = "CANARY__"

_CALL = f"{CANARY}()"
_IMPORT = f"__import__('builtins').{_CALL}"

PAYLOADS: dict[str, str] = {
    # Ends of string literals and of docstrings.
    "triple quotes": f'"""\n{_CALL}\n"""',
    "triple single quotes": f"'''\n{_CALL}\n'''",
    "docstring that goes on": f'"""; import os; {_CALL}  # ',
    "quotes around a call": f'" + {_CALL} + "',
    "single quotes around a call": f"' + {_CALL} + '",
    "end of a subscript": f'"] = {_CALL}; x["',
    "end of a call": f'"), {_CALL}, ("',
    "parentheses": f"), {_CALL}, (",
    "backslash at the end": "ends with \\",
    "backslash and a quote": f'\\"; {_CALL}  # ',
    "backslashes and triple quotes": f'\\\\"""\n{_CALL}\n\\',
    "escapes that spell quotes": f"\\x22\\u0022\\N{{QUOTATION MARK}}{_CALL}",
    "quote at the end": 'ends with "',
    "many quotes": '"' * 7 + "'" * 5,
    # Line ends, as Python, black or an editor see them.
    "line feed": f"first\n{_CALL}\n",
    "carriage return": f"first\r{_CALL}\r",
    "both line ends": f"first\r\n{_CALL}\r\n",
    "line separator": f"first\u2028{_CALL}\u2029{_CALL}",
    "next line": f"first\x85{_CALL}",
    "form feed and vertical tab": f"first\x0c{_CALL}\x0b{_CALL}",
    "file separators": f"first\x1c{_CALL}\x1d\x1e\x1f",
    "indented lines": f"first\n    {_CALL}\n\tsecond",
    # Templates, and strings with braces.
    "template expression": "{{ " + _CALL + " }}",
    "template statement": "{% set x = " + _CALL + " %}{% endraw %}",
    "template comment": "{# " + _CALL + " #}{#",
    "braces around a call": "{" + _CALL + "}",
    "conversion in braces": "{x!r:>{y}} {0.__class__}",
    "doubled braces": "}}{" + _CALL + "}{{",
    "an open brace": "{",
    "percent": "%s %(name)s %n %",
    "dollars": "$inputs.nothing {$inputs.nothing} ${" + _CALL + "} $",
    # What tools read in comments.
    "type ignore": "# type: ignore",
    "no black": "# fmt: off",
    "black skip": "x # fmt: skip",
    "coding line": "# -*- coding: rot13 -*-",
    "hash": f"#\n{_CALL} #",
    # Characters.
    "half of a surrogate pair": f"a\ud800{_CALL}",
    "other half of a surrogate pair": f"\udfff{_CALL}",
    "beyond the basic plane": f"\U0001f600 \U000e0041{_CALL}",
    "bidirectional controls": f"\u202e{_CALL}\u2066\u2069\u200f",
    "zero width": f"\u200b{_CALL}\u200d\u2060",
    "byte order mark": f"\ufeff{_CALL}",
    "null": f"a\x00{_CALL}",
    "escape sequence": f"\x1b[31m\x9b0m\x7f{_CALL}",
    "compatibility letters": "\uff23\uff21\uff2e\uff21\uff32\uff39\uff3f\uff3f()",
    "ligature": "\ufb01le \u212aey \u00e9 e\u0301",
    # Names.
    "dunder": "__class__",
    "import": _IMPORT,
    "keyword": "class",
    "constant": "None",
    "package": "__init__",
    "device": "con",
    "module that is imported": "httpx",
    "attribute of models": "model_config",
    "lambda": f"lambda: {_CALL}",
    "digits": "1e5",
    "more digits than are read": "1" * 5_000,
    "digits of no number": "\u00b2\u0663",
    "an index that no array has": "999999999",
    "nothing": "",
    "white space": " \t ",
    "way out of the folder": f"../../{CANARY}",
    "absolute path": f"/{CANARY}\\{CANARY}",
    # Other notations.
    "mark-up": f"]]><script>{_CALL}</script>&amp;<!ENTITY x SYSTEM 'y'>",
    "command of a runner": "\n::error file=x::hostile%0A",
    "notation of YAML": f"- ? : !!python/object/apply:builtins.{CANARY} [&a *a]",
    "pattern": f"(?#{_CALL})[a-z]+(",
    "slow pattern": "(a+)+$",
    "query": f"$..[?{_CALL}]",
    "condition": "$statusCode == 200 || 'x' == \"y\"",
    "very long": f"long {_CALL} " * 1500,
    "very long word": "w" * 9000 + '"',
}
