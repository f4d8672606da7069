"""Bytes to characters, for the encodings Chinese offices use. The same bytes always decode the same way."""

from __future__ import annotations

import codecs
import re

from luoshi.reading.sources.content import HAN

SAMPLE = 20_000
"""Characters (or bytes, for the last resort) looked at to judge a guess."""

# The commonest characters of government prose and of Chinese at large, with the traditional forms that
# differ. A right guess scores about 0.5 against them, a wrong one under 0.03.
COMMON = frozenset(
    "业建新的化全发展实和大设一力进区工动产中推成市加政城高项人生务持提保国作等体民强地行增开个年改资目造会"
    "治平施创企以制村能农好重理上坚服水升质完为深合家入经心面用在省公定安量代基现不有点品长主育三级社度济"
    "续机管优更投出快文园医打学规技事路活法是了我他这来到说们子出时要就可对而那得于着下自之过后作县环保"
    "業發展實設進區動產務體強開個資會創農質為經點長級濟續機優園醫學規們這來說時對過後縣環國"
)
LEAST_COMMON = 0.10
LEAST_EXPECTED = 0.9
FEW = 10

EXPECTED = re.compile(
    "[\t\r\n\x20-\x7e\u00a0-\u00ff\u2000-\u206f\u2150-\u218f\u2460-\u24ff\u25a0-\u25ff"
    "\u3000-\u303f\u4e00-\u9fff\ufe30-\ufe4f\uff00-\uffef\ufeff]+"
)

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
GUESSES = ("utf-16-le", "utf-16-be", "gb18030")
RARE_GUESSES = ["big5", "cp950", "big5hkscs", "hz", "utf_16", "utf_32"]


def decode(data: bytes) -> str | None:
    """The text, a byte-order mark kept as its first character; None if no encoding fits without error."""
    text = strictly(data, "utf-8")
    if text is not None and "\0" not in text:
        return text
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return strictly(data, encoding)
    guess = _first_plausible(data)
    return text if guess is None else guess


def strictly(data: bytes, encoding: str) -> str | None:
    """The text if every byte fits the encoding, else None."""
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def plausible(text: str) -> bool:
    """Whether this reads like Chinese rather than like bytes decoded the wrong way."""
    sample = text[:SAMPLE]
    if not sample or sum(map(len, EXPECTED.findall(sample))) < LEAST_EXPECTED * len(sample):
        return False
    han = "".join(HAN.findall(sample))
    return len(han) < FEW or sum(char in COMMON for char in han) >= LEAST_COMMON * len(han)


def _first_plausible(data: bytes) -> str | None:
    for encoding in GUESSES:
        text = strictly(data, encoding)
        if text is not None and "\0" not in text and plausible(text):
            return text
    return _last_resort(data)


def _last_resort(data: bytes) -> str | None:
    """What charset-normalizer makes of the first lines, if the whole text then bears it out."""
    from charset_normalizer import from_bytes

    head = data[:SAMPLE]
    if len(data) > SAMPLE and b"\n" in head:
        head = head[: head.rindex(b"\n")]
    best = from_bytes(head, cp_isolation=RARE_GUESSES).best()
    text = strictly(data, best.encoding) if best is not None else None
    return text if text is not None and plausible(text) else None
