"""What the desk of the Registry refuses, and what its answers forbid a browser."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from support.receiver import PATIENCE_S, Handed, PlainKiosk, receipt_for
from support.registry_desk import NAME, NUMBER, PASSWORD, handed_in, seat

from sync.receiver.desk.picturing import CannotBeDrawn
from sync.receiver.server import RunningReceiver, Serving, start

PNG = b"\x89PNG\r\n\x1a\n drawn elsewhere"


def draw(file: Path, page: int, long_side_px: int) -> bytes:
    """The port, at its promise's edge: one page there is, all others cannot be drawn."""
    assert file.read_bytes().startswith(b"%PDF")
    if page != 1:
        raise CannotBeDrawn
    return PNG


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningReceiver]:
    store = tmp_path_factory.mktemp("centre")
    running = start(Serving(store, draw=draw))
    seat(store)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def kiosk(centre: RunningReceiver) -> Iterator[PlainKiosk]:
    one = PlainKiosk(centre.base_url)
    yield one
    one.close()


@pytest.fixture(scope="module")
def handed(kiosk: PlainKiosk) -> Handed:
    return handed_in(kiosk)


class Browser:
    """Somebody at the desk, or before its door."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.session = requests.Session()
        self.session.trust_env = False

    def get(self, path: str, **more: object) -> requests.Response:
        return self.session.get(
            f"{self.base_url}/registry{path}", timeout=PATIENCE_S, allow_redirects=False, **more
        )

    def post(
        self, path: str, data: dict[str, object], headers: dict[str, str] | None = None
    ) -> requests.Response:
        return self.session.post(
            f"{self.base_url}/registry{path}", data, timeout=PATIENCE_S, headers=headers,
            allow_redirects=False,
        )  # fmt: skip

    def sign_in(self, came_for: str = "/registry", password: str = PASSWORD) -> requests.Response:
        told = {"name": NAME, "password": password, "came_for": came_for}
        return self.post("/sign-in", told)

    def form_key(self) -> str:
        found = re.search(r'name="form_key" value="([0-9a-f]{64})"', self.get("").text)
        assert found
        return found.group(1)

    def mark(self, uuid: str, key: str, **more: object) -> requests.Response:
        told = {"form_key": key, "seen": "0", "state": "accepted", **more}
        return self.post(f"/submissions/{uuid}/review", told)


@pytest.fixture
def outside(centre: RunningReceiver) -> Iterator[Browser]:
    browser = Browser(centre.base_url)
    yield browser
    browser.session.close()


@pytest.fixture
def desk(outside: Browser) -> Browser:
    assert outside.sign_in().status_code == 303
    return outside


def state_of(kiosk: PlainKiosk, uuid: str) -> str:
    return str(kiosk.ask("GET", f"/submissions/{uuid}").json()["review"])


def pages_of(handed: Handed) -> list[str]:
    here = f"/submissions/{handed.uuid}"
    picture = f"{here}/pictures/{handed.manifest.documents[0].stamped.sha256}/1"
    return ["", f"?sought={NUMBER}", here, f"{here}?check=bytes", f"{here}/documents/d1", picture]


def test_without_signing_in_every_page_is_the_door(outside: Browser, handed: Handed) -> None:
    for path in pages_of(handed):
        answer = outside.get(path)
        assert answer.status_code == 401, path
        assert NUMBER not in answer.text.replace(f"sought={NUMBER}", ""), path
        assert not answer.content.startswith(b"\x89PNG"), path


def test_without_signing_in_nothing_can_be_marked(
    outside: Browser, kiosk: PlainKiosk, handed: Handed
) -> None:
    assert outside.mark(handed.uuid, "0" * 64).status_code == 403
    assert state_of(kiosk, handed.uuid) == "waiting"


def test_no_page_may_be_kept_framed_or_run_anything(desk: Browser, handed: Handed) -> None:
    for path in [*pages_of(handed), "/desk.css", "/icon.svg", "/sign-in", "/submissions/none"]:
        headers = desk.get(path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; "), path
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "script-src" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


def test_a_form_from_elsewhere_changes_nothing(
    desk: Browser, kiosk: PlainKiosk, handed: Handed
) -> None:
    review = f"/submissions/{handed.uuid}/review"
    right = {"form_key": desk.form_key(), "seen": "0", "state": "accepted"}
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert desk.post(review, dict(right), headers).status_code == 403
    for key in ("", "0" * 64, "é"):
        assert desk.mark(handed.uuid, key).status_code == 403
    assert state_of(kiosk, handed.uuid) == "waiting"


def test_the_form_of_another_session_changes_nothing(
    desk: Browser, centre: RunningReceiver, kiosk: PlainKiosk, handed: Handed
) -> None:
    other = Browser(centre.base_url)
    other.sign_in()
    assert desk.mark(handed.uuid, other.form_key()).status_code == 403
    other.session.close()
    assert state_of(kiosk, handed.uuid) == "waiting"


def test_the_way_after_signing_in_never_leads_elsewhere(outside: Browser) -> None:
    for elsewhere in ("https://elsewhere.example/registry", "//elsewhere.example", "/registryx"):
        assert outside.sign_in(elsewhere).headers["Location"] == "/registry"
    assert outside.sign_in("/registry?sought=1").headers["Location"] == "/registry?sought=1"


def test_the_session_is_kept_from_scripts_and_other_sites(outside: Browser) -> None:
    cookie = outside.sign_in().headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    told = {"name": NAME, "password": PASSWORD}
    beyond = outside.post("/sign-in", told, {"Host": "registry.example"}).headers["Set-Cookie"]
    assert beyond.startswith("__Host-")
    assert "Secure" in beyond
    assert "Path=/;" in beyond


def test_who_signs_out_is_out_although_the_cookie_is_kept(desk: Browser) -> None:
    kept = desk.session.cookies.copy()
    assert desk.post("/sign-out", {"form_key": desk.form_key()}).status_code == 303
    desk.session.cookies.update(kept)
    assert desk.get("").status_code == 401


def test_two_who_mark_at_once_are_told(desk: Browser, kiosk: PlainKiosk) -> None:
    handed = handed_in(kiosk, "RC01-261120-0051-6")
    key = desk.form_key()
    assert desk.mark(handed.uuid, key).status_code == 303
    second = desk.mark(handed.uuid, key, state="returned", reason="illegible")
    assert second.status_code == 409
    assert "Somebody else has marked" in second.text
    assert state_of(kiosk, handed.uuid) == "accepted"
    ahead = desk.mark(handed.uuid, key, seen="7", state="waiting")
    assert ahead.status_code == 409
    assert desk.mark(handed.uuid, key, seen="1", state="waiting").status_code == 303
    assert state_of(kiosk, handed.uuid) == "waiting"


@pytest.mark.parametrize(
    "told",
    [
        {"state": "burnt"},
        {"state": ""},
        {"state": "returned"},
        {"state": "returned", "reason": "because"},
        {"state": "accepted", "reason": "illegible"},
        {"state": "accepted", "seen": "-1"},
        {"state": "accepted", "seen": "²"},
    ],
)
def test_what_is_no_mark_is_refused_in_words(
    desk: Browser, kiosk: PlainKiosk, handed: Handed, told: dict[str, str]
) -> None:
    answer = desk.mark(handed.uuid, desk.form_key(), **told)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert state_of(kiosk, handed.uuid) == "waiting"


def test_what_a_visitor_wrote_is_only_ever_text(desk: Browser, kiosk: PlainKiosk) -> None:
    hostile = "<script>alert(1)</script>\"' onx=1\u202efdp.exe"
    handed = handed_in(kiosk, "RC01-261120-0052-4", title=hostile)
    for path in (f"/submissions/{handed.uuid}", f"/submissions/{handed.uuid}/documents/d1"):
        text = desk.get(path).text
        assert "<script" not in text
        assert "\u202e" not in text
        assert "&lt;script&gt;alert(1)" in text
    searched = desk.get("?sought=%3Cscript%3E%22x").text
    assert "<script" not in searched


def test_a_page_that_cannot_be_drawn_is_a_picture_that_says_so(
    desk: Browser, handed: Handed
) -> None:
    there = f"/submissions/{handed.uuid}/pictures/{handed.manifest.documents[0].stamped.sha256}"
    first, second = desk.get(f"{there}/1"), desk.get(f"{there}/2")
    assert (first.headers["Content-Type"], first.content) == ("image/png", PNG)
    assert second.headers["Content-Type"] == "image/svg+xml"
    assert "cannot be drawn" in second.text


def test_documents_of_another_submission_are_not_given_under_this_one(
    desk: Browser, kiosk: PlainKiosk, handed: Handed
) -> None:
    other = handed_in(kiosk, "RC01-261120-0053-2")
    theirs = other.manifest.documents[0].sources[0].sha256
    assert desk.get(f"/submissions/{handed.uuid}/pictures/{theirs}/1").status_code == 404


def test_what_is_not_there_is_a_page_too(desk: Browser, handed: Handed) -> None:
    for path in (f"/submissions/{uuid4()}", f"/submissions/{handed.uuid}/documents/d9"):
        answer = desk.get(path)
        assert answer.status_code == 404
        assert "There is no such page" in answer.text


def test_a_refused_submission_is_shown_with_its_reasons_and_cannot_be_marked(
    desk: Browser, kiosk: PlainKiosk
) -> None:
    handed = kiosk.captured(b"%PDF-1.7 original")
    (document,) = handed.manifest.documents
    changed = replace(document, stamped=replace(document.stamped, original_length_bytes=3))
    manifest = replace(handed.manifest, documents=(changed,), number="RC01-261120-0054-0")
    handed = replace(handed, manifest=manifest, receipt_k=receipt_for(manifest, kiosk.key))
    assert kiosk.deliver(handed).status_code == 422
    text = desk.get(f"/submissions/{handed.uuid}").text
    assert "a stamped copy does not begin with its original" in text
    assert "Genuine. The centre RC-HC certifies that it refused" in text
    assert "Save the mark" not in text
    assert desk.mark(handed.uuid, desk.form_key()).status_code == 404


def test_without_a_sandbox_the_desk_says_that_there_are_no_pictures(tmp_path: Path) -> None:
    running = start(Serving(tmp_path))
    seat(tmp_path)
    kiosk, desk = PlainKiosk(running.base_url), Browser(running.base_url)
    try:
        handed = handed_in(kiosk)
        desk.sign_in()
        assert "Pictures of the pages are not available here" in (
            desk.get(f"/submissions/{handed.uuid}").text
        )
    finally:
        kiosk.close()
        desk.session.close()
        running.stop()


def test_characters_that_no_database_takes_are_nobody_and_nothing(desk: Browser) -> None:
    told = {"name": "may\0chan", "password": PASSWORD}
    assert desk.post("/sign-in", told).status_code == 403
    assert "Nothing has arrived" in desk.get("?sought=RC01%00").text
    assert desk.get("/submissions/a%00b").status_code == 404
    assert desk.get(f"/submissions/a%00b/pictures/{'0' * 64}/1").status_code == 404


def test_a_form_without_end_is_not_read(outside: Browser) -> None:
    told = {"name": NAME, "password": "x" * 100_000}
    assert outside.post("/sign-in", told).status_code == 413
