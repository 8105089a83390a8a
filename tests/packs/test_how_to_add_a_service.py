"""The page that says how to add a service: what it prints can be copied into a pack as it is."""

import re
import shutil
from pathlib import Path

from satuatap.domain.packs import queries

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to" / "add-a-service.md"


def test_the_example_is_a_whole_service(tmp_path):
    for name in ("nasional", "banyuwangi"):
        shutil.copytree(ROOT / "packs" / name, tmp_path / name)
    text = PAGE.read_text(encoding="utf-8")
    service, template, scenario = re.findall(r"^```(?:yaml|typst)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    pack = tmp_path / "banyuwangi"
    (pack / "letters").mkdir(exist_ok=True)
    (pack / "services" / "desa" / "izin-keramaian.yaml").write_text(service, encoding="utf-8")
    (pack / "scenarios" / "izin-keramaian-terbit.yaml").write_text(scenario, encoding="utf-8")
    (pack / "letters" / "izin-keramaian.typ").write_text(template, encoding="utf-8")

    found = [finding for finding in queries.check(pack) if "izin-keramaian" in finding.file]

    assert found
    assert [finding for finding in found if finding.level != "warning"] == []
