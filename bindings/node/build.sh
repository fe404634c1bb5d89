#!/bin/sh
# Builds the binary into prebuilds/, from where the package loads it and `npm pack` takes it, and
# puts the license beside it.
set -eu
cd "$(dirname "$0")"
place=prebuilds/$(node -p 'process.platform + "-" + process.arch')
cmake -S . -B ../../build/node -DCMAKE_BUILD_TYPE=Release
cmake --build ../../build/node --target node_addon --parallel
cmake --install ../../build/node --component node --prefix "$place"
