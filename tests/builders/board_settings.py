"""The board's own settings, on a data folder that goes with the test run."""

import os
import tempfile

os.environ["LUOSHI_DATA"] = tempfile.mkdtemp(prefix="luoshi-test-")

from luoshi.web.settings import *  # noqa: F403

# Argon2 is slow on purpose; here only its slowness is of no use.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
