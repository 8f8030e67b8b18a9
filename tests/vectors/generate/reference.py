"""TC3-HMAC-SHA256 from the standard library's hashes alone.

Written from the page "Signature v3" of Tencent Cloud's documentation; it shares
nothing with the project's own signer nor with any SDK. It takes a request as
`tc3 sign --batch` reads it, and gives every step.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta


def steps(request):
    host = {"host": request["host"]}
    headers = {name.strip().lower(): value for name, value in {**request["headers"], **host}.items()}
    names = sorted(name.strip().lower() for name in request["signed_headers"])
    lines = "".join(name + ":" + headers[name].strip(" \t").lower() + "\n" for name in names)

    payload = base64.b64decode(request["payload_base64"])
    if request["unsigned_payload"]:
        payload = b"UNSIGNED-PAYLOAD"
    payload_hash = hashlib.sha256(payload).hexdigest()

    parts = [request["method"], "/", request["query"], lines, ";".join(names), payload_hash]
    canonical_request = "\n".join(parts)
    request_hash = hashlib.sha256(canonical_request.encode()).hexdigest()

    at = datetime(1970, 1, 1) + timedelta(seconds=request["timestamp"])
    date, service = at.strftime("%Y-%m-%d"), request["service"]
    scope = f"{date}/{service}/tc3_request"
    string_to_sign = f"TC3-HMAC-SHA256\n{request['timestamp']}\n{scope}\n{request_hash}"

    date_key = mac(b"TC3" + request["secret_key"].encode(), date)
    service_key = mac(date_key, service)
    signing_key = mac(service_key, "tc3_request")
    signature = mac(signing_key, string_to_sign).hex()
    keys = {"date": date_key.hex(), "service": service_key.hex(), "signing": signing_key.hex()}
    return {
        "payload_sha256": payload_hash,
        "canonical_request": canonical_request,
        "canonical_request_sha256": request_hash,
        "string_to_sign": string_to_sign,
        "derived_keys": keys,
        "signature": signature,
        "authorization": f"TC3-HMAC-SHA256 Credential={request['secret_id']}/{scope}, "
        f"SignedHeaders={';'.join(names)}, Signature={signature}",
    }


def mac(key, message):
    return hmac.new(key, message.encode(), hashlib.sha256).digest()
