"""A signature as a sequence of named steps, each of which can be changed.

A change is a function of the steps and of the value that the step has without it. Changes
of several mistakes can be combined: each changes what the one before it left.
"""


def step(compute):
    """A step: computed once, then changed."""
    name = compute.__name__

    def value(self):
        if name not in self._values:
            found = compute(self)
            for change in self._changes.pop(name, ()):
                found = change(self, found)
            self._values[name] = found
        return self._values[name]

    return property(value)


class Steps:
    """The steps of one request's signature; `raw` is the request as it is sent."""

    def __init__(self, request, *mistakes):
        """Each mistake maps names of steps to changes."""
        self.request = request
        self._values = {}
        self._changes = {}
        for mistake in mistakes:
            for name, change in mistake.items():
                if not isinstance(getattr(type(self), name), property):
                    raise TypeError(f"{name} is no step")
                self._changes.setdefault(name, []).append(change)

    def replaced(self, **values):
        """Other steps of the same request, with these values in the place of their own."""
        return type(self)(self.request, *[{name: constant(v)} for name, v in values.items()])


def constant(value):
    """The change that puts this value in the place of any."""
    return lambda steps, found: value


def http(request_line, headers, body):
    """The bytes of an HTTP/1.1 request."""
    lines = [request_line, *(name + b": " + value for name, value in headers)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body
