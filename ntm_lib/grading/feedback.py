"""Pages for people: what each learner got and what to do next, and an index for whoever grades.

Every page stands alone (no script, no link to elsewhere), has a language, a title, headings and labelled tables, and
says nothing by colour alone. All that came from a submission is escaped; a content policy forbids what escaping might
miss.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from ntm_lib.grading.results import Mark, Result
from ntm_lib.grading.tables import by_lesson, count, exercises_of, without_lesson

MARKS = {"correct": "✓ correct", "wrong": "✗ not yet", "not attempted": "○ not attempted", "not judged": "? not judged"}
STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 58rem; padding: 0 1rem }
body { color: #1b1b1b; background: #fff }
h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100% } caption { text-align: left; font-weight: 600; padding: .4rem 0 }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #767676; overflow-wrap: anywhere }
pre { white-space: pre-wrap; overflow-wrap: anywhere }
pre { background: #f3f3f3; padding: .8rem; border-left: 4px solid #767676 }
a { color: #0b4f9e }
"""


def page_name(place: int, result: Result) -> str:
    """A file name that no two submissions share and every system takes: `003-ada-02.html`."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", result.submission.removesuffix(".ipynb")).strip("-")
    return f"{place:03d}-{plain[:60]}.html" if plain else f"{place:03d}.html"


def learner_page(result: Result, titles: Mapping[str, str]) -> str:
    """One submission's page: the points, then for each exercise that is not right what was said and what to do."""
    title = f"Lesson {titles.get(result.lesson or '', result.lesson or '')}" if result.lesson else "A notebook"
    parts = [f"<p>Your notebook: <strong>{escape(result.submission)}</strong></p>"]
    if result.problem:
        parts += [f"<p>It was not graded: it {escape(result.problem)}.</p>", f"<h2>What to do next</h2>{RESEND}"]
    else:
        parts.append(f"<p>{result.points} of {result.max_points} points ({result.percent:g} %).</p>")
        parts.append(_exercise_table(result))
        parts += [_advice(mark) for mark in result.marks]
        if all(mark.state == "correct" for mark in result.marks):
            parts.append("<h2>What to do next</h2><p>Everything is right. Go on to the next lesson.</p>")
    return _page(f"{title}: feedback", "\n".join(parts))


RESEND = (
    "<p>Open it in JupyterLab. If it opens, save it and send that file. If it does not, start again from the lesson as "
    "it was shipped, copy your answers into it, save it and send it.</p>"
)


def _exercise_table(result: Result) -> str:
    rows = [
        f'<tr><th scope="row">{escape(mark.exercise)}</th><td><code>{escape(mark.answer)}</code></td>'
        f"<td>{MARKS[mark.state]}</td><td>{mark.points} of {mark.max_points}</td></tr>"
        for mark in result.marks
    ]
    return _table("Your exercises", ["Exercise", "Answer", "Result", "Points"], rows)


def _advice(mark: Mark) -> str:
    name = f"{escape(mark.exercise)} <code>{escape(mark.answer)}</code>"
    if mark.state == "correct":
        return "".join(f"<p>{name}: right, and it {escape(flag)}.</p>" for flag in mark.flags)
    said = f"<pre>{escape(mark.message)}</pre>" if mark.message else ""
    return f"<h2>Exercise {name}: {MARKS[mark.state][2:]}</h2>{said}<p>{_next(mark)}</p>"


def _next(mark: Mark) -> str:
    hint = f"<code>checks.hint(&quot;{escape(mark.exercise)}&quot;)</code>"
    if mark.state == "not judged":
        return "This is the grader's fault, not yours: ask for your notebook to be graded again."
    if mark.state == "not attempted":
        return (
            f"Next: find <strong>Exercise {escape(mark.exercise)}</strong> in the notebook, write your answer in the "
            f"cell below its text, run that cell and then its check. {hint} opens a first hint."
        )
    return (
        "Next: change your answer with what the check says in mind, run its cell and then the check, until it says "
        f"correct; then save and send the notebook again. {hint} opens a hint."
    )


def index_page(results: Sequence[Result], pages: Sequence[str], seed: int, titles: Mapping[str, str]) -> str:
    """All submissions, a table a lesson, each row with a link to its page."""
    links = {id(result): f"feedback/{page}" for result, page in zip(results, pages, strict=True)}
    parts = [
        f"<p>{count(results)}. Seed {seed}: grading again with <code>--seed {seed}</code> gives the same marks.</p>"
    ]
    for lesson, rows in by_lesson(results).items():
        ids = exercises_of(rows)
        headers = ["Submission", *ids, "Points", "Percent", "Status"]
        parts.append(f"<h2>Lesson {escape(titles.get(lesson, lesson))}</h2>")
        parts.append(_table("Points earned", headers, [_index_row(row, links[id(row)], ids) for row in rows]))
        parts.append(f'<p><a href="lesson_{escape(lesson)}.csv">The same as CSV</a></p>')
    if rest := without_lesson(results):
        rows_ = [f"{_link(row, links[id(row)])}<td>{escape(row.problem)}</td></tr>" for row in rest]
        parts += ["<h2>Not graded</h2>", _table("Notebooks that belong to no table", ["Submission", "Why"], rows_)]
    return _page("Grades", "\n".join(parts))


def _index_row(row: Result, link: str, ids: Sequence[str]) -> str:
    if row.problem:
        cells = ["-"] * (len(ids) + 2)
    else:
        cells = ["?" if mark.state == "not judged" else str(mark.points) for mark in row.marks]
        cells += [f"{row.points} of {row.max_points}", f"{row.percent:g}"]
    return _link(row, link) + "".join(f"<td>{cell}</td>" for cell in [*cells, escape(row.status)]) + "</tr>"


def _link(row: Result, link: str) -> str:
    return f'<tr><th scope="row"><a href="{escape(link)}">{escape(row.submission)}</a></th>'


def _table(caption: str, headers: Sequence[str], rows: Sequence[str]) -> str:
    head = "".join(f'<th scope="col">{escape(header)}</th>' for header in headers)
    caption = f"<caption>{escape(caption)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _page(title: str, body: str) -> str:
    return "\n".join(_lines(title, body))


def _lines(title: str, body: str) -> Iterator[str]:
    yield '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    yield """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
    yield f"<body><main><h1>{escape(title)}</h1>"
    yield body
    yield "</main></body></html>"
