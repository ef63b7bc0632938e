#!/bin/sh
# make.sh makes the default voice, zh/ and en/, from list.tsv with Debian's espeak-ng (1.51) and vorbis-tools (1.4.2):
#   apt-get install espeak-ng vorbis-tools python3 && assets/sounds/make.sh
# Chinese is spoken by its pinyin, with the voice cmn-latn-pinyin: the voice cmn of that version reads some hanzi as English,
# and the dictionary of both gives some words a wrong tone. What was made of each clip is kept in phonemes.txt, in the signs of
# espeak-ng and in those of the IPA, and a test compares that with the pinyin.
# Each clip is cut to what is heard of it and made equally loud, as the program does with a venue's own recordings.
set -eu
cd "$(dirname "$0")"
rm -rf zh en phonemes.txt
mkdir zh en
exec /usr/bin/python3 - <<'PY'
import array, math, subprocess, wave

LOUD = 10 ** (-18 / 20)  # root mean square of each clip, of full scale
PEAK = 10 ** (-1 / 20)  # no sample is larger
QUIET = 10 ** (-36 / 20)  # of the largest sample: what is below it at the ends is cut off
EDGE = 0.008  # seconds that are left at the ends, over which the clip swells and fades
VOICE = {"zh": ["-v", "cmn-latn-pinyin", "-s", "180"], "en": ["-v", "en-us", "-s", "165"]}


def main():
    with open("list.tsv", encoding="utf-8") as table, open("phonemes.txt", "w", encoding="utf-8") as trace:
        for line in table:
            if line.startswith("#"):
                continue
            name, words, *pinyin = line.rstrip("\n").split("\t")
            letter = len(words) == 1 and words.isascii() and words.isalpha()
            voice = VOICE["en" if letter else name[:2]]  # Chinese halls say letters as English does
            spoken = pinyin[0].replace(" ", "") if pinyin else words  # with spaces each syllable stands alone
            say = lambda *how: subprocess.run(["espeak-ng", *voice, *how, spoken], check=True, capture_output=True).stdout
            trace.write("\t".join([name, words, *(say("-q", how).decode().strip() for how in ("-x", "--ipa"))]) + "\n")
            rate, samples = read(say("--stdout"))
            write(name, rate, level(trim(samples, rate)))


def read(data):
    """The samples of what espeak-ng writes to a pipe: its header tells no true length."""
    assert data[:4] == b"RIFF" and data[36:40] == b"data", data[:44]
    samples = array.array("h", data[44:len(data) - len(data) % 2])
    return int.from_bytes(data[24:28], "little"), [s / 32768 for s in samples]


def trim(samples, rate):
    least = QUIET * max(map(abs, samples))
    heard = [i for i, s in enumerate(samples) if abs(s) >= least]
    edge = int(EDGE * rate)
    cut = samples[max(0, heard[0] - edge):heard[-1] + edge]
    for i in range(edge):
        cut[i] *= i / edge
        cut[-1 - i] *= i / edge
    return cut


def level(samples):
    """Equally loud; a few peaks that would then be too large are bent down, not cut off."""
    gain = LOUD / math.sqrt(sum(s * s for s in samples) / len(samples))
    knee = 0.7 * PEAK

    def bend(s):
        over = abs(s) - knee
        return s if over <= 0 else math.copysign(knee + (PEAK - knee) * math.tanh(over / (PEAK - knee)), s)

    return [bend(s * gain) for s in samples]


def write(name, rate, samples):
    with wave.open("clip.wav", "wb") as w:
        w.setnchannels(1), w.setsampwidth(2), w.setframerate(rate)
        w.writeframes(array.array("h", (round(32767 * s) for s in samples)).tobytes())
    subprocess.run(["oggenc", "-Q", "-q", "2", "-s", "1", "-o", name + ".ogg", "clip.wav"], check=True)
    subprocess.run(["rm", "clip.wav"], check=True)


main()
PY
