"""The nouns of the atlas, as frozen models that forbid what they do not know.

Field descriptions are the data dictionary: the published schemas quote them, so they
are written for a reader of the data, once, here.
"""

import re
from typing import Annotated, ClassVar, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from geodata.edtf import Edtf, parse_edtf

Kind = Literal["deployment", "policy", "incident", "agreement"]
KINDS: tuple[Kind, ...] = ("deployment", "policy", "incident", "agreement")

_MARGIN = 0.5
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _read_edtf(value: object) -> object:
    return parse_edtf(value) if isinstance(value, str) else value


def _read_slug(value: str) -> str:
    if not _SLUG.fullmatch(value):
        msg = f"'{value}' is not an id; write lower-case words joined by hyphens"
        raise ValueError(msg)
    return value


def _read_alpha3(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", value):
        msg = f"'{value}' is not an ISO 3166-1 alpha-3 code; write one such as KEN"
        raise ValueError(msg)
    return value


Date = Annotated[Edtf, BeforeValidator(_read_edtf)]
Slug = Annotated[str, BeforeValidator(_read_slug)]
Alpha3 = Annotated[str, BeforeValidator(_read_alpha3)]


class Model(BaseModel):
    """A frozen model without room for unknown fields."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, str_min_length=1
    )


class Country(Model):
    """A country or area with an ISO 3166-1 code; the names are only labels."""

    iso3: Alpha3 = Field(description="ISO 3166-1 alpha-3; XKX is user-assigned")
    iso2: str = Field(description="ISO 3166-1 alpha-2", pattern=r"^[A-Z]{2}$")
    region: str = Field(description="Region of the World Bank's country grouping")
    extent: tuple[float, float, float, float] = Field(
        description="West, south, east, north; west > east crosses 180 degrees"
    )
    names: dict[str, str] = Field(description="Short name by language code")
    aliases: tuple[str, ...] = Field(
        description="Former and official names, searchable"
    )

    @property
    def name(self) -> str:
        """The English short name."""
        return self.names["en"]

    def may_hold(self, lon: float, lat: float) -> bool:
        """Tell whether a point lies in the country's extent, half a degree wider.

        A coarse test that needs no boundaries: it catches exchanged coordinates and
        wrong countries, not a wrong suburb.
        """
        west, south, east, north = self.extent
        lons = (lon - west + _MARGIN) % 360 <= (east - west) % 360 + 2 * _MARGIN
        return lons and south - _MARGIN <= lat <= north + _MARGIN


class Source(Model):
    """A page that was read, and what it was when it was read."""

    id: Slug = Field(description="Stable id, never reused")
    title: str = Field(description="The page's own title")
    publisher: str = Field(description="Who published it; copies name the original too")
    url: str = Field(description="Address of the page", pattern=r"^https?://\S+$")
    archived: str | None = Field(
        None, description="Address of an archived copy", pattern=r"^https?://\S+$"
    )
    unarchived: str | None = Field(
        None, description="Why there is no archived copy: a term of `unarchived`"
    )
    published: Date | None = Field(None, description="EDTF date of publication")
    accessed: Date = Field(description="EDTF date on which the page was read")
    language: str | None = Field(None, description="BCP 47 language of the page")

    @model_validator(mode="after")
    def _archived_or_why_not(self) -> "Source":
        if (self.archived is None) == (self.unarchived is None):
            msg = "give either archived (an address) or unarchived (the reason)"
            raise ValueError(msg)
        return self


class Copy(Model):
    """How a publisher is named where it repeats somebody else."""

    text: str = Field(description="The publisher as the source's entry spells it")
    relation: str = Field(description="copy, translation, quoting, citing ...")
    originals: tuple[Slug, ...] = Field((), description="Ids of those it repeats")


class Publisher(Model):
    """Who stands behind a page, so that copies are not counted as witnesses."""

    id: Slug
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = Field(description="A term of `publisher_kinds`")
    country: Alpha3 | None = None
    state_owned: Literal["yes", "no"] | None = None
    copies: tuple[Copy, ...] = ()
    note: str | None = None


class Withdrawal(Model):
    """Why a record is no longer published; its id stays taken."""

    date: Date
    reason: str


class Record(Model):
    """What every claim of the atlas carries, whatever its kind."""

    kind: ClassVar[Kind]

    id: Slug = Field(description="Stable id, never reused")
    country: Alpha3 = Field(description="ISO 3166-1 alpha-3 code of the country")
    title: str = Field(description="What the record is about, in a line")
    summary: str = Field(description="The facts in plain words, hedged as the sources")
    disputed: str | None = Field(
        None, description="Denials and other accounts, with who gives them"
    )
    note: str | None = Field(None, description="What the editors could not establish")
    read: Literal["first", "second"] = Field(
        description="Whether one reading or two stand behind the record"
    )
    sources: tuple[Slug, ...] = Field(description="Ids of the sources", min_length=1)
    withdrawn: Withdrawal | None = Field(None, description="Tombstone of the record")


class Located(Model):
    """A place, never more precise than the source gives it."""

    place: str | None = Field(None, description="Name of the place")
    place_precision: str = Field(description="site, city, region or country")
    lat: float | None = Field(None, ge=-90, le=90, description="Degrees north, WGS 84")
    lon: float | None = Field(None, ge=-180, le=180, description="Degrees east, WGS 84")

    @model_validator(mode="after")
    def _placed_as_precisely_as_said(self) -> "Located":
        if (self.lat is None) != (self.lon is None):
            msg = "lat and lon go together; give both or neither"
            raise ValueError(msg)
        if self.place_precision == "country" and self.lat is not None:
            msg = "a country-level record has no lat and lon; drop them"
            raise ValueError(msg)
        return self


class Financing(Model):
    """One part of the money behind a deployment."""

    institution: str
    instrument: str | None = None
    amount: float | None = None
    currency: str | None = Field(None, description="ISO 4217", pattern=r"^[A-Z]{3}$")


class Scale(Model):
    """One count of something, as of a date; planned counts say so in ``quantity``."""

    quantity: str
    value: float
    as_of: Date | None = None


class Deployment(Record, Located):
    """A technology in a place, with the ladder of its dates."""

    kind: ClassVar[Kind] = "deployment"

    technologies: tuple[str, ...] = Field(description="Technology ids", min_length=1)
    suppliers: tuple[Slug, ...] = Field((), description="Ids of the named suppliers")
    operator: str | None = Field(None, description="Who runs it, as reported")
    financing: tuple[Financing, ...] = Field((), description="Who pays, as reported")
    scale: tuple[Scale, ...] = Field((), description="Counts, each as of a date")
    announced: Date | None = Field(None, description="EDTF date it was announced")
    agreed: Date | None = Field(None, description="EDTF date an agreement was signed")
    started: Date | None = Field(None, description="EDTF date work on it began")
    operational: Date | None = Field(None, description="EDTF date it began to work")
    ended: Date | None = Field(None, description="EDTF date it ended")
    last_confirmed: Date | None = Field(
        None, description="EDTF date a source last saw it working"
    )
    status: str = Field(description="Status as last reported")
    status_as_of: Date | None = Field(None, description="EDTF date of that report")
    legal_basis: str | None = Field(None, description="Legal basis, as reported")
    evidence: str = Field(description="Grade of the evidence")


class Policy(Record):
    """A law, decree, ban, block or ruling that widens or narrows surveillance."""

    kind: ClassVar[Kind] = "policy"

    policy_type: str = Field(description="Type of policy")
    direction: str = Field(description="expands or restricts surveillance")
    chinese_model: str = Field(description="Whether a Chinese model is stated")
    adopted: Date | None = Field(None, description="EDTF date of adoption")
    in_force: Date | None = Field(None, description="EDTF date it took effect")
    repealed: Date | None = Field(None, description="EDTF date it lost effect")
    status: str = Field(description="Status as last reported")
    status_note: str | None = Field(None, description="What the status word leaves out")


class Incident(Record, Located):
    """A dated use, exposure, protest or withdrawal."""

    kind: ClassVar[Kind] = "incident"

    incident_type: str = Field(description="Type of incident")
    date: Date = Field(description="EDTF date of the incident")
    technologies: tuple[str, ...] = Field((), description="Technology ids")
    deployments: tuple[Slug, ...] = Field((), description="Ids of linked deployments")
    evidence: str = Field(description="Grade of the evidence")


class Agreement(Record):
    """A memorandum, loan, donation or police cooperation."""

    kind: ClassVar[Kind] = "agreement"

    agreement_type: str = Field(description="Type of agreement")
    date: Date | None = Field(None, description="EDTF date of the agreement")
    parties: tuple[str, ...] = Field((), description="Who agreed")
    deployments: tuple[Slug, ...] = Field((), description="Ids of linked deployments")


class Supplier(Model):
    """A company or body that records name as supplier."""

    id: Slug = Field(description="Stable id, never reused")
    name: str = Field(description="Name in Latin letters")
    names: dict[str, str] = Field(
        default_factory=dict, description="Name by language code"
    )
    aliases: tuple[str, ...] = Field((), description="Other names, searchable")
    country: Alpha3 | None = Field(None, description="Country of the head office")
    city: str | None = Field(None, description="City of the head office")
    lat: float | None = Field(None, ge=-90, le=90)
    lon: float | None = Field(None, ge=-180, le=180)
    parent: str | None = Field(None, description="Parent: a supplier id or a name")
    ownership: str | None = Field(None, description="Ownership, as reported")
    note: str | None = Field(None, description="What the editors could not establish")
    sources: tuple[Slug, ...] = Field((), description="Ids of the sources")


class Membership(Model):
    """A country in a programme, from the year it joined to the day it left."""

    country: Alpha3
    programme: str = Field(description="A term of `programmes`")
    joined: Date | None = Field(None, description="EDTF date a memorandum was signed")
    left: Date | None = Field(None, description="EDTF date of leaving")
    left_announced: Date | None = Field(None, description="EDTF date leaving was told")
    sources: tuple[Slug, ...] = Field(min_length=1)
    note: str | None = None


class Reading(Model):
    """A country's row in an outside index: a snapshot, never a deployment."""

    country: Alpha3
    index: Slug = Field(description="Source id of the index and edition")
    values: dict[str, bool | None] = Field(description="Its yes-or-no columns")
    companies: tuple[str, ...] = Field((), description="Companies as it spells them")


class Search(Model):
    """What was searched for a country, when, and with what outcome."""

    country: Alpha3
    searched_on: Date
    queries: tuple[str, ...] = Field(min_length=1)
    outcome: str = Field(description="A term of `search_outcomes`")
    note: str | None = None
    urls_read: tuple[str, ...] = ()

    @field_validator("queries", mode="after")
    @classmethod
    def _say_what_was_searched(cls, queries: tuple[str, ...]) -> tuple[str, ...]:
        if not any(query.strip() for query in queries):
            msg = "give the words that were searched"
            raise ValueError(msg)
        return queries


class Statement(Model):
    """A count or a concern that somebody else published; no record rests on it."""

    id: Slug
    title: str = Field(description="What it is about, in a line")
    statement: str = Field(description="What is said, in our words")
    said_by: str = Field(description="Who says it, and whom they cite")
    value: float | None = Field(None, description="The figure, if there is one")
    unit: str | None = Field(None, description="What the figure counts")
    date: Date | None = Field(None, description="EDTF date of the statement")
    ours: str = Field(description="Which count of ours stands beside it")
    difference: str = Field(description="Why the two are not the same thing")
    source: Slug


class Term(Model):
    """A word of a vocabulary, and what it means here."""

    id: Slug
    label: str
    definition: str
