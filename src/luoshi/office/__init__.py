"""Places, departments, people, roles, and the audit chain."""
