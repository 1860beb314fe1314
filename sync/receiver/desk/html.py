"""HTML that cannot be broken into: every text is escaped unless it was made here."""

from html import escape


class Html(str):
    """Markup; any other string is text."""

    __slots__ = ()


_EMPTY = frozenset({"img", "input", "link", "meta", "br"})


def tag(name: str, /, *inside: str, **attributes: str | bool | int | None) -> Html:
    """One element. `class_` is class, `for_` is for, `aria_label` is aria-label.

    True is an attribute without a value; None and False leave it out.
    """
    told = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _EMPTY:
        return Html(f"<{name}{told}>")
    return Html(f"<{name}{told}>{joined(*inside)}</{name}>")


def joined(*parts: str) -> Html:
    """Parts after each other, texts among them escaped."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def _attribute(key: str, value: str | bool | int | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
