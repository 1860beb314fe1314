"""Whatever becomes of a file: it is told in codes, it is stamped cleanly or not at all."""

import os
import subprocess
import tempfile

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.checking import look
from support.mutations import cut_short, good_files, hurt
from support.stamping import WORDING

from kiosk_app.documents.append import CouldNotStamp
from kiosk_app.documents.findings import Severity
from kiosk_app.documents.stamp import stamp
from kiosk_app.wording.trouble import Trouble

GOOD = good_files()
PDFS = [name for name, (_, suffix) in GOOD.items() if suffix == ".pdf"]
EXAMPLES = int(os.environ.get("KIOSK_EXAMPLES", "8"))
BOUNDED = settings(
    max_examples=EXAMPLES,
    derandomize="KIOSK_EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("name", GOOD)
@BOUNDED
@given(data=st.data())
def test_a_hurt_file_is_told_in_codes_and_raises_nothing(name: str, data: st.DataObject) -> None:
    whole, suffix = GOOD[name]
    heard = look(data.draw(hurt(whole)), suffix)
    assert all(1 <= page <= heard.count for found in heard.findings for page in found.pages)
    assert all(found.trouble.value.startswith("K2") for found in heard.findings)
    assert heard.count or heard.findings, "nothing seen and nothing said"


@pytest.mark.parametrize("name", GOOD)
@BOUNDED
@given(data=st.data())
def test_what_is_cut_short_is_refused_unless_it_looks_as_before(
    name: str, data: st.DataObject
) -> None:
    whole, suffix = GOOD[name]
    before = look(whole, suffix)
    cut = look(data.draw(cut_short(whole)), suffix)
    if Severity.MUST_FIX not in {
        found.severity for found in cut.findings if found.trouble is not Trouble.RESOLUTION_LOW
    }:
        if cut.findings and not cut.drawn:
            assert Trouble.STRUCTURE_REPAIRED in cut.troubles, "as it is only qpdf reads it"
            return
        assert [page.pixels for page in cut.drawn] == [page.pixels for page in before.drawn]


@pytest.mark.parametrize("name", PDFS)
@BOUNDED
@given(data=st.data())
def test_a_hurt_file_is_stamped_so_that_qpdf_has_no_more_to_say_or_not_at_all(
    name: str, data: st.DataObject
) -> None:
    original = data.draw(hurt(GOOD[name][0]))
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(original)
        file.flush()
        before = _qpdf_says(file.name)
        try:
            stamp(file.fileno(), WORDING, lambda _: None)
        except CouldNotStamp:
            return
        assert _qpdf_says(file.name) <= before


def _qpdf_says(path: str) -> int:
    """0 for nothing, 1 for warnings, 2 for errors."""
    ran = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
    return {0: 0, 3: 1}.get(ran.returncode, 2)
