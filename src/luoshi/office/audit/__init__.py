"""The audit chain: one event for every write, each with the hash of the one before."""

from luoshi.office.audit.chain import hash_of, record
from luoshi.office.audit.digests import digest
from luoshi.office.audit.heads import append_missing_head, head_words, standing_head
from luoshi.office.audit.proof import broken

__all__ = ["append_missing_head", "broken", "digest", "hash_of", "head_words", "record", "standing_head"]
