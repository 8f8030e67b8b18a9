"""Sends cases to a running `tc3 emulator` and compares the header of the diagnosis."""

import json
import re
import socket
import subprocess
from contextlib import contextmanager

from cases import Case
from inputs import INPUTS
from program import Failure
from secrets_of import leaks
from tc3 import Request

HEADER = "x-emulator-diagnosis"


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
    """Whether an HTTP library hands over the request as it was sent: it trims headers."""
    head = case.raw.partition(b"\r\n\r\n")[0]
    return not re.search(rb":  | \r\n| $", head.partition(b"\r\n")[2])


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
            head, body = exchange(address, case.raw)
            found = tuple(diagnosis(head).split(",")) if diagnosis(head) else ()
            if found != case.causes and found not in case.others:
                expected = ",".join(case.causes) or "none"
                failures.append(Failure(case, f"{HEADER}: {expected}", ",".join(found) or "none"))
            failures += [Failure(case, "no secret", what) for what in leaks(head + body)]
        journal = exchange(address, b"GET /_emulator/journal HTTP/1.1\r\nHost: localhost\r\n\r\n")
        for what in leaks(b"".join(journal)):
            failures.append(Failure(cases[0], "no secret in the journal", what))
    return len(cases), failures


def diagnosis(head):
    for line in head.decode("latin-1").split("\r\n")[1:]:
        name, _, value = line.partition(":")
        if name.lower() == HEADER:
            return value.strip()
    return ""


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
