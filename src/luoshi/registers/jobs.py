"""What the registers do by jobs."""

import luoshi.registers.tables.jobs  # noqa: F401 - registers its kinds of jobs
