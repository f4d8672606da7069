"""Every read of the registers that is more than one line."""
