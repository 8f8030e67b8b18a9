# DescribeInstances by GET with the older signature (HmacSHA1), as scripts of 2017 do it.
# Usage: python3 old_signature.py [encoded-values | raw-signature]
import base64
import hashlib
import hmac
import sys
from urllib.parse import quote, urlencode

MISTAKE = sys.argv[1] if len(sys.argv) > 1 else None

secret_key = "test-secret-key-000001"
data = {
    "Action": "DescribeInstances",
    "Filters.0.Name": "instance-name",
    "Filters.0.Values.0": "web server (old)",
    "Nonce": 11906,
    "Offset": 0,
    "Region": "ap-guangzhou",
    "SecretId": "test-secret-id-000001",
    "Timestamp": 1700000000,
    "Version": "2017-03-12",
}


def plain(value):
    return str(value)


def encoded(value):
    # "The query has to be encoded", so it is, too early.
    return quote(str(value), safe="")


text = encoded if MISTAKE == "encoded-values" else plain
pairs = "&".join("%s=%s" % (name, text(data[name])) for name in sorted(data))
source = "GETcvm.tencentcloudapi.com/?" + pairs
mac = hmac.new(secret_key.encode("utf8"), source.encode("utf8"), hashlib.sha1)
signature = base64.b64encode(mac.digest()).decode()

if MISTAKE == "raw-signature":
    # Base64 has + and /, which are not encoded here.
    query = urlencode(data) + "&Signature=" + signature
else:
    query = urlencode({**data, "Signature": signature})
sys.stdout.write("GET /?" + query + " HTTP/1.1\r\nHost: cvm.tencentcloudapi.com\r\n\r\n")
