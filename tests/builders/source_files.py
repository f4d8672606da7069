"""Files for the tests of sources, built on the spot: PDF by hand, docx by python-docx, zips, reports."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import docx
import pytest

REPORTS = Path(__file__).parents[3] / "shared" / "reports"


def reports() -> list[Path]:
    """The real reports, if this machine has them."""
    return sorted(REPORTS.glob("*.txt"))


def real_report(start: str) -> str:
    """The text of the real report whose file name starts so; skips the test where there are none."""
    found = next((path for path in reports() if path.name.startswith(start)), None)
    if found is None:
        pytest.skip("no real reports beside this repository (../shared/reports)")
    return found.read_text(encoding="utf-8")


def squeezed(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def docx_file(write: Callable[[docx.document.Document], object]) -> bytes:
    """A Word document that `write` has filled."""
    document = docx.Document()
    write(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def zip_file(entries: dict[str, bytes]) -> bytes:
    """A zip archive with these entries."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


@dataclass
class Put:
    """A line of text on a PDF page: where its baseline starts, in points from the lower left; its size."""

    text: str
    x: float
    y: float
    size: float = 16


@dataclass
class PdfWriter:
    """A PDF with a text layer in a Chinese font that is named, not embedded."""

    objects: list[bytes] = field(default_factory=list)
    trailer: str = ""

    def add(self, body: bytes | str) -> int:
        """One more object; returns its number."""
        self.objects.append(body.encode() if isinstance(body, str) else body)
        return len(self.objects)

    def stream(self, head: str, content: bytes) -> int:
        """One more stream object; `head` is what its dictionary holds beside the length."""
        body = f"<< {head} /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"
        return self.add(body)

    def file(self, root: int) -> bytes:
        """The whole file."""
        out, offsets = b"%PDF-1.4\n", []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
        size = len(self.objects) + 1
        end = (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {size} /Root {root} 0 R {self.trailer} >>\nstartxref\n{len(out)}\n%%EOF"
        )
        return out + end.encode()


def pdf_file(
    pages: list[list[Put]],
    *,
    extra: str = "",
    rotation: int = 0,
    picture: bool = False,
    password: bool = False,
) -> bytes:
    """A PDF of A4 pages; `extra` goes into every page's dictionary, `picture` puts an image on each.

    With a rotation the page is stored turned, so that the lines are displayed where they are put.
    """
    writer = PdfWriter()
    tree, font, image = writer.add(b""), _chinese_font(writer), _grey_dot(writer)
    kids = []
    for lines in pages:
        content = b"\n".join(_operators(line, rotation) for line in lines)
        drawn = writer.stream("", content + b"\nq 500 0 0 800 0 0 cm /Im Do Q" * picture)
        kids.append(
            writer.add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Rotate {rotation} {extra}"
                f" /Resources << /Font << /F {font} 0 R >> /XObject << /Im {image} 0 R >> >>"
                f" /Contents {drawn} 0 R >>"
            )
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    writer.objects[tree - 1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
    if password:
        lock = writer.add(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'5a' * 32}> /U <{'a5' * 32}> >>")
        writer.trailer = f"/Encrypt {lock} 0 R /ID [<00> <00>]"
    return writer.file(writer.add(f"<< /Type /Catalog /Pages {tree} 0 R >>"))


def _operators(line: Put, rotation: int) -> bytes:
    x, y = line.x, line.y
    matrix = {
        0: f"1 0 0 1 {x} {y}",
        90: f"0 1 -1 0 {595 - y} {x}",
        180: f"-1 0 0 -1 {595 - x} {842 - y}",
        270: f"0 -1 1 0 {y} {842 - x}",
    }[rotation]
    code = line.text.encode("utf-16-be").hex()
    return f"BT /F {line.size} Tf {matrix} Tm <{code}> Tj ET".encode()


def _chinese_font(writer: PdfWriter) -> int:
    shape = writer.add(
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        " /ItalicAngle 0 /Ascent 752 /Descent -271 /CapHeight 737 /StemV 58 >>"
    )
    glyphs = writer.add(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500]"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
        f" /FontDescriptor {shape} 0 R >>"
    )
    return writer.add(
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        f" /DescendantFonts [{glyphs} 0 R] >>"
    )


def _grey_dot(writer: PdfWriter) -> int:
    head = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    return writer.stream(head, b"\x80")


def column(lines: list[str], x: float = 72, top: float = 700, pitch: float = 24) -> list[Put]:
    """Lines below each other; one that starts with the ideographic space is indented by that."""
    return [Put(text, x, top - pitch * number) for number, text in enumerate(lines)]


def set_in_lines(text: str, width: int = 28) -> list[str]:
    """Paragraphs broken into lines of so many characters, each paragraph's first indented by two."""
    indented = ["　　" + paragraph.strip() for paragraph in text.splitlines() if paragraph.strip()]
    return [line[at : at + width] for line in indented for at in range(0, len(line), width)]


def typeset(text: str) -> bytes:
    """A report as an office prints it: a running head, thirty lines, a page number."""
    lines = set_in_lines(text)
    pages = []
    for number, at in enumerate(range(0, len(lines), 30), 1):
        head, foot = Put("政府工作报告", 230, 800, 9), Put(f"- {number} -", 285, 40, 9)
        pages.append([head, *column(lines[at : at + 30], top=740, pitch=22), foot])
    return pdf_file(pages)
