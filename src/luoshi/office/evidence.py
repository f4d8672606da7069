"""The evidence folder held against what the database says of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from luoshi.office.files import path
from luoshi.office.models import File


def broken_files() -> Iterator[str]:
    """Files that are missing, or are not what was given, in lines; all of them are read."""
    known = File.objects.order_by("sha256").values_list("sha256", flat=True).distinct()
    for sha256 in known.iterator():
        try:
            with path(sha256).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            yield f"文件 {sha256} 不见了。 file {sha256} is missing"
        except OSError as error:
            yield f"文件 {sha256} 读不出来（{error.strerror}）。 file {sha256} cannot be read"
        else:
            if found != sha256:
                yield f"文件 {sha256} 被改过。 file {sha256} was changed"
