"""The digest of a row: what its event says it was, without saying what it held."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Iterable

from django.db import models

from luoshi.office import clock
from luoshi.office.models import Salt

Values = dict[str, object]
Salts = dict[tuple[str, int], str]
"""By the kind and the id of a row."""
BATCH = 500
"""Rows that are asked for, or written, by one statement."""


def salt(rows: Iterable[models.Model]) -> Salts:
    """The salts of the rows that say something of a person, made where there is none; a few statements."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if personal(row):
            wanted[str(row._meta.model_name)].append(row.pk)
    found: Salts = {}
    for subject, keys in wanted.items():
        for start in range(0, len(keys), BATCH):
            there = Salt.objects.filter(subject=subject, subject_id__in=keys[start : start + BATCH])
            found |= {(one.subject, one.subject_id): one.value for one in there}
        missing = [key for key in keys if (subject, key) not in found]
        new = [Salt(subject=subject, subject_id=key, value=secrets.token_hex(32)) for key in missing]
        Salt.objects.bulk_create(new, BATCH)
        found |= {(one.subject, one.subject_id): one.value for one in new}
    return found


def digest(row: models.Model, algorithm: str, salts: Salts) -> str:
    """The hash of a row's fields; after a full stop, that of its personal values with a salt of their own.

    A model names its PERSONAL fields, and as UNDIGESTED those that change without a write of anybody.
    Once the salt is deleted nobody can find a personal value by trying.
    """
    values = personal(row)
    if not values:
        return public_hash(row, algorithm)
    own = salts[str(row._meta.model_name), row.pk]
    return f"{public_hash(row, algorithm)}.{hashed([own, values], algorithm)}"


def same(row: models.Model, told: str, algorithm: str) -> bool:
    """Whether a row still has the digest that was told. Personal values may go, if their salt goes too."""
    public, _, sealed = told.partition(".")
    if public_hash(row, algorithm) != public:
        return False
    values = personal(row)
    if not values and not sealed:
        return True
    salt = Salt.objects.filter(**whose(row)).first()
    if not values:
        return salt is None
    return salt is not None and hashed([salt.value, values], algorithm) == sealed


def public_hash(row: models.Model, algorithm: str) -> str:
    """The hash of all that is not personal."""
    kept = {*getattr(row, "PERSONAL", ()), *getattr(row, "UNDIGESTED", ())}
    names = {field.name for field in row._meta.concrete_fields} - kept
    return hashed(said(row, names), algorithm)


def personal(row: models.Model) -> Values:
    """What a row holds of a person."""
    return said(row, set(getattr(row, "PERSONAL", ())))


def said(row: models.Model, names: set[str]) -> Values:
    """What a row says in these fields. Defaults are left out: a column added later changes no old digest."""
    return {
        field.name: field.value_to_string(row)
        for field in row._meta.concrete_fields
        if field.name in names and not is_default(field, row)
    }


def is_default(field: models.Field, row: models.Model) -> bool:
    """Whether a row says nothing of its own in a field; the moment in which it was written is its own."""
    return field.default is not clock.now and field.value_from_object(row) == field.get_default()


def whose(row: models.Model) -> dict[str, object]:
    """By which the salt of a row is found."""
    return {"subject": row._meta.model_name, "subject_id": row.pk}


def hashed(values: object, algorithm: str) -> str:
    """The hash of plain values, the same on every database."""
    said = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new(algorithm, said.encode()).hexdigest()
