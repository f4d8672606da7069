"""The audit chain: one event for every write, each with the hash of the one before."""

from luoshi.office.audit.chain import hash_of, record
from luoshi.office.audit.digests import digest
from luoshi.office.audit.proof import broken

__all__ = ["broken", "digest", "hash_of", "record"]
