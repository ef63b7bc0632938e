#!/bin/sh
# make.sh makes the two fonts of the windows from Debian's fonts-noto-cjk (1:20220127) with fonttools (4.38):
#   apt-get install fonts-noto-cjk fonttools unicode-data && assets/fonts/make.sh
# They hold the 8,105 hanzi of 通用规范汉字表 (2013), which names of people and places may be registered with, the hanzi and
# signs of GB 2312, ASCII, Latin-1 and the signs below; digits are of one width in the original.
# The list is kTGH of Unihan 15.0 (unicode-data 15.0.0; Unicode licence, which asks nothing of who only reads it).
# The family is renamed, so that a changed font is never taken for the original (OFL.txt, condition 3).
set -eu
cd "$(dirname "$0")"
from=/usr/share/fonts/opentype/noto
chars=$(mktemp)
trap 'rm -f "$chars"' EXIT

/usr/bin/python3 >"$chars" <<'PY'
import bz2


def registered():
    for line in bz2.open("/usr/share/unicode/Unihan_OtherMappings.txt.bz2", "rt", encoding="utf-8"):
        code, field, *_ = line.split("\t") + [""]
        if field == "kTGH":
            yield chr(int(code[2:], 16))


def gb2312():
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes((row, cell)).decode("gb2312")
            except UnicodeDecodeError:
                pass  # a hole in the table

blocks = [(0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x2030, 0x205E), (0x20AC, 0x20AC),
          (0x2190, 0x2199), (0x2460, 0x2473), (0x25A0, 0x25FF), (0x3000, 0x303F), (0xFF01, 0xFF5E), (0xFFE5, 0xFFE5)]
signs = "✓⚠☎★☆♪№℃℡™"
hanzi = {*registered()}
assert len(hanzi) == 8105, len(hanzi)
print("".join(sorted({*hanzi, *gb2312(), *signs, *(chr(c) for a, b in blocks for c in range(a, b + 1))})))
PY

for style in Regular Bold; do
	out=PaihaoSans-$style.otf
	# Font 2 of the collection is the simplified Chinese one. Windows write in lines, in one language: nothing vertical, no other regions' shapes.
	/usr/bin/pyftsubset "$from/NotoSansCJK-$style.ttc" --font-number=2 --text-file="$chars" --output-file="$out" \
		--layout-features=kern,mark,ccmp --drop-tables+=vhea,vmtx,VORG --no-hinting --no-recalc-timestamp --name-IDs='*' --name-languages=0x409
	/usr/bin/python3 - "$out" "$style" <<'PY'
import sys
from fontTools.ttLib import TTFont

path, style = sys.argv[1:]
font = TTFont(path, recalcTimestamp=False)
full = "Paihao Sans" + ("" if style == "Regular" else " " + style)
words = {1: "Paihao Sans", 2: style, 3: "2.004;PaihaoSans-" + style, 4: full, 6: "PaihaoSans-" + style,
         10: "A subset of Noto Sans CJK SC, renamed. Made by assets/fonts/make.sh of Paihao."}
for entry in list(font["name"].names):
    if entry.nameID in (7, 16, 17):
        font["name"].removeNames(nameID=entry.nameID)
for number, text in words.items():
    font["name"].setName(text, number, 3, 1, 0x409)
# What no font has shows as Fyne's replacement character: a box of one em, as wide as it is measured.
box = font.getBestCmap()[0x25A1]
assert font["hmtx"][box][0] == font["hmtx"][".notdef"][0] == 1000
for table in font["cmap"].tables:
    if table.isUnicode():
        table.cmap[0xFFFD] = box
cff = font["CFF "].cff
cff.fontNames = ["PaihaoSans-" + style]
top = cff.topDictIndex[0]
top.FullName, top.FamilyName = full, "Paihao Sans"
font.save(path)
PY
done
ls -l ./*.otf
