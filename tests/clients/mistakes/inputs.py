"""Right requests of every form, on which mistakes are made."""

import json
from dataclasses import replace
from urllib.parse import quote

import tc3
import v1

# Every entry is a placeholder.
KEYS = [
    {"secret_id": "test-secret-id-000001", "secret_key": "test-secret-key-000001"},
    {
        "secret_id": "test-secret-id-000002",
        "secret_key": "test-secret-key-000002",
        "token": "test-session-token-000002",
    },
    {
        "secret_id": "test-secret-id-000003",
        "secret_key": "test-secret-key-000003",
        "account": "100000000003",
    },
]
TOKEN = KEYS[1]["token"]

JSON = "application/json"
CHARSET = "application/json; charset=utf-8"
FORM = "application/x-www-form-urlencoded"
OCTETS = "application/octet-stream"

# Times of the day at which the date of no zone, of those east and of those west differs.
NOON, EVENING, NIGHT = 1699963200, 1700004900, 1709165700

ACTIONS = {
    "ecm": ("ImportImage", "2019-07-19"),
    "cvm": ("DescribeInstances", "2017-03-12"),
    "cls": ("UploadLog", "2020-10-16"),
    "sts": ("GetCallerIdentity", "2018-08-13"),
    "vpc": ("CreateSecurityGroupPolicies", "2017-03-12"),
}


def v3(name, method, service, seconds, host=None, content_type=JSON, region="", extra=(), **other):
    """A request of signature v3 with the headers that are due."""
    action, version = ACTIONS[service]
    headers = [
        ("Host", host or f"{service}.tencentcloudapi.com"),
        ("Content-Type", content_type),
        ("X-TC-Action", action),
        ("X-TC-Version", version),
        ("X-TC-Timestamp", str(seconds)),
        *([("X-TC-Region", region)] if region else []),
        *extra,
    ]
    return tc3.Request(name, method, service, tuple(headers), seconds, **other)


def older(name, method, service, seconds, nonce, params, host=None, region="", **other):
    """A request of signature v1 with the parameters that are due."""
    action, version = ACTIONS[service]
    pairs = [
        ("Version", version),
        ("Action", action),
        *params,
        ("SecretId", other.get("secret_id", KEYS[0]["secret_id"])),
        ("Timestamp", str(seconds)),
        ("Nonce", str(nonce)),
        *([("Region", region)] if region else []),
    ]
    host = host or f"{service}.tencentcloudapi.com"
    return v1.Request(name, method, service, host, tuple(pairs), seconds, **other)


IMPORT = {
    "ImageId": "img-pmqg1cw9",
    "ImageDescription": "sampleImage",
    "SourceRegion": "ap-chengdu",
}
NESTED = {
    "SecurityGroupId": "sg-00000001",
    "SecurityGroupPolicySet": {
        "Version": "1",
        "Ingress": [
            {"Protocol": "TCP", "Port": "80", "PolicyDescription": "网页 é 😀"},
            {"Port": "443", "Protocol": "TCP", "Action": "ACCEPT", "Enabled": True, "Index": 12},
        ],
        "Egress": [],
    },
    "Alias": "边界",
}
SLASHES = {
    "ImageId": "img-pmqg1cw9",
    "ImageDescription": "https://example.com/a/b?x=<1>&y=2",
    "Z": "",
    "A": "é",
}
BOUNDARY = "test-boundary-7d0a41c2"
MULTIPART = "\r\n".join(
    [
        f"--{BOUNDARY}",
        'Content-Disposition: form-data; name="ImageId"',
        "",
        "img-pmqg1cw9",
        f"--{BOUNDARY}",
        'Content-Disposition: form-data; name="File"; filename="File"',
        "",
        "\0\x01 line\n é",
        f"--{BOUNDARY}--",
        "",
    ]
).encode()

SORTED = b"Filters.0.Name=a+zone&Filters.0.Values.0=ap-guangzhou-1&Limit=20&Offset=0"
UNSORTED = (
    "Limit=20&Filters.1.Name=tag&Filters.1.Values.0=" + quote("a b~c", safe="~")
    + "&Filters.0.Values.10=" + quote("网/页", safe="") + "&Filters.0.Values.2=%7Ehome"
    + "&Filters.0.Name=instance-name&filters=x&Filters=y&Zones.0=z&Zones=Z"
).encode()
PLUS = (
    b"zone=B&Zone=a&InstanceName=web+server%2F1+~x&InstanceName.0=%E8%BE%B9&Limit=5"
    b"&A=%21%27%28%29%2A"
)
SPECIAL = (
    b"Name=%21important%21+%28a%29%2A%27s&Path=%2Fvar%2Flog%2F&Limit=1"
    b"&Home=%7Euser%20x&name=n"
)
RAW_SLASH = b"Offset=0&Key=a/b%2Fc%5B1%5D&Key.0=%5b%5d%20%3D&Limit=10&key=~%7E%28%29"

THREE = ("content-type", "host", "x-tc-action")
WITH_REGION = ("content-type", "host", "x-tc-action", "x-tc-region")
FOUR = ("content-type", "host", "x-tc-action", "x-tc-version")


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


V3_INPUTS = [
    v3("ecm-json", "POST", "ecm", 1700000000, region="ap-guangzhou", body=compact(IMPORT)),
    v3("ecm-regional", "POST", "ecm", EVENING, host="ecm.ap-guangzhou.tencentcloudapi.com",
       content_type=CHARSET, region="ap-shanghai", body=json.dumps(IMPORT).encode()),
    v3("ecm-signed-action", "POST", "ecm", NIGHT, region="ap-beijing", body=compact(IMPORT),
       signed=THREE),
    v3("ecm-four-headers", "POST", "ecm", EVENING + 86400, region="ap-Guangzhou-ecm",
       body=b'{"ImageId": "img-pmqg1cw9"}\n', signed=WITH_REGION),
    v3("ecm-empty-object", "POST", "ecm", NIGHT + 120, body=b"{}"),
    v3("ecm-multipart", "POST", "ecm", NOON, region="ap-chengdu",
       content_type=f"multipart/form-data; boundary={BOUNDARY}", body=MULTIPART),
    v3("ecm-port", "POST", "ecm", NIGHT + 7, host="127.0.0.1:18080", region="ap-chengdu",
       body=compact(IMPORT)),
    v3("ecm-localhost", "POST", "ecm", EVENING, host="localhost", content_type=CHARSET,
       body=json.dumps(SLASHES, indent=4, ensure_ascii=False).encode()),
    v3("ecm-other-host", "POST", "ecm", 1735689600, host="images.example.com:8443",
       region="ap-guangzhou", body=compact(SLASHES)),
    v3("ecm-capitals", "POST", "ecm", NOON, host="ECM.TencentCloudAPI.com", region="ap-guangzhou",
       content_type="application/json; charset=UTF-8", body=compact(IMPORT)),
    v3("ecm-go-escapes", "POST", "ecm", NIGHT + 60, region="ap-hongkong",
       body=b'{"ImageDescription":"http://a.example/?x=\\u003c1\\u003e\\u0026y",'
            b'"Z":"\xc3\xa9","A":1}'),
    v3("ecm-go-json", "POST", "ecm", NOON, host="ecm.intl.tencentcloudapi.com",
       region="ap-singapore",
       body=b'{"Z":"a\\u003cb\\u003e","A":"x\\u0026y","N":[1,2,{}]}'),
    v3("ecm-angle", "POST", "ecm", NOON + 5, body=b'{"B":"<p>","A":"\\u4e2d\\u6587/a\\/b"}'),
    v3("ecm-php-json", "POST", "ecm", 1709251199, content_type="application/json;charset=utf-8",
       body=b'{"Url":"https:\\/\\/example.com\\/","Name":"\\u8fb9\\u7f18 \\ud83d\\ude00"}'),
    v3("ecm-php-slashes", "POST", "ecm", NIGHT, body=b'{"b":"a\\/b","a":"\\u003c\\u003E"}'),
    v3("sts-token", "POST", "sts", 1709251200, region="ap-guangzhou", body=b'{ }',
       extra=(("X-TC-Token", TOKEN), ("X-TC-Language", "zh-CN")),
       secret_id=KEYS[1]["secret_id"], secret_key=KEYS[1]["secret_key"]),
    v3("vpc-nested", "POST", "vpc", EVENING + 60, region="ap-guangzhou",
       body=json.dumps(NESTED, indent=2, ensure_ascii=False).encode()),
    v3("vpc-escapes", "POST", "vpc", NIGHT + 30, host="vpc.internal.tencentcloudapi.com",
       region="na-siliconvalley", body=json.dumps(NESTED).encode(), secret_id=KEYS[2]["secret_id"],
       secret_key=KEYS[2]["secret_key"]),
    v3("vpc-sorted-tabs", "POST", "vpc", NOON, content_type=CHARSET, region="ap-tokyo",
       body=json.dumps(NESTED, indent="\t", sort_keys=True, ensure_ascii=False).encode()),
    v3("vpc-upper-escapes", "POST", "vpc", EVENING, region="ap-seoul", signed=FOUR,
       body=b'{"b": "\\u8FB9\\u754C", "a": ["\\u00E9", 1]}'),
    v3("cls-octets", "POST", "cls", 1700006340, region="ap-guangzhou", content_type=OCTETS,
       body=bytes(range(256)) + b"\r\n", extra=(("X-CLS-TopicId", "topic-00000001"),)),
    v3("cls-octets-charset", "POST", "cls", NIGHT + 400, content_type=f"{OCTETS}; charset=utf-8",
       region="ap-beijing", body=b"plain text log\n"),
    v3("ecm-unsigned", "POST", "ecm", EVENING + 7, region="ap-guangzhou", body=compact(IMPORT),
       extra=(("X-TC-Content-SHA256", tc3.UNSIGNED.decode()),)),
    v3("cvm-get", "GET", "cvm", NIGHT, content_type=FORM, region="ap-guangzhou", query=UNSORTED),
    v3("cvm-get-plus", "GET", "cvm", EVENING, content_type=FORM, region="ap-guangzhou", query=PLUS,
       signed=FOUR),
    v3("cvm-get-special", "GET", "cvm", NOON, host="cvm.ap-shanghai.tencentcloudapi.com",
       content_type=FORM, query=SPECIAL),
    v3("cvm-get-slash", "GET", "cvm", 1700000000, content_type=FORM,
       region="ap-nanjing", query=RAW_SLASH),
    v3("cvm-get-sorted", "GET", "cvm", NIGHT, content_type=FORM, query=SORTED,
       region="ap-guangzhou", host="cvm.tencentcloudapi.com:443"),
    v3("cvm-get-no-query", "GET", "cvm", EVENING, content_type=FORM, region="ap-guangzhou"),
    v3("sts-get-unsigned", "GET", "sts", NOON, content_type=FORM,
       region="ap-guangzhou", query=b"Limit=1",
       extra=(("X-TC-Content-SHA256", tc3.UNSIGNED.decode()), ("X-TC-Token", TOKEN)),
       secret_id=KEYS[1]["secret_id"], secret_key=KEYS[1]["secret_key"]),
]

LIST = [(f"Filters.0.Values.{index}", f"ins-{index:08}") for index in range(11)]
TEXTS = [
    ("ImageDescription", "a b+c&d=e/网页~"),
    ("ImageId", "img-pmqg1cw9"),
    ("SourceRegion", "ap-chengdu"),
]
MIXED = [("limit", "1"), ("Limit", "2"), ("InstanceName", "web server"), ("image_id", "x y")]

SHA256 = ("SignatureMethod", "HmacSHA256")
SHA1 = ("SignatureMethod", "HmacSHA1")

V1_INPUTS = [
    older("v1-get-sha1", "GET", "cvm", NIGHT, 11886, [("Filters.0.Name", "zone"), *LIST],
          region="ap-guangzhou"),
    older("v1-get-sha256", "GET", "cvm", EVENING, 3557, [SHA256, *MIXED], region="ap-shanghai",
          space="%20"),
    older("v1-post-sha1", "POST", "ecm", NOON, 46431, [*TEXTS, SHA1], region="ap-beijing"),
    older("v1-post-sha256", "POST", "ecm", NIGHT + 5, 2, [*TEXTS, SHA256, *LIST], space="%20",
          host="ecm.ap-guangzhou.tencentcloudapi.com", region="ap-guangzhou"),
    older("v1-get-token", "GET", "sts", 1700000000, 8, [("Token", TOKEN), *MIXED, *LIST],
          secret_id=KEYS[1]["secret_id"], secret_key=KEYS[1]["secret_key"], region="ap-guangzhou"),
    older("v1-post-local", "POST", "ecm", EVENING, 12, [SHA256, *TEXTS, *MIXED],
          host="127.0.0.1:18080"),
    older("v1-get-intl", "GET", "cvm", NIGHT + 1, 77, [("zone", "a"), ("Zones.0", "b")],
          region="ap-seoul", host="cvm.intl.tencentcloudapi.com"),
]


def with_plus(request):
    """This request with the next nonce that has a `+` in its signature."""
    while b"+" not in request.steps().signature_text:
        request = request.with_param("Nonce", str(int(request.param("Nonce")) + 1))
    return request


V1_INPUTS = [with_plus(request) for request in V1_INPUTS]
# On these every mistake is tried.
INPUTS = [*V3_INPUTS, *V1_INPUTS]
# How some official clients reach a local address: tccli sends a URL as host, and the SDKs
# for Node.js, PHP and Java take the first label of the host for the service.
LOCAL_INPUTS = [
    v3("tccli", "POST", "ecm", EVENING, host="http://127.0.0.1:18080", body=compact(IMPORT)),
    replace(
        v3("node", "POST", "ecm", NIGHT, host="127.0.0.1:18080", body=compact(IMPORT)),
        service="127",
    ),
]


def accepted_forms(request):
    """The changes by which an official client differs from the documents. They are no
    mistakes."""
    if isinstance(request, v1.Request):
        name, _, port = request.host.lower().rpartition(":")
        host = [{"host": lambda steps, found: name.encode()}] if name and port.isdigit() else []
        return [
            *host,
            {"pairs": lambda steps, pairs: sorted((n.replace(b"_", b"."), v) for n, v in pairs)},
        ]
    sent = request.header("host").strip()
    hosts = {sent, sent.lower()}
    hosts |= {host.rpartition(":")[0] for host in hosts if host.rpartition(":")[2].isdigit()}
    types = {request.header("content-type").strip()}
    types |= {content_type.lower() for content_type in types}
    return [
        {"values": lambda steps, values, host=host, content_type=content_type: {
            **values, b"host": host.encode(), b"content-type": content_type.encode()
        }}
        for host in sorted(hosts - {""})
        for content_type in sorted(types)
    ]
