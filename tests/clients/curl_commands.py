"""What curl sends, and what `tc3 explain` reads from its command line and its output.

Usage: curl_commands.py TC3

Each command line is run by bash against a server that keeps the bytes it receives. These
bytes, the command line, and the output of --trace-ascii, --trace and -v must have the
same explanation. It has the canonical request, which a signature of zeros does not match,
so that it shows method, query, signed headers and body. Needs bash and curl.
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile

SECONDS = 20
ZEROS = "0" * 64
KEYS = [{"secret_id": "test-secret-id-000001", "secret_key": "test-secret-key-000001"}]

# The file, which `-d` reads without line ends.
DATA = '{"ImageDescription": "边缘",\r\n "Limit": 5}\n'.encode()

JSON = "-H 'Content-Type: application/json'"
TYPED = "-H 'content-type: text/plain'"

# Arguments after `curl URL`, and the signed headers. What depends on the version of curl
# is not here: the case of percent-encoded bytes.
COMMANDS = [
    (f"""{JSON} -d '{{"Limit": 5}}'""", "content-type;host"),
    (f"""-X POST {JSON} --data-raw '{{"Limit": 5}}'""", "content-length;content-type;host"),
    ("-d Limit=5", "content-type;host"),
    ("-d a -d b --data c --data-raw @d --data-binary e --data-ascii f", "content-type;host"),
    ("-d a -d ''", "content-length;content-type;host"),
    ("-d ''", "content-length;content-type;host"),
    (f"{JSON} -d @data.json", "content-length;content-type;host"),
    (f"{JSON} --data-binary @data.json", "content-length;content-type;host"),
    (f"{JSON} --data @data.json -d@data.json --data-binary @data.json", "content-type;host"),
    (f"{JSON} -d 'wrapped {'x ' * 100}'", "content-type;host"),
    (f"{JSON} --data-binary $'--b\\r\\n\\r\\nvalue\\r\\n--b--\\r\\n'", "content-type;host"),
    (f"{JSON} -d $'a\\'b\\\\c\\t\\u8fb9\\x41\\101'", "content-type;host"),
    (f"""{JSON} -d "a\\"b\\\\c\\d$ 'e'"'$f'g\\ h""", "content-type;host"),
    (f"{JSON} \\\n  -d a\\\nb", "content-type;host"),
    (f"{JSON} -d 1.5", "content-type;host"),
    (f"{TYPED} -G -d Limit=5 -d 'Name=a+b~c'", "content-type;host"),
    (f"{TYPED} --get --data Name=%20", "accept;content-type;host"),
    (f"-X GET {JSON} -d '{{}}'", "content-type;host"),
    (f"{TYPED} -XPUT", "content-type;host"),
    (f"{TYPED} -GX POST -d a=1", "content-type;host"),
    (f"{TYPED} -H 'X-A: b  c ' -H 'X-B;' -H x-c:d -H 'X-D: ;'", "content-type;host;x-a;x-b;x-c;x-d"),
    (f"{TYPED} -H 'X-A: 1' -H 'x-a: 2'", "content-type;host;x-a"),
    (f"{TYPED} -H 'X-A:' -H 'X-B' -H 'X-C; d'", "content-type;host;x-a"),
    (f"{TYPED} -H 'X-B' -H 'X-C; d'", "content-type;host;x-b"),
    (f"{TYPED} -H 'X-C; d'", "content-type;host;x-c"),
    (f"{TYPED} -H Accept:", "accept;content-type;host"),
    (f"{TYPED} -H 'Host: ecm.tencentcloudapi.com'", "content-type;host"),
    (f"{TYPED} -H 'Host:'", "content-type;host"),
    (f"{TYPED} -H 'Host;'", "content-type;host"),
    ("-H 'Content-Type;' -d a", "content-type;host"),
    ("-H 'Content-Type:' -d a", "content-type;host"),
    ("""--json '{"Limit": 5}'""", "accept;content-length;content-type;host"),
    ("-d a --json @data.json --json b -d c", "accept;content-length;content-type;host"),
    (f"{TYPED} --json a -H 'Accept: text/plain'", "accept;content-type;host"),
    (f"{TYPED} -A me", "content-type;host;user-agent"),
    (f"{TYPED} -A me -H 'user-agent: you'", "content-type;host;user-agent"),
]
# Options that leave the request as it is: all of them, and some in other forms.
WITHOUT_EFFECT = [
    "-sSLkifvNgO64# -m5 -ony -w '%{http_code}'",
    "-q -D headers -c cookies -o body -Y 1 -y 9",
    "-so/dev/null -w ok",
    "--alpn --no-buffer --buffer --cert-status --clobber --compressed --create-dirs --fail",
    "--fail-early --fail-with-body --globoff --http1.1 --include --insecure --ipv4",
    "--ipv4 --keepalive --no-keepalive --location --location-trusted --progress-bar",
    "--no-progress-meter --raw --retry-all-errors --retry-connrefused --sessionid",
    "--no-sessionid --show-error --silent --no-silent --tcp-nodelay --tlsv1.2 --tlsv1.3",
    "--trace-time --verbose --http2",
    "--cacert a --capath a --cert a --cert-type PEM --ciphers a --crlfile a --curves a",
    "--connect-timeout 9 --connect-to ::: --cookie-jar cookies --dump-header headers",
    "--expect100-timeout 1 --happy-eyeballs-timeout-ms 9 --interface lo --keepalive-time 9",
    "--key a --key-type PEM --limit-rate 1M --local-port 20000-60000 --max-filesize 9",
    "--max-redirs 1 --max-time 9 --noproxy '*' --output body --output-dir .",
    "--pass a --pinnedpubkey sha256//AAAA --proto =http,https --proto-redir =https",
    "--resolve a:1:127.0.0.1 --retry 1 --retry-delay 1 --retry-max-time 1 --tls-max 1.3",
    "--speed-limit 1 --speed-time 9 --stderr errors --write-out ok --alt-svc cache",
    "--trace trace",
    "--trace-ascii trace",
]
# The URL; the port follows.
TARGETS = [
    "",
    "/",
    "?a=1&b=%20%2B~",
    "/?a=1#fragment",
    "/?",
    "//",
    "/v2/index.php?Filters.0.Name=zone&Filters.0.Values.10=%41",
    "/?名=边",
    "/?a[]=1",
]


def main(tc3):
    with tempfile.TemporaryDirectory() as directory:
        with open(os.path.join(directory, "data.json"), "wb") as file:
            file.write(DATA)
        with open(os.path.join(directory, "keys.json"), "w") as file:
            json.dump(KEYS, file)
        forms = 0
        for arguments, signed in COMMANDS:
            forms += check(tc3, directory, "/", arguments, signed)
        for target in TARGETS:
            forms += check(tc3, directory, target, TYPED, "content-type;host")
            forms += check(tc3, directory, target, f"{TYPED} -G -d z=9", "content-type;host")
        for options in WITHOUT_EFFECT:
            signed = "content-length;content-type;host"
            forms += check(tc3, directory, "/a", f"{options} --data-raw b", signed, traced=[])
        stale(tc3, directory)
    commands = len(COMMANDS) + 2 * len(TARGETS) + len(WITHOUT_EFFECT)
    print(f"curl: {commands} commands, {forms} forms of them explained")


def stale(tc3, directory):
    """curl sends a Content-Length as it is written, so its data is not what a server reads."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(SECONDS)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        command = f"curl {url} -H 'content-length: 5' --json '{{\"a\": 1}}' {signature('host')}"
        received, _ = run(directory, server, command, "silent")
    head, _, _ = received.partition(b"\r\n\r\n")
    lengths = re.findall(rb"(?i)content-length: *(\d+)", head)
    code, result = explain(tc3, directory, command.encode())
    causes = json.loads(result)["causes"]
    if lengths != [b"5"] or code != 4 or causes[0] != "stale-content-length":
        sys.exit(f"{command}\n{received!r}\n{code} {result}")


def signature(signed):
    """The headers of a request whose signature does not match."""
    authorization = (
        "TC3-HMAC-SHA256 Credential=test-secret-id-000001/2023-11-14/ecm/tc3_request, "
        f"SignedHeaders={signed}, Signature={ZEROS}"
    )
    return f"-H 'X-TC-Timestamp: 1700000000' -H 'Authorization: {authorization}'"


def check(tc3, directory, target, arguments, signed, traced=("trace-ascii", "trace", "verbose")):
    """Compares the forms of one request. Returns how many there are."""
    headers = signature(signed)
    explained = {}
    # The port is a part of the host, so all forms of a request have the same.
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(SECONDS)
        url = f"http://127.0.0.1:{server.getsockname()[1]}{target}"
        command = f"curl '{url}' {headers} {arguments}"
        for option in traced or ["silent"]:
            received, output = run(directory, server, command, option)
            if option in traced:
                explained[option] = explain(tc3, directory, output)
        explained["command"] = explain(tc3, directory, command.encode())
        expected = explain(tc3, directory, received)
    head, _, body = received.partition(b"\r\n\r\n")
    without_body = {
        "verbose": "give the curl command line, or the output of --trace-ascii -" if body else None,
        "trace-ascii": "the body is not at hand" if is_lost(head, body, expected) else None,
    }
    for form, (code, result) in explained.items():
        missing = without_body.get(form)
        is_right = code == 1 and missing in result if missing else (code, result) == expected
        if not is_right:
            sys.exit(f"{command}\n{received!r}\n{form}: {code} {result}\nexpected: {missing or expected}")
    return len(explained)


def is_lost(head, body, expected):
    """Whether --trace-ascii shows dots, and no cause was found without the body."""
    lines = body.replace(b"\r\n", b"")
    is_unknown = expected[0] == 4 and json.loads(expected[1])["causes"] == ["unknown"]
    return is_unknown and (not head.isascii() or re.search(rb"[^ -~]|\.", lines) is not None)


def run(directory, server, command, option):
    """The bytes that curl sends, and its output."""
    value = "" if option in ["silent", "verbose"] else ' = "-"'
    with open(os.path.join(directory, ".curlrc"), "w") as file:
        file.write(f'silent\nnoproxy = "*"\nmax-time = {SECONDS}\n{option}{value}\n')
    environment = {**os.environ, "CURL_HOME": directory, "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(
        ["bash", "-c", command],
        cwd=directory,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    connection, _ = server.accept()
    with connection:
        connection.settimeout(SECONDS)
        received = receive(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    output, _ = process.communicate(timeout=SECONDS)
    if process.returncode != 0:
        sys.exit(f"{command}: curl exits with {process.returncode}: {output!r}")
    return received, output


def receive(connection):
    received = b""
    while True:
        head, end, body = received.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        if end and len(body) >= (int(length[1]) if length else 0):
            return received
        more = connection.recv(65536)
        if not more:
            sys.exit(f"curl has sent only {received!r}")
        received += more


def explain(tc3, directory, text):
    """The exit code, and the explanation or the error."""
    result = subprocess.run(
        [tc3, "explain", "--json", "--keys", "keys.json", "--at", "1700000000", "-"],
        cwd=directory,
        input=text,
        capture_output=True,
        timeout=SECONDS,
    )
    return result.returncode, (result.stdout or result.stderr).decode()


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]))
