"""Random calls for the official SDKs, the same for the same seed.

Usage: calls.py python|node COUNT SEED > CALLS

One JSON object per line:

    id, form             which call, and in which form it is sent
    method, sign_method  POST or GET; HmacSHA1 or HmacSHA256 for signature v1
    host, service, action, version, region, language, token, request_client
    params               its parameters; bytes are {"$base64": text}, integers
                         that a double cannot represent {"$integer": text}
    body                 instead of params: the body of an octet stream, in base64
    secret_id, secret_key, timestamp, nonce

The forms alternate, so that every run has the same number of each.
"""

import base64
import json
import random
import sys

EVERY = ["tc3-post", "tc3-get", "tc3-multipart", "tc3-octets", "skip"]
V1 = ["v1-sha1-get", "v1-sha1-post", "v1-sha256-get", "v1-sha256-post"]
FORMS = {
    "python": [*EVERY, *V1, "unsigned-post", "unsigned-get", "unsigned-multipart", "unsigned-octets"],
    # The Node SDK does not support an unsigned payload.
    "node": [*EVERY, *V1],
}
HOSTS = [
    "ecm.tencentcloudapi.com",
    "cvm.ap-guangzhou.tencentcloudapi.com",
    "sts.internal.tencentcloudapi.com",
    "cls.intl.tencentcloudapi.com",
    "localhost",
    "127.0.0.1",
]
SERVICES = ["ecm", "cvm", "sts", "cls", "tione", "vod"]
ACTIONS = ["ImportImage", "DescribeImage", "RunInstances", "UploadLog", "A"]
REGIONS = ["ap-guangzhou", "ap-chengdu", "na-siliconvalley"]
WORDS = ["Name", "Filters", "ImageId", "values", "X", "Limit", "image_id", "UPPER"]
LAST_SECOND = 253402300799  # 9999-12-31T23:59:59Z
DAYS = [0, 951782399, 1709164800, 1735689599, 2147483647, 2147483648, 4102444799, LAST_SECOND]
PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
ALPHABETS = [
    "abcdefghijklmnopqrstuvwxyz0123456789-.",
    PRINTABLE,
    " +%&=?#/\\\"'~*!()[]{};:,@$^|<>`",
    "".join(map(chr, range(0x00, 0x20))) + "\x7f\x80\x85\xa0\xad",
    "äßéñÄ½€",
    "边缘计算模块镜像",
    "\u0600\u200b\u200e\u2028\u2029\ufeff\ufffd\uffff",
    "😀🚀👩‍💻𝄞",
]


class Chance(random.Random):
    def text(self, longest=24):
        alphabet = self.choice(ALPHABETS)
        return "".join(self.choices(alphabet, k=self.randint(0, longest)))

    def number(self):
        magnitude = self.choice([8, 16, 32, 53, 63, 64, 80])
        number = self.randint(-(2**magnitude), 2**magnitude)
        return number if abs(number) < 2**53 else {"$integer": str(number)}

    def float(self):
        return self.choice([0.0, -0.5, 0.1, 1e-7, 1.5e300, 123456.789, self.uniform(-1e6, 1e6)])

    def scalar(self):
        kinds = [self.text, self.text, self.number, self.float, lambda: self.random() < 0.5]
        return self.choice([*kinds, lambda: None])()

    def value(self, depth=0):
        kind = self.random()
        if depth > 3 or kind < 0.65:
            return self.scalar()
        size = self.choice([0, 1, 2, 3, 12]) if depth < 2 else self.randint(0, 2)
        if kind < 0.85:
            return [self.value(depth + 1) for _ in range(size)]
        return self.members(size, depth + 1)

    def members(self, size, depth=0):
        # The index makes names unique: Python treats `A_1` and `A.1` as the same.
        return {f"{self.choice(WORDS)}{index}": self.value(depth) for index in range(size)}

    def binary(self):
        data = base64.b64encode(self.randbytes(self.choice([0, 1, 63, 64, 65, 300])))
        return {"$base64": data.decode()}

    def parts(self, client):
        parts = {}
        for index in range(self.randint(1, 4)):
            kinds = [self.text, self.text, self.binary]
            if client == "python":
                # The Node SDK sends such a part, but does not hash it.
                kinds += [lambda: [self.scalar()], lambda: self.members(2)]
            parts[f"{self.choice(WORDS)}{index}"] = self.choice(kinds)()
        return parts

    def call(self, client, number, form):
        host = self.choice(HOSTS) + self.choice(["", "", ":8080"])
        call = {
            "id": number,
            "form": form,
            "method": "GET" if form.endswith("get") else "POST",
            "host": host,
            "service": self.choice(SERVICES),
            "action": self.choice(ACTIONS),
            "version": self.choice(["2019-07-19", "2017-03-12"]),
            "request_client": self.choice(["SDK_TEST", "SDK_TEST_1.0; a b"]),
            "secret_id": self.choice(["test-secret-id-", "AKIDtest_-."]) + str(number),
            "secret_key": "test-secret-key-" + self.choice(["", "/+=", "%20", "é边"]) + str(number),
            "timestamp": self.choice([self.randint(0, 2**32), 1700000000 + number, *DAYS]),
            "nonce": self.randint(1, 2**53),
        }
        optional = {
            "region": self.choice(REGIONS),
            "language": self.choice(["zh-CN", "en-US"]),
            "token": "test-token-" + "".join(self.choices(PRINTABLE[1:], k=20)),
        }
        call |= {name: value for name, value in optional.items() if self.random() < 0.6}
        if form.startswith("v1"):
            call["sign_method"] = "HmacSHA256" if "sha256" in form else "HmacSHA1"
        if form.endswith("octets"):
            call["body"] = self.binary()["$base64"]
        elif form.endswith("multipart"):
            call["params"] = self.parts(client)
        else:
            call["params"] = self.members(self.choice([0, 1, 2, 3, 5, 8]))
        return call


def main(client, count, seed):
    chance, forms = Chance(int(seed)), FORMS[client]
    for number in range(int(count)):
        print(json.dumps(chance.call(client, number, forms[number % len(forms)])))


if __name__ == "__main__":
    main(*sys.argv[1:])
