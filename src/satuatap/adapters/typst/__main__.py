"""The confined child that sets letters. Values arrive as data and stay data: they are never put into the source.

Message: JSON ``{"source": template, "values": {"doc": …, "content": …}, "made": seconds since 1970}``. Answer: the PDF,
or JSON ``{"kind": "template" | "unprintable", "message": …}``.
"""

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst

from satuatap.adapters.confined.child import Problem, serve

MEMORY_MB = 512
SECONDS = 10
STANDARDS = ["a-2a", "ua-1"]
HERE = Path(__file__).parent
UNPRINTABLE = re.compile(r'the text `"(.*)"` could not be displayed', re.DOTALL)

MAIN_FILE = re.compile(r"\S*__typst_py_bytes__\.typ")  # how Typst calls a source that came without a name

# Ours, and those inside Typst (Libertinus for letters ours lacks); what the system has installed must not leak in.
FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(HERE / "fonts")])


def render(message: list[bytes]) -> bytes:
    order = json.loads(message[0])
    values = order["values"]
    values["qr"] = qr(values["doc"]["url"])
    compiler = typst.Compiler(
        order["source"].encode(),
        root=str(HERE / "layouts"),
        font_paths=FONTS,
        ignore_system_fonts=True,
        sys_inputs={"values": json.dumps(values)},
        package_path=str(HERE / "layouts"),
        package_cache_path=str(HERE / "layouts"),
    )
    try:
        return bytes(compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=order["made"]))
    except typst.TypstError as problem:
        raise Problem(json.dumps(explain(problem)).encode()) from problem


def qr(address: str) -> str:
    """The address as an SVG picture, error level M, with the quiet zone."""
    picture = BytesIO()
    segno.make(address, error="m", micro=False, boost_error=False).save(
        picture, kind="svg", border=4, xmldecl=False, svgns=True, light="#fff", omitsize=True
    )
    return picture.getvalue().decode()


def explain(problem: Any) -> dict[str, str]:
    if found := UNPRINTABLE.search(problem.message):
        return {"kind": "unprintable", "message": found[1]}
    return {"kind": "template", "message": MAIN_FILE.sub("template", problem.diagnostic or problem.message)}


if __name__ == "__main__":
    serve(render, memory_mb=MEMORY_MB, seconds=SECONDS)
