# The targets with libFuzzer; `--target fuzzers` builds them alone.

add_custom_target(fuzzers)

function(rva_fuzzer name)
    add_executable(fuzzer_${name} EXCLUDE_FROM_ALL fuzz_${name}.c fuzz.c)
    target_compile_definitions(fuzzer_${name} PRIVATE _GNU_SOURCE)
    target_link_libraries(fuzzer_${name} PRIVATE rva_ingest revanalytics_static)
    target_link_options(fuzzer_${name} PRIVATE -fsanitize=fuzzer)
    set_target_properties(fuzzer_${name} PROPERTIES LINKER_LANGUAGE CXX)
    add_dependencies(fuzzers fuzzer_${name})
    add_test(NAME fuzzers/${name}
        COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/run.sh $<TARGET_FILE:fuzzer_${name}>
            ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${name})
    rva_describe(fuzzers ${name})
    set_tests_properties(fuzzers/${name} PROPERTIES TIMEOUT 86400)
endfunction()

rva_fuzzer(ndjson)
rva_fuzzer(settings)
rva_fuzzer(msgpack)
rva_fuzzer(event)
rva_fuzzer(store)
