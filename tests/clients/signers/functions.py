# ImportImage by POST, in the style of a script: a few functions, standard library only.
# Usage: python3 functions.py [compact-body | local-date]
import datetime
import hashlib
import hmac
import json
import sys

MISTAKE = sys.argv[1] if len(sys.argv) > 1 else None

secret_id = "test-secret-id-000001"
secret_key = "test-secret-key-000001"
service = "ecm"
host = "ecm.tencentcloudapi.com"
timestamp = 1700000000

params = {"ImageId": "img-pmqg1cw9", "ImageDescription": "sampleImage", "SourceRegion": "ap-chengdu"}
payload = json.dumps(params)
body = payload
if MISTAKE == "compact-body":
    # An HTTP library was given `params`, and made its own JSON of them.
    body = json.dumps(params, separators=(",", ":"))

date = datetime.datetime.fromtimestamp(timestamp, datetime.timezone.utc).strftime("%Y-%m-%d")
if MISTAKE == "local-date":
    # Without a time zone this is the date of the machine, here one in Beijing.
    beijing = datetime.timezone(datetime.timedelta(hours=8))
    date = datetime.datetime.fromtimestamp(timestamp, beijing).strftime("%Y-%m-%d")


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def sign(key, message):
    return hmac.new(key, message.encode("utf-8"), hashlib.sha256).digest()


canonical_request = (
    "POST\n/\n\n"
    + "content-type:application/json; charset=utf-8\nhost:" + host + "\n\n"
    + "content-type;host\n"
    + sha256(payload)
)
scope = date + "/" + service + "/tc3_request"
string_to_sign = (
    "TC3-HMAC-SHA256\n" + str(timestamp) + "\n" + scope + "\n" + sha256(canonical_request)
)
key = sign(sign(sign(("TC3" + secret_key).encode(), date), service), "tc3_request")
signature = hmac.new(key, string_to_sign.encode("utf-8"), hashlib.sha256).hexdigest()

headers = {
    "Host": host,
    "Content-Type": "application/json; charset=utf-8",
    "Authorization": "TC3-HMAC-SHA256 Credential=" + secret_id + "/" + scope
    + ", SignedHeaders=content-type;host, Signature=" + signature,
    "X-TC-Action": "ImportImage",
    "X-TC-Version": "2019-07-19",
    "X-TC-Timestamp": str(timestamp),
    "Content-Length": str(len(body)),
}
request = "POST / HTTP/1.1\r\n"
for name, value in headers.items():
    request += name + ": " + value + "\r\n"
sys.stdout.buffer.write((request + "\r\n" + body).encode("utf-8"))
