# Finds Emscripten: an emsdk on PATH, or Debian's package. Debian's emcc 3.1.6 is the oldest that works.
find_program(ANKER_EMCC emcc REQUIRED)
get_filename_component(_emcc "${ANKER_EMCC}" REALPATH)
get_filename_component(_emscripten_root "${_emcc}" DIRECTORY)
if(NOT EXISTS "${_emscripten_root}/cmake/Modules/Platform/Emscripten.cmake")
    set(_emscripten_root "/usr/share/emscripten")
endif()
include("${_emscripten_root}/cmake/Modules/Platform/Emscripten.cmake")
