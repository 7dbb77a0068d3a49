"""What stands before every page: the loopback host, and a policy that lets a browser load our own files only."""

from __future__ import annotations

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))  # fmt: skip
HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}


def guarded(app):
    """An ASGI application that answers to this machine's own names only (another name that leads here is a page of
    somebody else that has been pointed at us), and adds the headers."""

    async def asked(scope, receive, send):
        if scope["type"] != "http":
            return await app(scope, receive, send)
        if host_of(scope) not in LOOPBACK:
            await _refuse(send, "This server answers to http://127.0.0.1 and http://localhost only.")
            return None

        async def sent(message):
            if message["type"] == "http.response.start":
                kept = [(name, value) for name, value in message.get("headers", []) if name.lower() not in HEADERS]
                message = {**message, "headers": [*kept, *HEADERS.items()]}
            await send(message)

        return await app(scope, receive, sent)

    return asked


def header(scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name), "")


def host_of(scope) -> str:
    """The host that was asked for, without its port."""
    host = header(scope, b"host")
    return host if host.endswith("]") else host.rpartition(":")[0] or host


def is_own_origin(scope) -> bool:
    """Whether a page of ours sent this: the browser says so, and it is the host that was asked."""
    origin = header(scope, b"origin")
    return bool(origin) and origin == f"http://{header(scope, b'host')}" and host_of(scope) in LOOPBACK


async def _refuse(send, message: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *HEADERS.items()]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": message.encode()})
