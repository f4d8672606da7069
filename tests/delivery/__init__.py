"""A package, for it has a test module of the same name as the tests of the command."""
