"""What every test shares."""

import pytest


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Passwords are hashed slowly on purpose; tests make many accounts and guard none."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
