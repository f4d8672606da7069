"""The audit chain: one event for every write, each with the hash of the one before."""

from luoshi.office.audit.chain import Act, hash_of, record, record_all
from luoshi.office.audit.digests import digest
from luoshi.office.audit.heads import append_missing_head, head_words, standing_head
from luoshi.office.audit.proof import broken

__all__ = [
    "Act",
    "append_missing_head",
    "broken",
    "digest",
    "hash_of",
    "head_words",
    "record",
    "record_all",
    "standing_head",
]
