"""Why an answer is what it is: what was recognised, the runner-up, the margin."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.answering.answer import Evidence, Recognised


def render(evidence: Evidence) -> str:
    """Give the evidence as lines for the command line."""
    return "\n".join(_lines(evidence))


def as_fields(evidence: Evidence) -> dict[str, object]:
    """Give the evidence as plain values for JSON."""
    runner_up = evidence.runner_up
    return {
        "intent": evidence.intent,
        "understood_as": evidence.understood_as,
        "wish": evidence.wish,
        "recognised": [_recognised_fields(part) for part in evidence.recognised],
        "unexplained": list(evidence.unexplained),
        "addends": {name: round(value, 4) for name, value in evidence.addends},
        "runner_up": runner_up and {"id": runner_up.entry.id, "score": round(runner_up.score, 4)},
        "margin": round(evidence.margin, 4),
    }


def _sum(evidence: Evidence) -> str:
    """Write a score as what it is the sum of: "0.94 explained - 0.35 other_name"."""
    signed = [f"{'+' if value >= 0 else '-'} {abs(value):.2f} {name}" for name, value in evidence.addends]
    return " ".join(signed).removeprefix("+ ")


def _recognised_fields(part: Recognised) -> dict[str, object]:
    return {
        "typed": part.typed,
        "matched": part.matched,
        "kind": part.kind,
        "target": part.target,
        "similarity": round(part.similarity, 4),
        "place": str(part.place) if part.place else None,
    }


def _lines(evidence: Evidence) -> Iterator[str]:
    yield f"  asked for    {evidence.intent}"
    if evidence.wish:
        yield f"  wish         {evidence.wish}"
    if evidence.understood_as:
        yield f"  read as      {evidence.understood_as}"
    for part in evidence.recognised:
        place = f"  {part.place}" if part.place else ""
        taken = f"“{part.typed}” as “{part.matched}”, similarity {part.similarity:.2f}"
        yield f"  recognised   {part.kind} {part.target}: {taken}{place}"
    yield f"  unexplained  {', '.join(evidence.unexplained) or 'nothing'}"
    if evidence.addends:
        yield f"  score        {_sum(evidence)}"
    if evidence.runner_up:
        yield f"  runner-up    {evidence.runner_up.entry.id}, score {evidence.runner_up.score:.2f}"
    yield f"  margin       {evidence.margin:.2f}"
