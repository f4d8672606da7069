"""Settings, addresses, base pages."""
