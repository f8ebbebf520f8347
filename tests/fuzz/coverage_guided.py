"""One target under atheris, which lets coverage guide what it tries.

    python -m tests.fuzz.coverage_guided TARGET SECONDS SEED FOLDER

Inputs that reached something new are kept in FOLDER/corpus, and one that is a finding in
FOLDER. The exit status is 0 where there was none.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris  # type: ignore[import-untyped]

from .limits import MOST_MEGABYTES, limited

_LONGEST_INPUT = 4096
_STUCK_SECONDS = 120
"""For what no signal ends; other programs that run count in it, too."""


def main() -> None:
    name, seconds, seed, folder = sys.argv[1:]
    with atheris.instrument_imports(
        include=["arazzo_codegen.read", "arazzo_codegen.expressions"]
    ):
        from .targets import TARGETS  # noqa: PLC0415
    target = TARGETS[name]
    corpus = Path(folder) / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(data)
    words = Path(folder) / "words.txt"
    words.write_text("".join(f"{_quoted(word)}\n" for word in target.words), "ascii")
    options = (
        f"-max_total_time={seconds}",
        f"-timeout={_STUCK_SECONDS}",
        f"-rss_limit_mb={MOST_MEGABYTES}",
        f"-max_len={_LONGEST_INPUT}",
        f"-seed={seed}",
        f"-dict={words}",
        f"-artifact_prefix={folder}/finding-",
        "-print_final_stats=1",
    )

    def check(data: bytes) -> None:
        with limited():
            target.check(data)

    atheris.Setup([sys.argv[0], *options, str(corpus)], check)
    atheris.Fuzz()


def _quoted(word: str) -> str:
    """A word in the notation of libFuzzer's dictionaries."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word.encode("utf-8")) + '"'


if __name__ == "__main__":
    main()
