# Compiler settings for our own code, as the interface target `anker_options`. Warnings are errors; third-party
# headers come in as SYSTEM.
add_library(anker_options INTERFACE)
target_include_directories(anker_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(anker_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Werror
    # The same sums natively and as wasm: no fused multiply-add.
    -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # False alarms inside std::string at -O2 (GCC bug 105329), fixed in GCC 13.
    target_compile_options(anker_options INTERFACE -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
endif()

if(ANKER_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()

find_program(ANKER_CCACHE ccache)
if(ANKER_CCACHE)
    set(CMAKE_C_COMPILER_LAUNCHER "${ANKER_CCACHE}")
    set(CMAKE_CXX_COMPILER_LAUNCHER "${ANKER_CCACHE}")
endif()

if(EMSCRIPTEN)
    # Debian's acorn lies outside the module path of a Node.js from elsewhere; without it links at -O2 fail.
    set_property(GLOBAL PROPERTY RULE_LAUNCH_LINK "\"${CMAKE_COMMAND}\" -E env NODE_PATH=/usr/share/nodejs:/usr/lib/nodejs")
endif()
