"""What people type: checked before any action sees it."""
