#!/bin/sh
# icon.sh draws icon.png from icon.svg: apt-get install librsvg2-bin && assets/icon.sh
set -eu
cd "$(dirname "$0")"
rsvg-convert --width=512 --height=512 --output=icon.png icon.svg
