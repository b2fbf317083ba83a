"""The shapes of the invented content, knot by knot along the thread; days count from today, past is negative."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A part of the municipality; `phrase` is the name as it stands in a sentence."""

    name: str
    phrase: str
    latitude: float
    longitude: float
    school: str
    places: tuple[str, ...]  # "preposition|place with its article"


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who works for the organisation; `role` is a key of `organisations.roles.Role`."""

    key: str
    name: str
    role: str
    title: str
    email: str


@dataclass(frozen=True, slots=True)
class Resident:
    """A demo resident; `Idea.author` and `Comment.author` are indexes in `Organisation.residents`."""

    name: str
    email: str
    neighbourhood: str


@dataclass(frozen=True, slots=True)
class Ground:
    """Why an idea belongs to a theme: `passage` is a substring of the idea's text."""

    theme: str
    passage: str
    is_confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Idea:
    """One invented idea. `author` is None when it came in off line, or on the site without a name.

    `double_of` and `merged_into` are indexes in the ideas of the same process and always smaller than its own.
    `days_ago` counts back from today. `state` is published, pending, hidden or merged.
    """

    title: str
    text: str
    language: str
    grounds: tuple[Ground, ...]
    subject: str
    place: str
    neighbourhood: str
    latitude: float | None
    longitude: float | None
    channel: str  # web, paper, street or phone
    author: int | None
    is_anonymous: bool
    days_ago: int
    support_weight: float
    state: str = "published"
    state_reason: str = ""
    hold_reason: str = ""
    double_of: int | None = None
    merged_into: int | None = None
    is_off_topic: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """A reaction to the idea with this index; `stance` is for, against or asking."""

    idea: int
    text: str
    stance: str
    author: int
    is_anonymous: bool
    days_ago: int
    state: str = "published"
    hold_reason: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """What many ideas say together, in one sentence."""

    key: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the organisation says back to themes, or to single ideas by index."""

    key: str
    title: str
    outcome: str  # taken_over, partly, not or outside
    text: str
    motivation: str
    day: int
    themes: tuple[str, ...] = ()
    ideas: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a body decided; `body` is council or executive, `answers` are keys."""

    key: str
    title: str
    body: str
    text: str
    day: int
    url: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise; it rests on a decision or an answer (keys), `owner` is the key of an alderman.

    `made` is the day of the promise (that of its decision or answer). `state` is open, done or stopped; open with
    `due` before today is overdue.
    """

    key: str
    what: str
    details: str
    owner: str
    made: int
    due: int
    state: str
    decision: str = ""
    answer: str = ""
    stop_reason: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What happened with a commitment (key); `achieved` is fully, partly, not or progress."""

    commitment: str
    text: str
    achieved: str
    day: int
    url: str


@dataclass(frozen=True, slots=True)
class Charter:
    """One version of the rules; every version after the first has a reason."""

    published: int
    goal: str
    core_questions: str
    level: str
    fixed: str
    open: str
    weighing: str
    decider: str
    decision_on: int
    participants: str
    feedback: str
    answer_by: int
    cost: str
    evaluation: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the timeline; without features it only tells what the organisation does."""

    title: str
    features: tuple[str, ...]
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Activity:
    """The one activity of a process, of the kind `ideas`."""

    title: str
    slug: str
    intro: str
    moderation: str
    access: str
    phases: tuple[Phase, ...]


@dataclass(frozen=True, slots=True)
class Process:
    """One whole process with everything people said and what came of it; `adviser` and `alderman` are staff keys."""

    key: str
    title: str
    slug: str
    summary: str
    description: str
    state: str
    starts: int
    ends: int
    contact_name: str
    contact_email: str
    adviser: str
    alderman: str
    lesson: str
    charters: tuple[Charter, ...]
    activity: Activity
    themes: tuple[Theme, ...]
    ideas: tuple[Idea, ...]
    comments: tuple[Comment, ...]
    answers: tuple[Answer, ...]
    decisions: tuple[Decision, ...]
    commitments: tuple[Commitment, ...]
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """One invented organisation with its people and processes."""

    key: str
    name: str
    slug: str
    kind: str
    cbs_code: str
    tone: str
    intro: str
    contact_email: str
    primary_colour: str
    ink_colour: str
    answers_need_approval: bool
    held_words: tuple[str, ...]
    max_links: int
    neighbourhoods: tuple[str, ...]
    staff: tuple[Staff, ...]
    residents: tuple[Resident, ...]
    processes: tuple[Process, ...]
