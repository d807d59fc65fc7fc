# Header-only libraries behind one private folder of links. em++ must never see /usr/include: it would shadow
# Emscripten's own C library. Native builds use the same folder, so both compile the same headers.
set(ANKER_HEADER_ONLY "${PROJECT_BINARY_DIR}/header-only")
file(MAKE_DIRECTORY "${ANKER_HEADER_ONLY}")

function(anker_link_headers name)
    find_path(ANKER_${name}_HEADERS "${name}" PATHS /usr/include /usr/local/include NO_CMAKE_FIND_ROOT_PATH NO_DEFAULT_PATH)
    if(NOT ANKER_${name}_HEADERS)
        message(FATAL_ERROR "The headers of ${name} are missing: run tools/install-packages, or set ANKER_${name}_HEADERS.")
    endif()
    file(CREATE_LINK "${ANKER_${name}_HEADERS}/${name}" "${ANKER_HEADER_ONLY}/${name}" SYMBOLIC)
endfunction()
anker_link_headers(nlohmann)
anker_link_headers(tl)
anker_link_headers(boost)

add_library(anker_header_only INTERFACE)
target_include_directories(anker_header_only SYSTEM INTERFACE "${ANKER_HEADER_ONLY}")
