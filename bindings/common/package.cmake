# What the packages of the languages are built of alike.  `root` is the folder of the library.

set(RVA_BUILD_CLI OFF CACHE BOOL "")
set(RVA_BUILD_EXAMPLES OFF CACHE BOOL "")
set(RVA_BUILD_INGEST ON CACHE BOOL "")
add_subdirectory(${root} library EXCLUDE_FROM_ALL)
add_subdirectory(${CMAKE_CURRENT_LIST_DIR} common EXCLUDE_FROM_ALL)

find_program(SWIG_EXECUTABLE NAMES swig swig4.0 REQUIRED)
set(generated ${CMAKE_CURRENT_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${generated})

# rva_wrap([OUTPUT <file> ...] OPTIONS <option> ... [DEPENDS <file> ...]): wrap.c, by SWIG.
function(rva_wrap)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "OUTPUT;OPTIONS;DEPENDS")
    set(interface ${root}/bindings/revanalytics.i)
    file(GLOB headers CONFIGURE_DEPENDS ${root}/include/revanalytics/*.h)
    add_custom_command(OUTPUT ${generated}/wrap.c ${arg_OUTPUT}
        COMMAND ${SWIG_EXECUTABLE} ${arg_OPTIONS} -Wall -Werror -I${CMAKE_CURRENT_SOURCE_DIR}
            -I${root}/include -I${root}/bindings/ingest -o ${generated}/wrap.c ${interface}
        DEPENDS ${interface} typemaps.i extras.i ${headers} ${root}/bindings/ingest/ingest.h
            ${arg_DEPENDS}
        COMMENT "SWIG: the public headers" VERBATIM)
endfunction()

# rva_package(<target>): the library is linked in, hidden, so that nothing else is installed.
function(rva_package target)
    set_target_properties(${target} PROPERTIES C_VISIBILITY_PRESET hidden LINKER_LANGUAGE CXX)
    target_include_directories(${target} PRIVATE src)
    target_link_libraries(${target} PRIVATE rva_common rva_ingest revanalytics_static)
    target_link_options(${target} PRIVATE -Wl,--exclude-libs,ALL -Wl,--as-needed)

    # What SWIG writes is not ours to warn about, but wrong pointers are the typemaps'.
    target_compile_options(${target} PRIVATE -Wall -Wextra $<$<BOOL:${RVA_WERROR}>:-Werror>)
    set_source_files_properties(${generated}/wrap.c PROPERTIES
        COMPILE_OPTIONS "-Wno-all;-Wno-extra")
endfunction()
