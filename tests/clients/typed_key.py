"""`tc3 explain` asks for a key on the terminal, and does not show it.

Usage: typed_key.py TC3

The program runs with a terminal of its own (a pseudo-terminal), a request on stdin and no
key in the environment.
"""

import os
import pty
import select
import sys
import tempfile
import termios
import time

SECONDS = 20
KEY = "test-secret-key-000001"
INTERRUPT = b"\x03"  # Ctrl-C
CAPTURES = os.path.join(os.path.dirname(__file__), "..", "data", "captures")


def main(tc3):
    for capture in ["python_tc3_post.http", "python_tc3_post_token.http", "node_hmacsha1_get.http"]:
        with open(os.path.join(CAPTURES, capture), "rb") as file:
            request = file.read()
        for key, code, verdict in [(KEY, 0, "valid"), (KEY + "0", 4, "invalid"), ("", 3, "error")]:
            exit_code, shown = typed(tc3, request, key.encode() + b"\n")
            assumes_token = "The token was taken to be that of the key" in shown
            is_right = (
                exit_code == code
                and f"\n{verdict}" in shown
                and KEY not in shown
                and assumes_token == (code != 3 and "token" in capture)
            )
            if not is_right:
                sys.exit(f"{capture}: exit code {exit_code} instead of {code}: {shown}")
    exit_code, shown = typed(tc3, request, INTERRUPT)
    if exit_code != 130 or "interrupted" not in shown:
        sys.exit(f"exit code {exit_code} instead of 130 after Ctrl-C: {shown}")
    print("tc3 explain: a typed key is used and not shown")


def typed(tc3, request, keys):
    """The exit code, and what the terminal shows."""
    with tempfile.TemporaryFile() as stdin:
        stdin.write(request)
        stdin.seek(0)
        child, terminal = pty.fork()
        if child == 0:
            os.dup2(stdin.fileno(), 0)
            environment = {k: v for k, v in os.environ.items() if not k.startswith("TENCENTCLOUD_")}
            os.execve(tc3, [tc3, "explain"], environment)
    shown = b""
    while b"not shown): " not in shown:
        shown += read(terminal) or sys.exit(f"tc3 asks for no key: {shown!r}")
    # A person types later than a program, which echoes until the prompt is complete.
    end = time.monotonic() + SECONDS
    while termios.tcgetattr(terminal)[3] & termios.ECHO:
        if time.monotonic() > end:
            sys.exit("the terminal shows what is typed")
        time.sleep(0.01)
    os.write(terminal, keys)
    while piece := read(terminal):
        shown += piece
    _, status = os.waitpid(child, 0)
    if not termios.tcgetattr(terminal)[3] & termios.ECHO:
        sys.exit("the terminal does not show what is typed after tc3 has ended")
    return os.waitstatus_to_exitcode(status), shown.decode().replace("\r\n", "\n")


def read(terminal):
    """The next output; nothing when the program has ended."""
    if not select.select([terminal], [], [], SECONDS)[0]:
        sys.exit("tc3 neither writes nor ends")
    try:
        return os.read(terminal, 65536)
    except OSError:  # How Linux tells the end.
        return b""


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]))
