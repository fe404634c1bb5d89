# The Debian packages have what they should, and unpacked they are enough to build with.
# usage: package.sh ROOT FOLDER CMAKE CC
set -eu
root=$1 folder=$2 cmake=$3 compiler=$4

skip() {
    echo "skipped: $1"
    exit 77
}
command -v dpkg-deb >/dev/null && command -v dpkg-shlibdeps >/dev/null || skip "no dpkg-dev"

rm -rf "$folder/packages"
mkdir -p "$folder"
{
    "$cmake" -S "$root" -B "$folder" -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=/usr \
        -DRVA_BUILD_PACKAGES=ON -DRVA_BUILD_EXAMPLES=OFF &&
        "$cmake" --build "$folder" -j2 && cd "$folder" && cpack
} >"$folder/package.log" 2>&1 || {
    tail -n 40 "$folder/package.log"
    exit 1
}
cd "$folder/packages"

problems=0
problem() {
    echo "FAIL: $*"
    problems=$((problems + 1))
}
file() {
    dpkg-deb -c "$1"_*.deb | awk '{print $6}' | grep -qx "\.$2" || problem "$1 lacks $2"
}
field() {
    dpkg-deb -f "$1"_*.deb "$2" | grep -q -- "$3" || problem "$1 has not \"$3\" in $2"
}

[ "$(ls ./*.deb | wc -l)" -eq 3 ] || problem "three packages expected"
file librevanalytics0.2 '/usr/lib/.*/librevanalytics\.so\.0\.2'
file librevanalytics-dev '/usr/lib/.*/librevanalytics\.so'
file librevanalytics-dev '/usr/lib/.*/pkgconfig/revanalytics\.pc'
file librevanalytics-dev '/usr/lib/.*/revanalytics-config\.cmake'
for header in "$root"/include/revanalytics/*.h; do
    file librevanalytics-dev "/usr/include/revanalytics/$(basename "$header")"
done
file revanalytics /usr/bin/revanalytics
file revanalytics /usr/share/man/man1/revanalytics.1.gz
file revanalytics /usr/share/bash-completion/completions/revanalytics
file revanalytics '/usr/share/zsh/.*/_revanalytics'
dpkg-deb -c librevanalytics0.2_*.deb | grep -q '\.h$' && problem "headers in the runtime"
for package in librevanalytics0.2 librevanalytics-dev revanalytics; do
    file $package "/usr/share/doc/$package/copyright"
    file $package "/usr/share/doc/$package/changelog.gz"
done
documentation=/usr/share/doc/librevanalytics-dev
file librevanalytics-dev $documentation/README.md
for page in "$root"/docs/*.md "$root"/docs/decisions/*.md "$root"/docs/images/*.svg; do
    file librevanalytics-dev "$documentation/${page#"$root/"}"
done
file librevanalytics-dev $documentation/examples/pkg-config/Makefile
dpkg-deb -c librevanalytics-dev_*.deb | grep -E '/(node_modules|__pycache__|build|\.[^/]+)/' &&
    problem "what was made is among the sources of librevanalytics-dev"
field librevanalytics0.2 Depends liblmdb0
field librevanalytics0.2 Depends libc6
field librevanalytics0.2 Depends tzdata
field librevanalytics-dev Depends 'librevanalytics0.2 (= '
field revanalytics Depends 'librevanalytics0.2 (= '
field revanalytics Depends libzstd1

# Unpacked into a root of their own, they run, and build the service of the example.
image=$folder/image
rm -rf "$image"
for package in ./*.deb; do
    dpkg-deb -x "$package" "$image"
done
libraries=$(dirname "$(find "$image/usr/lib" -name librevanalytics.so)")
LD_LIBRARY_PATH=$libraries
export LD_LIBRARY_PATH
"$image/usr/bin/revanalytics" --version | grep -q . || problem "the command does not run"
sh "$root/tests/build/pkg_config.sh" "$root" "$image/usr" "$compiler" >/dev/null ||
    problem "nothing can be built with librevanalytics-dev"

# So do the examples of the package, by the words of their own pages.
PKG_CONFIG_PATH=$libraries/pkgconfig
export PKG_CONFIG_PATH
(cd "$image$documentation/examples/chatbot" &&
    "$compiler" -std=c17 -o "$folder/chatbot" *.c -pthread \
        $(pkg-config --cflags --libs revanalytics)) || problem "the example does not build"
readelf -d "$image/usr/bin/revanalytics" | grep -E 'R(UN)?PATH' &&
    problem "the command looks for its library where no package has it"

if command -v lintian >/dev/null; then
    lintian --allow-root --fail-on error,warning --tag-display-limit 0 ./*.deb >lintian.log 2>&1 ||
        problem "lintian: $(grep '^[EW]:' lintian.log)"
else
    echo "lintian is not there to ask"
fi
echo "$problems problems in $(ls ./*.deb | wc -l) packages"
[ "$problems" -eq 0 ]
