"""Small questions to WordprocessingML."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def children(container: Element, tag: str, wrappers: frozenset[str]) -> Iterator[Element]:
    """The children of that name, also those inside wrappers, in order."""
    for child in container:
        if child.tag == W + tag:
            yield child
        elif child.tag in wrappers:
            yield from children(child, tag, wrappers)


def find(element: Element, *path: str) -> Element | None:
    """The element at the end of a path of names, or None."""
    return element.find("/".join(W + tag for tag in path))


def holds(element: Element, *path: str) -> bool:
    """Whether there is an element at the end of the path."""
    return find(element, *path) is not None


def is_on(element: Element, *path: str) -> bool:
    """Whether the switch at the end of the path is there and not set to false."""
    switch = find(element, *path)
    return switch is not None and switch.get(W + "val", "true") not in ("0", "false", "off")


def value(element: Element, *path: str) -> str | None:
    """The `w:val` of the element at the end of the path, or None."""
    found = find(element, *path)
    return None if found is None else found.get(W + "val")


def number(element: Element, *path: str) -> int | None:
    """The `w:val` at the end of the path as a whole number, or None."""
    text = value(element, *path)
    return int(text) if text is not None and text.lstrip("-").isdecimal() else None
