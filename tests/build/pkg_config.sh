# A service outside the tree builds and runs through pkg-config alone.
# usage: pkg_config.sh ROOT PREFIX CC
set -eu
root=$1 prefix=$2 compiler=$3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root"/examples/pkg-config/* "$work"
cd "$work"

PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name revanalytics.pc)")
export PKG_CONFIG_PATH
make -s CC="$compiler" CFLAGS="-std=c99 -Wall -Wextra -Wpedantic -Werror"
LD_LIBRARY_PATH=$(pkg-config --variable=libdir revanalytics)
export LD_LIBRARY_PATH
said=$(./service)
echo "$said"
test "$said" = "revenue_net: 275.00 USD"
