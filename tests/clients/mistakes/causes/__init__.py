"""The mistakes, by the step of the signature. Importing this registers all of them."""

from causes import headers, key, older, payload, request_line, signature, time
