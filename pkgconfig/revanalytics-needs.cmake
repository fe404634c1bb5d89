# What revanalytics::static needs in turn.  CMAKE_FIND_LIBRARY_SUFFIXES of ".a" makes these static.

include(CMakeFindDependencyMacro)
find_dependency(Threads)

find_library(REVANALYTICS_LMDB NAMES lmdb REQUIRED)
find_library(REVANALYTICS_MSGPACK NAMES msgpack-c msgpackc REQUIRED)
foreach(name lmdb msgpack)
    if(NOT TARGET revanalytics::${name})
        string(TOUPPER ${name} upper)
        add_library(revanalytics::${name} UNKNOWN IMPORTED)
        set_target_properties(revanalytics::${name} PROPERTIES
            IMPORTED_LOCATION ${REVANALYTICS_${upper}})
    endif()
endforeach()
