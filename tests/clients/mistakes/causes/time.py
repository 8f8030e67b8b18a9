"""Mistakes in the time that is signed."""

from email.utils import formatdate, parsedate_to_datetime

from mistake import TC3, V1, mistakes, sent_otherwise
from steps import constant
from tc3 import day

HOURS = [*range(-14, 0), *range(1, 15), 5.5, 5.75, 9.5]


@sent_otherwise("timestamp-in-milliseconds", TC3)
def header_in_milliseconds(request):
    yield request.with_header("X-TC-Timestamp", f"{request.seconds}000")


@mistakes("timestamp-in-milliseconds", TC3, "string_to_sign")
def milliseconds(request):
    seconds, millis = b"%d" % request.seconds, b"%d000" % request.seconds
    if len(request.header("x-tc-timestamp")) > 12:
        yield "header", {"timestamp": constant(seconds)}
        yield "header and string", {"timestamp": constant(millis)}
    else:
        yield "string", {"timestamp": constant(millis)}


@sent_otherwise("timestamp-in-milliseconds", V1)
def parameter_in_milliseconds(request):
    yield request.with_param("Timestamp", f"{request.seconds}000")


@mistakes("timestamp-in-milliseconds", V1, "string_to_sign")
def v1_milliseconds(request):
    def signed(value):
        return {"pairs": lambda steps, pairs: [
            (k, value if k == b"Timestamp" else v) for k, v in pairs
        ]}

    seconds, millis = b"%d" % request.seconds, b"%d000" % request.seconds
    if len(request.param("Timestamp")) > 12:
        yield "header", signed(seconds)
        yield "header and string", signed(millis)
    else:
        yield "string", signed(millis)


@mistakes("local-date", TC3, "scope")
def local_date(request):
    for hours in HOURS:
        date = day(request.seconds + round(hours * 3600))
        yield f"{hours:+}", {"date": constant(date)}


@sent_otherwise("header-timestamp-differs", TC3)
def with_date(request):
    for seconds in (-40, -2, 31):
        yield request.with_header("Date", formatdate(request.seconds + seconds, usegmt=True))


@mistakes("header-timestamp-differs", TC3, "string_to_sign")
def another_second(request):
    def signed(seconds):
        return {"timestamp": constant(b"%d" % seconds), "date": constant(day(seconds))}

    for difference in (*range(-5, 0), *range(1, 6)):
        yield f"{difference:+}", signed(request.seconds + difference)
    if request.header("date"):
        date = parsedate_to_datetime(request.header("date"))
        yield "date", signed(int(date.timestamp()))
