"""The receiver does what its own description says, whatever is sent to it."""

import json
from collections.abc import Iterator
from contextlib import closing
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings, strategies
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from starlette.routing import Route
from support.receiver import PlainKiosk

from sync.receiver.app import build_app
from sync.receiver.limits import Limits
from sync.receiver.server import start_receiver
from sync.receiver.store import Store
from sync.wire import OFFSET_STREAM, PREFIX

EXAMPLES = 15
DESCRIPTION: dict[str, Any] = json.loads(
    resources.files("sync.receiver").joinpath("openapi.json").read_text("utf-8")
)
# What is not as it should be: also another version of tus, and a body that is too long.
REJECTED = {
    "expected-statuses": ["400", "401", "403", "404", "409", "410", "412", "413", "415", "426"]
}
CONFIG = schemathesis.Config.from_dict({"checks": {"negative_data_rejection": REJECTED}})
OPERATIONS = [
    found.ok()
    for found in schemathesis.openapi.from_dict(DESCRIPTION, config=CONFIG).get_all_operations()
]
METHODS = {"get", "put", "post", "patch", "delete", "head", "options"}
# What a document is decides more than its shape: a manifest for which nothing was uploaded is
# well formed, and turned away.
schemathesis.checks.load_all_checks()
schemathesis.serializer.alias(OFFSET_STREAM, "application/octet-stream")
NOT_HELD_TO = [CHECKS.get_one("positive_data_acceptance")]


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlainKiosk]:
    running = start_receiver(tmp_path_factory.mktemp("centre"))
    speaking = PlainKiosk(running.base_url)
    yield speaking
    speaking.close()
    running.stop()


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(data=strategies.data())
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_every_answer_is_one_that_is_described(
    operation: Any, kiosk: PlainKiosk, data: strategies.DataObject
) -> None:
    mode = data.draw(strategies.sampled_from(GenerationMode))
    case = data.draw(operation.as_strategy(generation_mode=mode))
    case.call_and_validate(
        base_url=kiosk.api, excluded_checks=NOT_HELD_TO, session=kiosk.session, timeout=10
    )


def test_the_description_is_served(kiosk: PlainKiosk) -> None:
    assert kiosk.ask("GET", "/openapi.json").json() == DESCRIPTION


def test_every_address_is_described_and_nothing_else(tmp_path: Path) -> None:
    with closing(Store(tmp_path)) as store:
        routes = [one for one in build_app(store, Limits()).routes if isinstance(one, Route)]
    served = {
        (method.lower(), route.path.removeprefix(PREFIX))
        for route in routes
        for method in route.methods or ()
        if route.path.startswith(f"{PREFIX}/")
    }
    told = {(method, path) for path, one in DESCRIPTION["paths"].items() for method in one}
    # Whatever can be read can be asked for its headers alone.
    of_reading = {("head", path) for method, path in served if method == "get"}
    assert served - of_reading == {(method, path) for method, path in told if method in METHODS}
