"""The cases of the suite: what each one calls, and why it exists.

A case made by an official SDK is a call, as tests/clients/calls.py describes
them. A case that no SDK makes is the request itself, for reference.py.
"""

import base64

LAST_SECOND = 253402300799
CASES = []


def case(topic, name, note, client, **call):
    CASES.append({"id": f"{topic}/{name}", "note": note, "client": client, **call})


def call(topic, name, note, client, form="tc3-post", **changes):
    """A call of an SDK, with what most of them share."""
    values = {
        "method": "GET" if form.endswith("get") else "POST",
        "host": "ecm.tencentcloudapi.com",
        "service": "ecm",
        "action": "ImportImage",
        "version": "2019-07-19",
        "request_client": "SDK_TEST",
        "secret_id": "test-secret-id-000001",
        "secret_key": "test-secret-key-000001",
        "timestamp": 1700000000,
        "nonce": 1,
        **changes,
    }
    if "body" not in values:
        values.setdefault("params", IMPORT)
    case(topic, name, note, client, form=form, **values)


def both(topic, name, note, form="tc3-post", **changes):
    for client in ("python", "node"):
        call(topic, f"{name}-{client}", note, client, form, **changes)


def octets(data):
    return base64.b64encode(data).decode()


def binary(data):
    return {"$base64": octets(data)}


IMPORT = {"ImageId": "img-pmqg1cw9", "ImageDescription": "sampleImage", "SourceRegion": "ap-chengdu"}


def post_json():
    texts = {
        "ascii": ("Nothing that would need an escape.", "sampleImage"),
        "empty-text": ("An empty value is sent as one.", ""),
        "blanks": ("Blanks around and within a value stay.", "  a  b  "),
        "han": ("Chinese: raw UTF-8 or escapes, by the client.", "边缘镜像"),
        "latin": ("Two bytes each in UTF-8.", "café ÄÖÜ ß"),
        "emoji": ("Beyond the basic plane: a surrogate pair where escaped.", "🚀😀"),
        "joined-emoji": ("Several code points that are shown as one.", "👩‍💻"),
        "combining": ("A decomposed letter is not composed.", "e\u0301"),
        "composed": ("The composed letter is another text.", "\u00e9"),
        "quotes": ("Quotes and backslashes are escaped once.", 'say "hi" \\ bye'),
        "slash": ("A slash needs no escape.", "a/b"),
        "line-ends": ("Line ends in a value are escapes in the body.", "a\nb\r\nc\td"),
        "control": ("Control characters are escapes.", "\x00\x01\x1f\x7f"),
        "separators": ("U+2028 and U+2029, line ends to some.", "a\u2028b\u2029c"),
        "zero-width": ("Characters that cannot be seen count.", "a\u200bb\ufeffc"),
        "right-to-left": ("Direction does not change the order of bytes.", "שלום مرحبا"),
        "html": ("Less-than, greater-than and ampersand; some encoders escape them.", "<a href='x'>&amp;</a>"),
        "percent": ("A body is not percent-encoded.", "100%25 a+b"),
        "like-json": ("JSON in a text.", '{"a": [1]}'),
    }
    for name, (note, text) in texts.items():
        both("post-json", name, note, params={"ImageDescription": text})
    values = {
        "no-parameters": ("The body of a call without parameters is an empty object.", {}),
        "key-order-forward": ("Keys in one order …", {"A": 1, "B": 2}),
        "key-order-backward": ("… and the other: bytes are signed, not meaning.", {"B": 2, "A": 1}),
        "numbers": ("Integers, negative and zero.", {"Limit": 20, "Offset": 0, "Delta": -1}),
        "floats": ("Fractions and exponents as the client writes them.", {"A": 0.1, "B": 1e-7, "C": -2.5}),
        "large-integer": ("2^64 - 1, beyond a double.", {"Id": {"$integer": str(2**64 - 1)}}),
        "booleans": ("true and false.", {"DryRun": True, "Force": False}),
        "null": ("Null is sent by Python and left out by Node.", {"A": None, "B": "x"}),
        "empty-containers": ("An empty list and an empty object.", {"Filters": [], "Placement": {}}),
        "nested": ("Objects in lists in objects.", {"Filters": [{"Name": "zone", "Values": ["a", "b"]}]}),
        "deep": ("Ten levels.", {"A": {"A": {"A": {"A": {"A": {"A": {"A": {"A": {"A": {"A": 1}}}}}}}}}}),
        "long-list": ("More than ten items.", {"ImageIds": [f"img-{n}" for n in range(12)]}),
        "unicode-key": ("A name beyond ASCII.", {"镜像": "x"}),
        "large": ("Twenty thousand bytes.", {"UserData": "0123456789" * 2000}),
    }
    for name, (note, params) in values.items():
        both("post-json", name, note, params=params)
    call("post-json", "lone-surrogate-python", "Half a surrogate pair, as an escape: bytes are bytes.",
         "python", params={"A": "\ud83d"})


def get_query():
    texts = {
        "ascii": ("Nothing that would need an escape.", "sampleImage"),
        "empty": ("`Name=` with nothing after it.", ""),
        "blank": ("A blank is + or %20: what was sent is signed.", "a b  c"),
        "plus": ("A plus is %2B.", "a+b"),
        "percent": ("A percent sign is %25, also where it looks like an escape.", "100%41"),
        "ampersand": ("Separators in a value.", "a&b=c?d#e"),
        "slashes": ("Slash, backslash, colon.", "a/b\\c:d"),
        "unreserved": ("Tilde, dot, hyphen and underscore stay plain.", "~.-_"),
        "sub-delimiters": ("Where clients differ: ! * ' ( )", "!*'()"),
        "other-delimiters": ("The rest of the reserved characters.", "$,;@[]{}|^`<>\""),
        "han": ("UTF-8, percent-encoded byte by byte, in upper-case hex.", "边缘"),
        "emoji": ("Four bytes.", "🚀"),
        "latin": ("Two bytes.", "café"),
        "control": ("Control characters.", "\x00\x01\x1f\x7f"),
        "line-ends": ("A line end cannot break the canonical request.", "a\nb\r\nc"),
    }
    for name, (note, text) in texts.items():
        both("get-query", name, note, "tc3-get", params={"Name": text})
    values = {
        "no-parameters": ("An empty query, and an empty line for it.", {}),
        "order": ("The order of the query as sent; nothing is sorted.", {"B": 2, "A": 1, "a": 3}),
        "numbers": ("Integers and fractions.", {"Limit": 20, "Offset": 0, "Rate": 0.5}),
        "booleans": ("`True` of Python, `true` of Node.", {"DryRun": True, "Force": False}),
        "null": ("Null is left out.", {"A": None, "B": "x"}),
        "null-in-list": ("The items after it keep their number.", {"A": ["x", None, "z"]}),
        "list": ("Lists count from zero.", {"ImageIds": ["img-a", "img-b"]}),
        "list-of-twelve": ("Ten comes after nine here, not after one.", {"ImageIds": [f"i{n}" for n in range(12)]}),
        "nested": ("Filters.0.Values.1", {"Filters": [{"Name": "zone", "Values": ["a", "b"]}]}),
        "empty-list": ("A list without items leaves no trace.", {"Filters": [], "Limit": 1}),
        "unicode-name": ("A name beyond ASCII is encoded as well.", {"镜像": "x"}),
        "underscore-name": ("An underscore in a name stays.", {"image_id": "x"}),
        "large": ("Some thousand bytes.", {"UserData": "a b+c&d=" * 250}),
    }
    for name, (note, params) in values.items():
        both("get-query", name, note, "tc3-get", params=params)


def multipart():
    shared = {
        "text": ("One part of text.", {"ImageId": "img-pmqg1cw9"}),
        "texts": ("Several parts, in the order given.", {"B": "2", "A": "1", "C": "3"}),
        "empty-text": ("A part without content.", {"A": ""}),
        "unicode": ("UTF-8 in a part.", {"Name": "边缘 café 🚀"}),
        "line-ends": ("A part that contains line ends.", {"Text": "a\r\nb\n"}),
        "file": ("A part of bytes.", {"File": binary(bytes(range(256)))}),
        "empty-file": ("A file of no bytes.", {"File": binary(b"")}),
        "file-and-text": ("Both.", {"Name": "a.bin", "File": binary(b"\x00\xff\r\n--")}),
        "like-a-boundary": ("Content that begins as a boundary does.", {"File": binary(b"\r\n--00")}),
    }
    for name, (note, params) in shared.items():
        both("multipart", name, note, "tc3-multipart", params=params)
    call("multipart", "structures-python", "Lists and objects are parts of JSON.", "python",
         "tc3-multipart", params={"Tags": ["a", 1], "Place": {"Zone": "x"}})


def octet_stream():
    bodies = {
        "empty": ("No bytes at all.", b""),
        "text": ("Bytes that are text.", b"hello"),
        "all-bytes": ("Every byte once.", bytes(range(256))),
        "block-55": ("The most that fits one block of SHA-256 with its padding.", b"a" * 55),
        "block-56": ("One more, and the padding needs a block of its own.", b"a" * 56),
        "block-64": ("A whole block.", b"a" * 64),
        "not-utf8": ("No text in any encoding.", b"\xff\xfe\x80"),
        "large": ("Sixteen KiB.", bytes(n * n % 251 for n in range(16384))),
    }
    for name, (note, body) in bodies.items():
        both("octet-stream", name, note, "tc3-octets", body=octets(body), action="UploadLog",
             version="2020-10-16", host="cls.tencentcloudapi.com", service="cls",
             headers={"X-CLS-TopicId": "topic-1"})


def unsigned_payload():
    def one(name, note, form, **changes):
        call("unsigned-payload", name, note, "python", form, **changes)

    one("post", "The hash is that of the text UNSIGNED-PAYLOAD.", "unsigned-post")
    one("post-another-body", "Another body, the same signature.", "unsigned-post", params={"A": "边缘"})
    one("post-no-parameters", "An empty object, the same signature.", "unsigned-post", params={})
    one("get", "GET: the query is signed all the same.", "unsigned-get")
    one("get-no-parameters", "GET without a query.", "unsigned-get", params={})
    one("get-blank", "GET with a blank.", "unsigned-get", params={"Name": "a b"})
    one("multipart", "Parts are not covered, their boundary is.", "unsigned-multipart")
    one("multipart-file", "A file that is not covered.", "unsigned-multipart", params={"F": binary(b"\x00\x01")})
    one("octets", "A stream that is not covered.", "unsigned-octets", body=octets(b"\x00\x01\x02"))
    one("octets-empty", "No bytes, the same signature.", "unsigned-octets", body="")
    one("post-token", "With a token.", "unsigned-post", token="test-token-000001")
    one("post-day-end", "At another time.", "unsigned-post", timestamp=1699919999)


def dates():
    moments = [
        ("epoch", 0, "The first second there is."),
        ("epoch-plus-one", 1, "A timestamp of one digit."),
        ("first-day-end", 86399, "The last second of the first day."),
        ("second-day", 86400, "The second day begins."),
        ("nine-digits", 999999999, "The last timestamp of nine digits."),
        ("ten-digits", 1000000000, "The first of ten."),
        ("before-2000", 946684799, "1999-12-31, the last second."),
        ("year-2000", 946684800, "2000-01-01."),
        ("before-leap-day-2000", 951782399, "2000-02-28, the last second."),
        ("leap-day-2000", 951782400, "2000-02-29: divisible by 400, so a leap year."),
        ("after-leap-day-2000", 951868800, "2000-03-01."),
        ("leap-second", 1483228799, "2016-12-31, before a leap second that Unix time does not have."),
        ("no-leap-day-2023", 1677628800, "2023-03-01 follows 2023-02-28."),
        ("day-start", 1699920000, "Midnight UTC."),
        ("day-end", 1699919999, "The second before."),
        ("shanghai-midnight", 1699977600, "A new day in Shanghai, the old one in UTC."),
        ("before-shanghai-midnight", 1699977599, "Here both have the same date."),
        ("year-end-2023", 1704067199, "2023-12-31, the last second."),
        ("new-year-2024", 1704067200, "2024-01-01."),
        ("before-leap-day-2024", 1709164799, "2024-02-28, the last second."),
        ("leap-day-2024", 1709164800, "2024-02-29, the first second."),
        ("leap-day-2024-end", 1709251199, "2024-02-29, the last."),
        ("after-leap-day-2024", 1709251200, "2024-03-01."),
        ("year-end-2024", 1735689599, "The 366th day."),
        ("last-of-31-bits", 2147483647, "2038-01-19: the last second of a signed 32-bit clock."),
        ("beyond-31-bits", 2147483648, "The first beyond it."),
        ("before-march-2100", 4107542399, "2100-02-28, the last second."),
        ("march-2100", 4107542400, "2100-03-01: 2100 is no leap year."),
        ("last-of-32-bits", 4294967295, "2106-02-07."),
        ("beyond-32-bits", 4294967296, "The first beyond it."),
        ("leap-day-2400", 13574563200, "2400-02-29: a leap year again."),
        ("last-of-four-digits", LAST_SECOND, "9999-12-31, the last date of this form."),
    ]
    for index, (name, timestamp, note) in enumerate(moments):
        client = ("python", "node")[index % 2]
        call("dates", name, note, client, timestamp=timestamp)


def hosts():
    def one(name, note, client, host, service, form="tc3-post"):
        call("hosts", name, note, client, form, host=host, service=service)

    for name, note, host in [
        ("product", "The usual one.", "cvm.tencentcloudapi.com"),
        ("region", "With a region.", "cvm.ap-shanghai.tencentcloudapi.com"),
        ("region-na", "Another region.", "cvm.na-siliconvalley.tencentcloudapi.com"),
        ("finance", "A finance zone.", "cvm.ap-shanghai-fsi.tencentcloudapi.com"),
        ("intl", "The international site.", "cvm.intl.tencentcloudapi.com"),
        ("internal", "From within the cloud's network.", "cvm.internal.tencentcloudapi.com"),
        ("internal-region", "The same, with a region.", "cvm.ap-guangzhou.internal.tencentcloudapi.com"),
        ("own-name", "A host of somebody's own.", "cvm.api.example.com"),
    ]:
        one(f"{name}-python", note, "python", host, "cvm")
        one(f"{name}-node", note, "node", host, "cvm")
    one("with-port", "A port is part of the Host header, and signed.", "python", "cvm.tencentcloudapi.com:8080", "cvm")
    one("with-port-443", "Also the usual one, if it is sent.", "python", "cvm.tencentcloudapi.com:443", "cvm")
    one("with-port-get", "The same for GET.", "python", "cvm.tencentcloudapi.com:8080", "cvm", "tc3-get")
    one("localhost", "One label.", "python", "localhost", "cvm")
    one("localhost-with-port", "And a port.", "python", "localhost:18080", "cvm")
    one("address", "An IP address; the service is the product.", "python", "127.0.0.1", "cvm")
    one("address-with-port", "And a port.", "python", "127.0.0.1:18080", "cvm")
    one("address-as-service", "An IP address; Node takes its first number for the service.", "node", "127.0.0.1", "127")
    one("localhost-as-service", "Node takes the first label for the service.", "node", "localhost", "localhost")


def services():
    names = ["cvm", "ecm", "cbs", "vpc", "clb", "cdb", "sts", "cam", "tke", "scf", "cls", "tione",
             "vod", "monitor", "lighthouse", "organization", "iotexplorer", "dayu"]
    for index, service in enumerate(names):
        client = ("python", "node")[index % 2]
        call("services", service, "The service is part of scope and key.", client, service=service,
             host=f"{service}.tencentcloudapi.com", action="DescribeRegions")
    call("services", "other-than-host", "The scope names the product, whatever the host.", "python",
         service="cvm", host="gateway.example.com")


def keys():
    for name, note, key in [
        ("short", "One character.", "k"),
        ("hyphens", "Hyphens and underscores.", "test-secret_key"),
        ("base64", "Characters of base64.", "test/secret+key=="),
        ("percent", "Nothing is decoded.", "test%20secret%2Fkey"),
        ("inner-blank", "A blank within.", "test secret key"),
        ("punctuation", "All of ASCII's punctuation.", "test!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
        ("latin", "UTF-8, two bytes each.", "tést-secret-kéy"),
        ("han", "UTF-8, three bytes each.", "test-密钥"),
        ("asterisks", "As masked in the published example.", "*" * 32),
        ("block-61", "With TC3 before it, exactly one block of HMAC.", "t" * 61),
        ("block-62", "One more, and HMAC hashes the key first.", "t" * 62),
        ("long", "Two hundred bytes.", "test-key-" * 22 + "xy"),
    ]:
        both("keys", name, note, secret_key=key)
    for name, secret_id in [("dots", "test.secret.id"), ("id-punctuation", "test_-~:id"), ("short-id", "i")]:
        call("keys", name, "The id stands in Authorization as it is.", "python", secret_id=secret_id)


def headers_that_are_not_signed():
    topic = "not-signed"
    call(topic, "none-node", "The plainest request: compare the others with it.", "node")
    call(topic, "token-node", "A token does not change the signature.", "node", token="test-token-000001")
    call(topic, "region-node", "Nor does a region.", "node", region="ap-guangzhou")
    call(topic, "language-node", "Nor a language.", "node", language="en-US")
    call(topic, "trace-node", "Nor a trace id.", "node", headers={"X-TC-TraceId": "test-trace-1"})
    call(topic, "none-python", "The plainest request of Python.", "python")
    call(topic, "token-python", "A token does not change the signature.", "python", token="test-token-000001")
    call(topic, "token-long-python", "Nor does a long one.", "python", token="test-token-" + "x" * 500)
    call(topic, "token-other-key-python", "Temporary keys come in threes; two of them matter.", "python",
         token="test-token-000002", secret_id="test-secret-id-000002", secret_key="test-secret-key-000002")
    call(topic, "region-python", "Nor does a region.", "python", region="ap-guangzhou")
    call(topic, "language-python", "Nor a language.", "python", language="en-US")
    call(topic, "client-python", "Nor the client's name.", "python", request_client="SDK_TEST_2.0; mine")
    call(topic, "action-python", "Nor the action, unless it is signed.", "python", action="DescribeImage")
    call(topic, "version-python", "Nor the version.", "python", version="2017-03-12")
    call(topic, "own-header-python", "Nor a header of one's own.", "python", headers={"X-Custom": "value"})
    call(topic, "token-get-python", "A token with GET.", "python", "tc3-get", token="test-token-000001")


def signed_headers():
    def one(name, note, headers, signed=None, body=b"{}", method="POST", query="", **changes):
        sent = {"Content-Type": "application/json", "X-TC-Action": "ImportImage", **headers}
        names = ["content-type", "host", *headers] if signed is None else signed
        case("signed-headers", name, note, "reference", form="tc3", sign={
            "scheme": "TC3-HMAC-SHA256", "method": method, "host": "ecm.tencentcloudapi.com",
            "query": query, "headers": sent, "signed_headers": names,
            "payload_base64": octets(body), "unsigned_payload": False, "service": "ecm",
            "timestamp": 1700000000, "secret_id": "test-secret-id-000001",
            "secret_key": "test-secret-key-000001", **changes})

    required = ["content-type", "host"]
    one("action", "The action, as the current documentation shows: value in lower case.", {}, [*required, "x-tc-action"])
    one("action-get", "The same with GET.", {"Content-Type": "application/x-www-form-urlencoded"},
        [*required, "x-tc-action"], b"", "GET", "ImageId=img-pmqg1cw9")
    one("names-upper-case", "Names are signed in lower case, whatever is asked for.", {},
        ["Content-Type", "HOST", "X-TC-Action"])
    one("names-unordered", "Names are sorted, whatever the order asked for.", {},
        ["x-tc-action", "host", "content-type"])
    one("two", "Two more.", {"X-TC-Version": "2019-07-19"}, [*required, "x-tc-action", "x-tc-version"])
    one("timestamp", "The timestamp's header.", {"X-TC-Timestamp": "1700000000"})
    one("region", "The region.", {"X-TC-Region": "ap-guangzhou"})
    one("token", "A token that is signed changes the signature.", {"X-TC-Token": "Test-Token-000001"})
    one("all-common", "Every common header.", {
        "X-TC-Version": "2019-07-19", "X-TC-Timestamp": "1700000000", "X-TC-Region": "ap-guangzhou",
        "X-TC-Language": "zh-CN", "X-TC-Token": "test-token-000001", "X-TC-RequestClient": "SDK_TEST"})
    one("before-content-type", "A name that sorts before the required ones.", {"Accept": "application/json"})
    one("between", "One that sorts between them.", {"Date": "Tue, 14 Nov 2023 22:13:20 GMT"})
    one("after", "One that sorts after them.", {"X-Custom": "value"})
    one("hyphen-order", "A hyphen sorts before letters.", {"X-AB": "1", "X-A-B": "2", "X-A": "3"})
    one("digit-order", "Digits sort before letters, by bytes.", {"X-2": "a", "X-10": "b", "X-A": "c"})
    one("underscore-order", "An underscore sorts after a hyphen.", {"X_A": "1", "X-A": "2"})
    one("prefix-order", "The shorter first.", {"X-TC-ActionX": "2"}, [*required, "x-tc-action", "x-tc-actionx"])
    one("value-upper-case", "Values are signed in lower case.", {"X-Custom": "MiXeD CaSe"})
    one("value-empty", "An empty value.", {"X-Custom": ""})
    one("value-blank", "Nothing but blanks is an empty value.", {"X-Custom": "   "})
    one("blanks-before", "Blanks before a value do not count.", {"X-Custom": "   value"})
    one("blanks-after", "Nor do those after it.", {"X-Custom": "value   "})
    one("tabs-around", "Nor tabs.", {"X-Custom": "\tvalue\t"})
    one("blanks-within", "Blanks within a value stay as they are.", {"X-Custom": "a   b"})
    one("quotes", "Quotes are part of the value.", {"X-Custom": '"a  b"'})
    one("comma", "So are commas.", {"X-Custom": "a, b,c"})
    one("colon", "And colons.", {"X-Custom": "a:b: c"})
    one("semicolon", "And semicolons, which separate names only.", {"X-Custom": "a;b"})
    one("equals", "And what Authorization is made of.", {"X-Custom": "Signature=abc, Credential=x/y"})
    one("percent", "Nothing is decoded or encoded.", {"X-Custom": "a%20b+c"})
    one("long-value", "A thousand bytes.", {"X-Custom": "Value-" * 167})
    one("many", "Twenty of them.", {f"X-Custom-{n}": f"Value {n}" for n in range(20)})
    one("content-type-charset", "With a charset, as the Java SDK sends it.",
        {"Content-Type": "application/json; charset=utf-8"}, required)
    one("content-type-upper-case", "In lower case, too.", {"Content-Type": "Application/JSON; Charset=UTF-8"}, required)
    one("content-type-blanks", "Without its outer blanks.", {"Content-Type": "  application/json "}, required)
    one("boundary-upper-case", "A boundary is signed in lower case: send it so, some clients do not convert.",
        {"Content-Type": "multipart/form-data; boundary=ABCdef"}, required, b"--ABCdef--\r\n")
    one("host-upper-case", "And the host.", {}, required, host="ECM.TencentCloudAPI.com")
    one("host-upper-case-get", "With GET as well.", {}, required, b"", "GET", "Limit=20", host="ECM.TencentCloudAPI.com")
    one("host-upper-case-and-port", "With a port.", {}, [*required, "x-tc-action"], host="ECM.example.com:8443")
    one("empty-body", "A POST without a body.", {}, [*required, "x-tc-action"], b"")
    one("unsigned-payload", "The header that leaves the payload out can be signed itself.",
        {"X-TC-Content-SHA256": "UNSIGNED-PAYLOAD"}, unsigned_payload=True)
    one("octets-parameters", "Parameters of an octet stream, which stand in headers.",
        {"Content-Type": "application/octet-stream", "X-CLS-TopicId": "Topic-1", "X-CLS-HashKey": ""},
        [*required, "x-cls-topicid", "x-cls-hashkey"], b"\x00\x01")
    one("query-order", "A query in an order that no sorting gives.", {}, [*required, "x-tc-action"], b"", "GET",
        "b=2&a=1&B=3&a=0")
    one("query-lower-hex", "Escapes as sent, even in lower case.", {}, [*required, "x-tc-action"], b"", "GET", "a=%e8%be%b9")
    one("query-without-value", "A name alone.", {}, [*required, "x-tc-action"], b"", "GET", "a&b=&=c&&")


def skip():
    both("skip", "post", "No signature at all, for the few actions that allow it.", "skip",
         action="AssumeRoleWithWebIdentity", host="sts.tencentcloudapi.com", service="sts",
         version="2018-08-13", params={"ProviderId": "OIDC"})
    both("skip", "token", "Python leaves the token out, Node sends it.", "skip", token="test-token-000001",
         action="AssumeRoleWithSAML", host="sts.tencentcloudapi.com", service="sts",
         version="2018-08-13", params={"RoleSessionName": "x"})


for make in (post_json, get_query, multipart, octet_stream, unsigned_payload, dates, hosts, services,
             keys, headers_that_are_not_signed, signed_headers, skip):
    make()
