"""What a tab may say, and that nothing else gets past the door."""

import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed.frames import BadFrame, OpenList, Ping, Resume, Unwatch, Watch, parse
from feed.queries import ListName

CLIP = UUID("6f1b4a52-7f0c-4a57-9d3b-0d6f0a1c2b3d")


def test_every_frame_that_we_know() -> None:
    assert parse('{"type": "ping"}') == Ping()
    assert parse('{"type": "list", "name": null}') == OpenList(None)
    assert parse('{"type": "list", "name": "for_you"}') == OpenList(ListName.FOR_YOU)
    assert parse(json.dumps({"type": "watch", "clips": [str(CLIP)] * 2})) == Watch((CLIP,))
    assert parse(json.dumps({"type": "unwatch", "clips": [str(CLIP)]})) == Unwatch((CLIP,))
    assert parse(json.dumps({"type": "resume", "jobs": {str(CLIP): 3}})) == Resume({CLIP: 3})


@pytest.mark.parametrize(
    "frame",
    [
        None,
        "",
        "hello",
        "[]",
        "null",
        "1",
        "{}",
        '{"type": 1}',
        '{"type": ["ping"]}',
        '{"type": "shout"}',
        '{"type": "list"}',
        '{"type": "list", "name": "everything"}',
        '{"type": "list", "name": {}}',
        '{"type": "watch", "clips": "all"}',
        '{"type": "watch", "clips": ["user.1"]}',
        '{"type": "watch", "clips": [1]}',
        '{"type": "watch", "clips": {"a": 1}}',
        json.dumps({"type": "watch", "clips": [str(CLIP)] * 61}),
        '{"type": "resume", "jobs": []}',
        '{"type": "resume", "jobs": {"x": 1}}',
        json.dumps({"type": "resume", "jobs": {str(CLIP): "3"}}),
        json.dumps({"type": "resume", "jobs": {str(CLIP): float("inf")}}),
        json.dumps({"type": "resume", "jobs": {str(UUID(int=n)): 1 for n in range(51)}}),
        json.dumps({"type": "ping", "more": "x" * 9000}),
        "[" * 8000,
        '{"type": "resume", "jobs": {"' + str(CLIP) + '": ' + "9" * 6000 + "}}",
    ],
)
def test_everything_else_is_a_bad_frame(frame: str | None) -> None:
    with pytest.raises(BadFrame):
        parse(frame)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_near = st.builds(
    lambda kind, field, value: json.dumps({"type": kind, field: value}),
    st.sampled_from(["list", "watch", "unwatch", "resume", "ping"]) | st.text(max_size=5),
    st.sampled_from(["name", "clips", "jobs"]),
    _json,
)


@given(st.text() | _json.map(json.dumps) | _near)
def test_no_text_does_anything_but_parse_or_fail_as_a_bad_frame(text: str) -> None:
    try:
        frame = parse(text)
    except BadFrame:
        return
    assert isinstance(frame, Ping | OpenList | Watch | Unwatch | Resume)
