"""DescribeImage by GET, in the style of a reusable client class.

Usage: python3 client_class.py [sorted-query | empty-json]
"""

import hashlib
import hmac
import json
import sys
import time
from urllib.parse import quote

MISTAKE = sys.argv[1] if len(sys.argv) > 1 else None


class TencentApi:
    ALGORITHM = "TC3-HMAC-SHA256"
    FORM = "application/x-www-form-urlencoded"

    def __init__(self, secret_id, secret_key, service, version, region=None):
        self._secret_id = secret_id
        self._secret_key = secret_key
        self._service = service
        self._host = f"{service}.tencentcloudapi.com"
        self._version = version
        self._region = region

    def get(self, action, params, now):
        query = self._query(params)
        headers = {
            "Host": self._host,
            "Content-Type": self.FORM,
            "X-TC-Action": action,
            "X-TC-Version": self._version,
            "X-TC-Timestamp": f"{now}",
        }
        if self._region:
            headers["X-TC-Region"] = self._region
        headers["Authorization"] = self._authorization("GET", params, b"", now)
        head = [f"GET /?{query} HTTP/1.1"] + [f"{k}: {v}" for k, v in headers.items()]
        return "\r\n".join(head).encode() + b"\r\n\r\n"

    def _query(self, params):
        return "&".join(f"{k}={quote(str(v), safe='-_.~')}" for k, v in params.items())

    def _authorization(self, method, params, payload, now):
        if MISTAKE == "sorted-query":
            # Other clouds want the query in order.
            params = dict(sorted(params.items()))
        if MISTAKE == "empty-json":
            # The same code serves POST, where no parameters are an empty object.
            payload = json.dumps({}).encode()
        signed = "content-type;host"
        request = "\n".join([
            method,
            "/",
            self._query(params),
            f"content-type:{self.FORM}",
            f"host:{self._host}",
            "",
            signed,
            hashlib.sha256(payload).hexdigest(),
        ])
        day = time.strftime("%Y-%m-%d", time.gmtime(now))
        scope = f"{day}/{self._service}/tc3_request"
        digest = hashlib.sha256(request.encode()).hexdigest()
        text = f"{self.ALGORITHM}\n{now}\n{scope}\n{digest}"
        key = f"TC3{self._secret_key}".encode()
        for step in (day, self._service, "tc3_request"):
            key = hmac.digest(key, step.encode(), "sha256")
        signature = hmac.digest(key, text.encode(), "sha256").hex()
        return (
            f"{self.ALGORITHM} Credential={self._secret_id}/{scope}, "
            f"SignedHeaders={signed}, Signature={signature}"
        )


if __name__ == "__main__":
    api = TencentApi("test-secret-id-000001", "test-secret-key-000001", "ecm", "2019-07-19")
    parameters = {
        "Limit": 20,
        "Filters.0.Name": "image-name",
        "Filters.0.Values.0": "web server/边",
        "Offset": 0,
    }
    sys.stdout.buffer.write(api.get("DescribeImage", parameters, 1700000000))
