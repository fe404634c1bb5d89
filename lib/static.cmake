# librevanalytics.a, with RVA_BUILD_STATIC, and for the tests, which look at it: one object, whose
# hidden names nobody else can see, so that a program has only the names of lib/SYMBOLS from us.

if(NOT CMAKE_OBJCOPY)
    message(FATAL_ERROR "RVA_BUILD_STATIC takes objcopy (binutils)")
endif()

set(whole ${CMAKE_CURRENT_BINARY_DIR}/revanalytics.o)
add_custom_command(OUTPUT ${whole}
    COMMAND ${CMAKE_LINKER} -r -o ${whole} $<TARGET_OBJECTS:revanalytics_objects>
    COMMAND ${CMAKE_OBJCOPY} --localize-hidden ${whole}
    DEPENDS revanalytics_objects $<TARGET_OBJECTS:revanalytics_objects>
    COMMENT "One object of the library" COMMAND_EXPAND_LISTS VERBATIM)

add_library(revanalytics_archive STATIC ${whole})
add_library(revanalytics::static ALIAS revanalytics_archive)
set_source_files_properties(${whole} PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
set_target_properties(revanalytics_archive PROPERTIES
    LINKER_LANGUAGE C OUTPUT_NAME revanalytics EXPORT_NAME static)
target_include_directories(revanalytics_archive INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
# What it needs in turn; installed, revanalytics-needs.cmake finds it.
target_link_libraries(revanalytics_archive INTERFACE
    $<BUILD_INTERFACE:PkgConfig::LMDB> $<BUILD_INTERFACE:msgpack::msgpack>
    $<INSTALL_INTERFACE:revanalytics::lmdb> $<INSTALL_INTERFACE:revanalytics::msgpack>
    Threads::Threads m)

install(TARGETS revanalytics_archive EXPORT revanalytics-static-targets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev)
