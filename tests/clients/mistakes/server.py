"""Sends cases to a running `tc3 emulator` and compares the header of the diagnosis."""

import base64
import json
import os
import re
import socket
import subprocess
from contextlib import contextmanager

from cases import Case
from inputs import INPUTS, accepted_forms
from program import Failure
from secrets_of import leaks
from tc3 import Request, Tc3


@contextmanager
def emulator(tc3, keys, at):
    """The address of an emulator, which is stopped at the end."""
    command = [tc3, "emulator", "--listen", "127.0.0.1:0", "--keys", keys, "--clock", str(at)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        host, port = line.removeprefix("listening on http://").strip().split(":")
        yield host, int(port)
    finally:
        process.terminate()
        process.wait(timeout=20)


def exchange(address, raw):
    """The status line with headers, and the body of the response."""
    with socket.create_connection(address, timeout=20) as connection:
        connection.sendall(raw)
        received = b""
        while b"\r\n\r\n" not in received:
            received += more(connection)
        head, _, body = received.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        while length and len(body) < int(length[1]):
            body += more(connection)
        return head, body


def more(connection):
    chunk = connection.recv(65536)
    if not chunk:
        raise ConnectionError("the emulator closed the connection")
    return chunk


def set_clock(address, at):
    body = json.dumps({"freeze": True, "set": at}).encode()
    request = b"POST /_emulator/clock HTTP/1.1\r\nHost: localhost\r\n"
    request += b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    head, _ = exchange(address, request + body)
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise ConnectionError("the clock cannot be set")


def reaches_server(case):
    """Whether an HTTP library hands over what the mistake is in: it trims headers and does
    not keep the spelling of their names."""
    head = case.raw.partition(b"\r\n\r\n")[0]
    names = [label for cause, label in case.variants if cause == "header-names-not-lowercased"]
    is_spelled_as_sent = names and not any("Title-Case" in label for label in names)
    return not is_spelled_as_sent and not re.search(rb":  | \r\n| $", head.partition(b"\r\n")[2])


def check(tc3, keys, cases):
    """The number of requests sent, and what is wrong."""
    failures = []
    cases = sorted(filter(reaches_server, cases), key=lambda case: case.at)
    with emulator(tc3, keys, cases[0].at) as address:
        cases += listening_port_cases(address[1])
        clock = None
        for case in cases:
            if case.at != clock:
                set_clock(address, case.at)
                clock = case.at
            raw, difference = with_canonical_request(case)
            head, body = exchange(address, raw)
            found = tuple(filter(None, header(head, "x-emulator-diagnosis").split(",")))
            if found != case.causes and found not in case.others:
                expected = ",".join(case.causes)
                failures.append(Failure(case, f"diagnosis: {expected}", ",".join(found)))
            if header(head, "x-emulator-difference") != difference:
                found = header(head, "x-emulator-difference")
                failures.append(Failure(case, f"difference: {difference}", found))
            failures += [Failure(case, "no secret", what) for what in leaks(head + body)]
        journal = exchange(address, b"GET /_emulator/journal HTTP/1.1\r\nHost: localhost\r\n\r\n")
        for what in leaks(b"".join(journal)):
            failures.append(Failure(cases[0], "no secret in the journal", what))
    return len(cases), failures


def header(head, wanted):
    """The value of a header of a response; empty if there is none."""
    for line in head.decode("latin-1").split("\r\n")[1:]:
        name, _, value = line.partition(":")
        if name.lower() == wanted:
            return value.strip()
    return ""


def with_canonical_request(case):
    """The request with the canonical request of the client, which the emulator compares
    with its own, and the place where they differ. Both only where the server knows a single
    right form."""
    is_v3 = isinstance(case.server, Tc3)
    if not is_v3 or len(accepted_forms(case.server.request)) > 1:
        return case.raw, ""
    client, server = case.client.canonical_request, case.server.canonical_request
    sent = b"X-Emulator-Canonical-Request: " + base64.b64encode(client)
    head, _, body = case.raw.partition(b"\r\n\r\n")
    return b"\r\n".join([head, sent, b"", body]), place(client, server)


def place(client, server):
    """The line and the byte at which the texts differ, both from 1."""
    if client == server:
        return "none"
    at = len(os.path.commonprefix([client, server]))
    *before, last = server[:at].split(b"\n")
    return f"line {len(before) + 1}, byte {len(last) + 1}"


def listening_port_cases(port):
    """Clients that sign the port on which the server listens, and do not send it."""
    cases = []
    for request in INPUTS:
        host = request.header("host").lower() if isinstance(request, Request) else ":"
        if ":" not in host:
            signed = f"{host}:{port}".encode()
            raw = request.raw(
                {"values": lambda steps, values, signed=signed: {**values, b"host": signed}}
            )
            variants = (("host-port", "listening port"),)
            named = ("invalid", ("host-port",), "canonical_request", variants)
            cases.append(Case(request.name, raw, request.seconds, *named))
    return cases
