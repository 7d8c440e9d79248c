"""Errors as a reader meets them: RFC 9457 problem details, from one table.

``geodata`` and ``layers`` raise their own errors; only this table knows status codes.
Each type of problem has an address, ``/problems/<slug>``, which explains it and never
changes. Answers are never cached.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from app.accepting import prefers_html
from app.settings import base_url

MEDIA_TYPE = "application/problem+json"
# Makes a page of a request, the name of a problem and what went wrong.
Draw = Callable[[Request, str, str], Response]


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind of refusal: its status, its title and what a reader can do."""

    status: int
    title: str
    explanation: str


PROBLEMS: Mapping[str, ProblemType] = {
    "unknown-parameter": ProblemType(
        400,
        "The request has a parameter that is not known here",
        "Every parameter is checked, so that a misspelt filter is never taken for no "
        "filter. The answer lists the parameters this address takes; which filters a "
        "collection takes follows from its schema.",
    ),
    "invalid-parameter": ProblemType(
        400,
        "A parameter has a value that cannot be read",
        "The answer names the parameter, shows the value as it came and gives an "
        "example that works. For values of a vocabulary it also lists near ones.",
    ),
    "invalid-filter": ProblemType(
        400,
        "The CQL2 filter cannot be used",
        "The filter is not CQL2, names a property that cannot be queried, or uses a "
        "function that is not offered. The queryables of the collection list what can "
        "be asked.",
    ),
    "not-found": ProblemType(
        404,
        "There is nothing at this address",
        "The address is misspelt, or the thing has never existed. A record that was "
        "withdrawn answers 410 with the reason instead.",
    ),
    "not-implemented": ProblemType(
        501,
        "This form of the answer is not made here",
        "The oEmbed provider answers in JSON and in XML; ask with format=json.",
    ),
    "method-not-allowed": ProblemType(
        405,
        "This address can only be read",
        "The service is read-only: use GET, HEAD or OPTIONS.",
    ),
    "not-acceptable": ProblemType(
        406,
        "None of the forms asked for is offered",
        "Leave out the Accept header, or ask by the parameter f; the answer lists the "
        "forms this address has.",
    ),
    "gone": ProblemType(
        410,
        "The record was withdrawn",
        "Its id stays taken and this answer stays for ever; the detail says when and "
        "why it was withdrawn.",
    ),
    "too-long": ProblemType(
        400,
        "The address is too long",
        "A query string may have 8,000 characters. Ask for less at a time.",
    ),
    "too-many-requests": ProblemType(
        429,
        "Too many requests in a short time",
        "Wait as many seconds as the Retry-After header says. Whole collections are "
        "offered as files, so that nobody needs to ask page by page.",
    ),
    "internal-error": ProblemType(
        500,
        "The service failed",
        "The fault is ours. Tell us the X-Request-Id of the answer.",
    ),
}

_BY_STATUS = {
    HTTPStatus.NOT_FOUND: "not-found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method-not-allowed",
}


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error of ours
    """A request that gets a problem instead of what it asked for.

    ``members`` go into the document beside type, title, status and detail: by custom
    ``parameter``, ``value``, ``example``, ``near`` and ``allowed``.
    """

    def __init__(self, slug: str, detail: str, **members: Any) -> None:
        """Refuse with the problem ``slug`` of the table."""
        super().__init__(detail)
        self.slug = slug
        self.detail = detail
        self.members = {k: v for k, v in members.items() if v not in (None, (), [])}

    @property
    def status(self) -> int:
        """The status code of the answer."""
        return PROBLEMS[self.slug].status

    def document(self, base: str) -> dict[str, Any]:
        """Return the problem details, with type URIs under ``base``."""
        problem = PROBLEMS[self.slug]
        return {
            "type": f"{base}/problems/{self.slug}",
            "title": problem.title,
            "status": problem.status,
            "detail": self.detail,
            **self.members,
        }


def invalid(
    parameter: str, value: str, expected: str, example: str, **members: Any
) -> Refusal:
    """Return the refusal of ``value``, saying what was expected and what would do."""
    detail = f"{parameter}: expected {expected}, such as {example}; got {value!r}"
    return Refusal(
        "invalid-parameter",
        detail,
        parameter=parameter,
        value=value,
        example=example,
        **members,
    )


def answer(request: Request, refusal: Refusal, draw: Draw) -> Response:
    """Return the problem as JSON, or as a page to a reader with a browser."""
    document = refusal.document(base_url(request))
    headers = {"Cache-Control": "no-store", "Vary": "Accept"}
    if refusal.slug == "method-not-allowed":
        headers["Allow"] = "GET, HEAD, OPTIONS"
    if prefers_html(request.headers.get("accept", "")):
        page = draw(request, refusal.slug, refusal.detail)
        page.headers.update(headers)
        return page
    body = orjson.dumps(document, default=str)
    return Response(body, refusal.status, headers, MEDIA_TYPE)


def install(app: FastAPI, draw: Draw) -> None:
    """Let every refusal, and every miss of the router, answer from the table.

    ``draw`` makes the page of a problem; pages stand above this table.
    """

    async def refuse(request: Request, error: Exception) -> Response:
        return answer(request, as_refusal(error, request.url.path), draw)

    app.add_exception_handler(Refusal, refuse)
    app.add_exception_handler(HTTPException, refuse)


def as_refusal(error: Exception, path: str) -> Refusal:
    """Return what to answer for ``error``; anything unforeseen is our fault."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, HTTPException):
        slug = _BY_STATUS.get(HTTPStatus(error.status_code), "internal-error")
        return Refusal(slug, f"{path}: {PROBLEMS[slug].title.lower()}")
    return Refusal("internal-error", "An unforeseen error; it was logged.")
