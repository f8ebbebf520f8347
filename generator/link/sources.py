"""The source descriptions of an Arazzo document, read when a step asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from ..diagnostics.model import Diagnostic, Diagnostics, TextPlace
from ..diagnostics.rules import limits, names, remote
from ..read.document import Document, JsonValue, Node
from .locate import DocumentLoader, load_from, relative_path, remote_url
from .openapi import Operations, read_source
from .references import References
from .scope import suggestion
from .source_names import declared_source, report_other_case


@dataclass(frozen=True)
class World:
    """What all documents of a run share.

    Attributes:
        identities: The given documents by their `$self`.
        overrides: What replaces source descriptions, by name: files, or https URLs.
    """

    loader: DocumentLoader
    references: References
    identities: Mapping[str, Document]
    overrides: Mapping[str, Path | str]
    operations: dict[Document, Operations | None] = field(default_factory=dict)


@dataclass
class SourceDescriptions:
    """The source descriptions of one document, by name.

    Each is loaded once, when asked for; what is wrong with it is reported once, at
    its `url`.

    Attributes:
        refusals: How often a source was asked for in vain.
    """

    document: Document
    world: World
    diagnostics: Diagnostics
    nodes: dict[str, Node]
    refusals: int = 0
    _loaded: dict[str, Document | None] = field(default_factory=dict)

    @classmethod
    def of(
        cls, document: Document, world: World, diagnostics: Diagnostics
    ) -> SourceDescriptions:
        listed = document.root.get("sourceDescriptions")
        nodes = {
            name: node
            for node in (listed.items() if listed else ())
            if (name := node.text("name")) is not None
        }
        return cls(document, world, diagnostics, nodes)

    def fields(self) -> dict[str, dict[str, JsonValue]]:
        """The fields of each source description, for `$sourceDescriptions.x.url`."""
        return {
            name: dict(node.value)
            for name, node in self.nodes.items()
            if isinstance(node.value, dict)
        }

    def find(self, written: str, node: Node, diagnostics: Diagnostics) -> str | None:
        """The name of the source that a text names; None with a finding.

        Args:
            diagnostics: Where findings go, which stand at the node.
        """
        name = self.name_of(written)
        if name is not None:
            report_other_case(written, name, node, diagnostics)
            return name
        diagnostics.add(
            names.UNKNOWN_SOURCE,
            f"no source description is named {written!r}",
            node.place,
            suggestion(written, self.nodes),
        )
        return None

    def name_of(self, written: str) -> str | None:
        """The name of the source that a text names; nothing is reported."""
        return declared_source(written, self.nodes)

    def named(self, kind: str) -> tuple[str, ...]:
        """The names of the sources that are, or may be, of a type."""
        return tuple(
            name
            for name, node in self.nodes.items()
            if node.text("type") in (kind, None)
        )

    def operations(self, name: str) -> Operations | None:
        """The operations of an OpenAPI source; None with a finding."""
        document = None if self._is_asyncapi(name) else self._load_once(name)
        if document is None:
            self.refusals += 1
            return None
        if document not in self.world.operations:
            self.world.operations[document] = self._index(name, document)
        return self.world.operations[document]

    def arazzo(self, name: str) -> Document | None:
        """The document of an Arazzo source; None with a finding."""
        document = self._load_once(name)
        if document is None:
            self.refusals += 1
        if document is None or document.root.get("arazzo") is not None:
            return document
        node = self.nodes[name]
        self.diagnostics.add(
            names.SOURCE_IS_SOMETHING_ELSE,
            f"the source description {name!r} is no Arazzo document",
            node.place,
            "correct its url or its type",
        )
        self._loaded[name] = None
        return None

    def report_missing(self) -> None:
        """Report the sources that are not there, though no step may use them. One that
        is there is not read for that."""
        for name, node in self.nodes.items():
            if name in self._loaded or self._is_there(name, node):
                continue
            self._load_once(name)

    def _is_there(self, name: str, node: Node) -> bool:
        """Whether a source that is not read yet can be left alone."""
        url = node.text("url")
        if url is None or node.text("type") == "asyncapi":
            return True
        if self.world.overrides.get(name) is not None:
            return False
        if remote_url(self.document, url) is not None:
            return self.world.loader.may_fetch
        path = self.document.path.parent / relative_path(url)
        return self.world.loader.has_file(path)

    def _is_asyncapi(self, name: str) -> bool:
        type_ = self.nodes[name].get("type")
        if type_ is None or type_.value != "asyncapi":
            return False
        self.diagnostics.add(
            limits.ASYNCAPI,
            f"the source description {name!r} is an AsyncAPI document; its steps "
            "are not supported yet",
            type_.place,
        )
        return True

    def _load_once(self, name: str) -> Document | None:
        """The document of a source, or None with a finding."""
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def _index(self, name: str, document: Document) -> Operations | None:
        source = read_source(name, document, document.url)
        if isinstance(source, Diagnostic):
            if document.root.get("arazzo") is not None:
                self.diagnostics.add(
                    names.SOURCE_IS_SOMETHING_ELSE,
                    f"the source description {name!r} is an Arazzo document",
                    self.nodes[name].place,
                    "write 'type: arazzo'",
                )
            else:
                self.diagnostics.extend([source])
            return None
        return Operations(source, self.world.references)

    def _load(self, name: str) -> Document | None:
        node = self.nodes[name]
        url = node.get("url")
        override = self.world.overrides.get(name)
        if isinstance(override, str):
            return self._accept(name, node, self.world.loader.fetch(override))
        if override is not None:
            loaded = self.world.loader.load(override, override.as_posix())
            return self._accept(name, node, loaded)
        if url is None or not isinstance(url.value, str):
            return None
        known = self._identified(url.value)
        if known is not None:
            return known
        loaded = load_from(self.document, url.value, self.world.loader)
        return self._accept(name, url, loaded)

    def _identified(self, url: str) -> Document | None:
        """The given document whose `$self` is what the url says (1.1)."""
        base = self.document.root.text("$self") or ""
        try:
            identity = urldefrag(urljoin(base, url)).url
        except ValueError:  # one of the two is no URL: https://[
            return None
        return self.world.identities.get(identity)

    def _accept(
        self, name: str, node: Node, loaded: Document | Diagnostic
    ) -> Document | None:
        """A document that was loaded; None with a finding at the node."""
        if isinstance(loaded, Document):
            return loaded
        rule, hint = loaded.rule, loaded.hint
        if isinstance(loaded.place, TextPlace) and loaded.place.position is not None:
            self.diagnostics.extend([loaded])
            return None
        if rule is limits.REMOTE_SOURCE:
            hint = f"{hint}, and compile with --source {name}=PATH"
        elif rule not in (remote.URL_REFUSED, remote.FETCH_FAILED):
            rule = names.MISSING_SOURCE
        self.diagnostics.add(rule, loaded.message, node.place, hint)
        return None
