"""The cast, its report and its promises."""

from cast_fixtures import *  # noqa: F403
