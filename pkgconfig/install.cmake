# What `cmake --install` puts beside the library for pkg-config and for find_package().

include(CMakePackageConfigHelpers)

install(TARGETS revanalytics EXPORT revanalytics-targets
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

# The prefix is found from the place of the .pc file, so an installed tree may be moved.
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX
    BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig OUTPUT_VARIABLE RVA_UP_TO_PREFIX)
configure_file(${CMAKE_CURRENT_LIST_DIR}/revanalytics.pc.in
    ${CMAKE_CURRENT_BINARY_DIR}/revanalytics.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/revanalytics.pc
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/revanalytics)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/revanalytics-config.cmake.in
    ${CMAKE_CURRENT_BINARY_DIR}/revanalytics-config.cmake
    INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/revanalytics-config-version.cmake
    COMPATIBILITY SameMajorVersion)
install(EXPORT revanalytics-targets NAMESPACE revanalytics:: DESTINATION ${package_dir})
install(FILES
    ${CMAKE_CURRENT_BINARY_DIR}/revanalytics-config.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/revanalytics-config-version.cmake
    DESTINATION ${package_dir})
