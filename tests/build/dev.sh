# `./dev test NAME...` builds build/gcc and no other, installs nothing where that is there, and runs
# what has a name in it; `./dev test` asks for as many tests at a time as there are processors.
# Here cmake, ctest and apt-get only write down what they are asked for.
# usage: dev.sh ROOT
set -eu
root=$1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root/dev" "$work"
mkdir -p "$work/bin" "$work/build/gcc/tests"
touch "$work/build/gcc/tests/CTestTestfile.cmake"
for tool in cmake ctest apt-get dpkg-query sudo; do
    printf '#!/bin/sh\necho "%s $*" >>"%s/asked"\n' $tool "$work" >"$work/bin/$tool"
done
printf '#!/bin/sh\necho 7\n' >"$work/bin/nproc"
chmod +x "$work"/bin/*
PATH=$work/bin:$PATH

"$work/dev" test store/kill build/headers >/dev/null
cat >"$work/wanted" <<'END'
cmake -S . -B build/gcc -G Ninja -DCMAKE_BUILD_TYPE=Release -DRVA_WERROR=ON -DCMAKE_C_COMPILER=gcc -DCMAKE_CXX_COMPILER=g++ -DRVA_BUILD_TESTS=ON
cmake --build build/gcc
ctest --test-dir build/gcc --output-on-failure -j 7 --no-tests=error -R store/kill|build/headers
END
diff "$work/wanted" "$work/asked"

# Without a build it asks what is installed first.
rm -r "$work/build/gcc" "$work/asked"
"$work/dev" test store/kill >/dev/null 2>&1 || true
head -n 1 "$work/asked" | grep -q '^dpkg-query' || {
    head -n 1 "$work/asked"
    echo "nobody asked what is installed"
    exit 1
}
