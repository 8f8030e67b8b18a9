"""What must stand in no output: keys, tokens and derived keys."""

import base64
import hmac

import tc3
from inputs import INPUTS, KEYS, LOCAL_INPUTS, TOKEN


def written(secret):
    """A secret as bytes, in hexadecimal and in Base64."""
    encoded = base64.b64encode(secret).rstrip(b"=")
    return {secret, secret.hex().encode(), secret.hex().upper().encode(), encoded}


def all_secrets():
    found = {}
    for entry in KEYS:
        for form in written(entry["secret_key"].encode()):
            found[form] = "a secret key"
    for form in written(TOKEN.encode()):
        found[form] = "a token"
    for request in [*INPUTS, *LOCAL_INPUTS]:
        if isinstance(request, tc3.Request):
            steps = request.steps()
            key = steps.first_key
            for link in steps.chain:
                key = hmac.digest(key, link, "sha256")
                for form in written(key):
                    found[form] = "a derived key"
    return found


SECRETS = all_secrets()


def leaks(output):
    """What is secret in an output."""
    return sorted({what for secret, what in SECRETS.items() if secret in output})
