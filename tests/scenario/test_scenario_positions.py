"""Does every part of any valid TOML text get the line on which it stands?"""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.positions import lines_of

TRICKY = (
    """\
# a comment with [brackets] = "and quotes"
title = "a # \\" b"   # 'c'
"quoted key"."part.two" = 'it"""
    "'"
    '''

[ hours ]
workdays = [
  "08:00-12:00",  # morning ]
  "13:00-15:00",
]
text = """
line # not a comment
[not.a.table]
quote: "" ends: """""
raw = \'\'\'a
'' b\'\'\'
[[service]]
name = "kk"
[[service.step]]
name = "one"
time = { dist = "gamma", mean_min = 6, more = { deep = [1, [2,
3]] } }
[[service.step]]
name = "two"
[service.step.time]
dist = "constant"
[[service]]
name = "ktp"
step = [{ name = "three" }, { name = "four" }]
start = 2026-01-05 08:00:00
a.b.c = 1
a.b.d = 2
'''
)


def test_a_tricky_text_has_the_lines_that_one_would_count():
    lines = lines_of(TRICKY)
    shown = {
        ("title",): 2, ("quoted key", "part.two"): 3, ("hours",): 5, ("hours", "workdays"): 6,
        ("hours", "workdays", 1): 8, ("hours", "text"): 10, ("hours", "raw"): 14, ("service",): 16, ("service", 0): 16,
        ("service", 0, "step", 0): 18, ("service", 0, "step", 0, "time", "more", "deep", 1): 20,
        ("service", 0, "step", 0, "time", "more", "deep", 1, 1): 21, ("service", 0, "step", 1, "time", "dist"): 25,
        ("service", 1, "step", 1, "name"): 28, ("service", 1, "start"): 29, ("service", 1, "a", "b"): 30,
        ("service", 1, "a", "b", "d"): 31,
    }  # fmt: skip
    assert {path: lines[path] for path in shown} == shown
    assert set(_paths(tomllib.loads(TRICKY))) == set(lines)


def _paths(value, path=()):
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield (*path, key)
        yield from _paths(part, (*path, key))


KEYS = st.sampled_from(["a", "b-c", "d_1", "9", '"x.y"', "'z #'", '"q\\"r"', '""'])
STRINGS = st.sampled_from(
    ['"plain"', '"# no"', '"]}\\""', "'{['", '"""a\n# b\n"""', "'''c\n[d]\n'''", '"""""" ', '"""e""""', "'''f'''''"]
)
SCALARS = st.one_of(
    STRINGS,
    st.sampled_from(["1", "-2.5", "1_000", "0x1F", "inf", "true", "2026-01-05", "08:00:00", "2026-01-05 08:00:00"]),
)
SPACES = st.sampled_from(["", " ", "\t"])
BREAKS = st.sampled_from(["", " ", "\n", " # c ] }\n", "\r\n"])


def _plain(key):
    return next(iter(tomllib.loads(f"{key} = 1")))


@st.composite
def lists(draw, inner):
    parts = draw(st.lists(inner, max_size=3))
    gaps = [draw(BREAKS) for _ in parts]
    body = ",".join(gap + part for gap, part in zip(gaps, parts, strict=True))
    comma = "," if parts and draw(st.booleans()) else ""
    return "[" + body + comma + draw(BREAKS) + "]"


@st.composite
def inline(draw, inner):
    keys = draw(st.lists(KEYS, max_size=3, unique_by=_plain))
    return "{" + ",".join(f"{draw(SPACES)}{key}{draw(SPACES)}={draw(SPACES)}{draw(inner)}" for key in keys) + "}"


VALUES = st.recursive(SCALARS, lambda inner: lists(inner) | inline(inner), max_leaves=6)


@st.composite
def tables(draw, number):
    """A table or an entry of an array of tables, its keys in random notation; number keeps the names apart."""
    header = draw(st.sampled_from([f"[t{number}]", "[[many]]", f"[[many.inner{number}]]", f"[ deep . 't{number}' ]"]))
    lines = [draw(SPACES) + header + draw(st.sampled_from(["", " # [x]"]))]
    for place, key in enumerate(draw(st.lists(KEYS, max_size=4, unique_by=_plain))):
        dotted = draw(st.sampled_from(["", ".sub", ". 'sub' . k"]))
        lines.append(f"{draw(SPACES)}k{place}.{key}{dotted} = {draw(VALUES)}{draw(st.sampled_from(['', ' # y = [']))}")
        lines.append(draw(st.sampled_from(["", "# note [a]", " "])))
    return lines


@st.composite
def documents(draw):
    lines = ["[[many]]"]
    for number in range(draw(st.integers(1, 4))):
        lines += draw(tables(number))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines) + draw(st.sampled_from(["", "\n"]))


@given(documents())
def test_any_text_has_a_line_for_each_part_and_the_part_begins_there(text):
    text = text.replace("\r\n", "\n")
    document, lines = tomllib.loads(text), lines_of(text)
    assert set(_paths(document)) == set(lines)
    written = text.split("\n")
    for path, line in lines.items():
        if isinstance(path[-1], str):
            spelt = path[-1].replace('"', '\\"') if '"' in path[-1] else path[-1]
            assert spelt in written[line - 1], (path, line)
