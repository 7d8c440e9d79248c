"""The running atlas on the real records, and ways to ask it."""

from urllib.parse import quote

import httpx
import pytest

from layers.shelf import Shelf


class Asker:
    """Asks the atlas and insists on what every answer owes."""

    def __init__(self, client):
        self.client = client

    def get(self, address, status=200, **headers):
        """Return the answer to a GET, which must have this status."""
        answer = self.client.get(address, headers=headers)
        assert answer.status_code == status, f"{address[:200]}: {answer.text[:500]}"
        return answer

    def json(self, address, status=200, **headers):
        """Return the answer as a value."""
        return self.get(address, status, **headers).json()

    def items(self, collection, **parameters):
        """Return a page of a collection; an underscore stands for a hyphen."""
        said = "&".join(
            f"{name.replace('_', '-')}={quote(str(value), safe=',/:')}"
            for name, value in parameters.items()
        )
        return self.json(f"/api/collections/{collection}/items?{said}")

    def ids(self, collection, **parameters):
        """Return the ids of everything that matches, in order."""
        found = self.items(collection, **{"limit": 10_000, **parameters})
        return [feature["id"] for feature in found["features"]]

    def problem(self, address, status=400):
        """Return the problem that is answered, which must be one of the table."""
        answer = self.get(address, status)
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["cache-control"] == "no-store"
        problem = answer.json()
        assert problem["status"] == status
        assert self.get(problem["type"]).status_code == 200
        return problem


@pytest.fixture(scope="session")
def atlas(site):
    """The running atlas."""
    with httpx.Client(base_url=site, timeout=60) as client:
        yield Asker(client)


@pytest.fixture(scope="session")
def shelf(built):
    """The layers the atlas serves, opened a second time."""
    return Shelf.open(built)
