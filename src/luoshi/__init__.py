"""Luoshi 落实: from a government work report to commitments that can be checked."""

__version__ = "0.1.0"
