"""The scanner port kept by SANE's own driver for driverless scanners, on a simulated device."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.escl_bench import EsclBench
from support.scanner_contract import ScannerContract


class TestSaneScannerOverEscl(ScannerContract):
    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[EsclBench]:
        bench = EsclBench(tmp_path)
        yield bench
        bench.device.close()
