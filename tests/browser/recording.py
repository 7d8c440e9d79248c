"""What a browser did while a test looked at a page: its complaints and its requests."""

from urllib.parse import urlsplit

LOCAL = {"127.0.0.1", "localhost", ""}


class Recorder:
    """Listens to a browser context from before its first page."""

    def __init__(self, context):
        self.complaints = []
        self.requests = []
        context.on("console", self._hear)
        context.on("weberror", self._fail)
        context.on("request", self._see)

    def _hear(self, message):
        if message.type in {"error", "warning"}:
            where = message.location.get("url", "")
            self.complaints.append(f"{message.type}: {message.text} ({where})")

    def _fail(self, error):
        self.complaints.append(f"uncaught: {error.error}")

    def _see(self, request):
        self.requests.append(request)

    @property
    def foreign(self):
        """Addresses on other hosts that the browser asked."""
        addresses = (urlsplit(request.url) for request in self.requests)
        return [
            parts.geturl()
            for parts in addresses
            if parts.scheme in {"http", "https", "ws", "wss"}
            and parts.hostname not in LOCAL
        ]
