"""Cut the stamp's small font out of Debian's Noto Sans CJK (package fonts-noto-cjk).

Writes kiosk_app/documents/stamp_font.otf and beside it stamp_font.toml: which glyph (CID)
draws which character, and how wide it is. Run it again when the stamp's wording changes.
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from kiosk_app.documents import sheet_words

SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
HONG_KONG = 4  # the face of the collection that draws the Hong Kong glyph forms
OUT = Path(__file__).resolve().parents[1] / "kiosk_app" / "documents"
WORDS = "影像已接收並非法庭印章第頁共，。：．｜" + "".join(sheet_words.ALL)
CHARACTERS = "".join(sorted({*map(chr, range(0x20, 0x7F)), *"·–", *WORDS}))


def main() -> None:
    font = TTFont(SOURCE, fontNumber=HONG_KONG, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.drop_tables += ["GSUB", "GPOS", "BASE", "VORG", "vhea", "vmtx"]
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    cutter.populate(text=CHARACTERS)
    cutter.subset(font)
    font.save(OUT / "stamp_font.otf")

    cmap = font.getBestCmap()
    lines = [
        "# Made by scripts/make_stamp_font.py: character = [CID, width in thousandths of an em].",
        f"ascent = {font['OS/2'].sTypoAscender}",
        f"descent = {font['OS/2'].sTypoDescender}",
        f"bounds = {[font['head'].xMin, font['head'].yMin, font['head'].xMax, font['head'].yMax]}",
        "[glyphs]",
    ]
    for character in CHARACTERS:
        name = cmap[ord(character)]
        cid = int(name.removeprefix("cid"))
        width = font["hmtx"][name][0]
        key = character.replace("\\", "\\\\").replace('"', '\\"')
        lines.append(f'"{key}" = [{cid}, {width}]')
    (OUT / "stamp_font.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
