"""The records that figures are counted from."""
