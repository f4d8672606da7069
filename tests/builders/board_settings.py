"""The board's own settings, on a data folder that goes with the test run."""

import os
import tempfile

os.environ["LUOSHI_DATA"] = tempfile.mkdtemp(prefix="luoshi-test-")

from luoshi.web.settings import *  # noqa: F403

# Tests ask more often a minute than people do.
PUBLIC_PER_MINUTE = 1_000_000
# Argon2 is slow on purpose; here only its slowness is of no use.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
