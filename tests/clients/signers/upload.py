"""A file as multipart/form-data, as scripts that upload do it.

Usage: python3 upload.py [type-without-boundary | hash-of-parameters]
"""

import hashlib
import hmac
import json
import sys
from datetime import datetime, timezone

MISTAKE = sys.argv[1] if len(sys.argv) > 1 else None
BOUNDARY = "----b7f0c2a4e81d"
HOST = "cii.tencentcloudapi.com"
NOW = 1700000000


def multipart(fields, files):
    body = b""
    for name, value in fields.items():
        body += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode()
        body += value.encode() + b"\r\n"
    for name, (filename, content) in files.items():
        body += f"--{BOUNDARY}\r\n".encode()
        body += f'Content-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'.encode()
        body += b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n"
    return body + f"--{BOUNDARY}--\r\n".encode()


def hmac256(key, message):
    return hmac.new(key, message.encode(), hashlib.sha256).digest()


def authorization(secret_id, secret_key, content_type, payload):
    date = datetime.fromtimestamp(NOW, timezone.utc).date().isoformat()
    canonical = "\n".join([
        "POST", "/", "", f"content-type:{content_type}", f"host:{HOST}", "",
        "content-type;host", hashlib.sha256(payload).hexdigest(),
    ])
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    scope = f"{date}/cii/tc3_request"
    key = hmac256(hmac256(hmac256(b"TC3" + secret_key.encode(), date), "cii"), "tc3_request")
    signature = hmac256(key, f"TC3-HMAC-SHA256\n{NOW}\n{scope}\n{hashed}").hex()
    return (f"TC3-HMAC-SHA256 Credential={secret_id}/{scope}, "
            f"SignedHeaders=content-type;host, Signature={signature}")


fields = {"FileType": "image"}
body = multipart(fields, {"File": ("scan.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\r\n\x00")})
content_type = f"multipart/form-data; boundary={BOUNDARY}"
signed_type, payload = content_type, body
if MISTAKE == "type-without-boundary":
    # The library adds the boundary after the request was signed.
    signed_type = "multipart/form-data"
if MISTAKE == "hash-of-parameters":
    # The signer is that of JSON requests.
    payload = json.dumps(fields).encode()
head = [
    "POST / HTTP/1.1",
    f"Host: {HOST}",
    f"Content-Type: {content_type}",
    f"Content-Length: {len(body)}",
    "X-TC-Action: DescribeQualityScore",
    "X-TC-Version: 2021-04-08",
    f"X-TC-Timestamp: {NOW}",
    "Authorization: "
    + authorization("test-secret-id-000001", "test-secret-key-000001", signed_type, payload),
]
sys.stdout.buffer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
