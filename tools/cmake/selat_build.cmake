# How every target of Selat is built: one folder of src/ is one static library, one folder of
# tests/unit/ is one test program. Adding a source file needs no change here.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(SELAT_CCACHE ccache)
if(SELAT_CCACHE)
  # Clones of the tree share the cache: paths are taken relative to the tree, and dates of
  # precompiled headers do not count.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${SELAT_CCACHE})
endif()
find_program(SELAT_MOLD mold)
if(SELAT_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# What all of Selat's own code is compiled with; third parties come in as SYSTEM headers.
add_library(selat_options INTERFACE)
target_include_directories(selat_options INTERFACE "${CMAKE_SOURCE_DIR}/src")
target_compile_options(selat_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference -Wformat=2)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # Boost 1.74 enables Asio's coroutines by the compiler's name and version, and knows no clang 19.
  target_compile_options(selat_options INTERFACE -include coroutine
    -DBOOST_ASIO_HAS_CO_AWAIT -DBOOST_ASIO_HAS_STD_COROUTINE -Wno-null-dereference)
endif()

# At full optimisation g++ 12 sees these three in the standard library's own code and in variants, where there is
# nothing wrong. The dev and asan builds, in which warnings are errors, keep them.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(selat_options INTERFACE
    -Wno-null-dereference -Wno-maybe-uninitialized -Wno-stringop-overflow)
endif()

# A new value of some two hundred bytes (a report, a vessel) is zeroed by plain stores. g++ takes `rep stos` from
# 128 bytes on, of which the start alone costs more than the stores: a sixth of the way from a line to its report.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE STREQUAL "Release"
   AND CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  target_compile_options(selat_options INTERFACE
    -mmemset-strategy=unrolled_loop:512:noalign,libcall:-1:noalign)
endif()

# Precompiled headers, for g++ only: what nearly every file includes is read once. clang (tsan, fuzz,
# tools/lint) builds without them, so an include that is missing is found there.
#   selat_pch(<name> HEADERS <header>... [LINK <third-party target>...])
#   selat_use_pch(<target> <name>)   the target links at least what the precompiled headers link
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/pch/empty.cpp" CONTENT "")
function(selat_pch name)
  cmake_parse_arguments(ARG "" "" "HEADERS;LINK" ${ARGN})
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    return()
  endif()
  add_library(pch_${name} OBJECT "${CMAKE_BINARY_DIR}/pch/empty.cpp")
  target_link_libraries(pch_${name} PRIVATE selat_options ${ARG_LINK})
  target_precompile_headers(pch_${name} PRIVATE ${ARG_HEADERS})
endfunction()

function(selat_use_pch target name)
  if(TARGET pch_${name})
    target_precompile_headers(${target} REUSE_FROM pch_${name})
    target_compile_options(${target} PRIVATE -fpch-preprocess)  # or ccache cannot keep what uses them
  endif()
endfunction()

set(SELAT_STD_HEADERS
  <utility> <algorithm> <array> <chrono> <cmath> <cstdint> <deque> <expected> <filesystem> <functional> <map> <memory>
  <optional> <ranges> <set> <span> <sstream> <string> <string_view> <unordered_map> <variant> <vector>)
set(SELAT_ASIO_HEADERS
  <boost/asio/io_context.hpp> <boost/asio/ip/tcp.hpp> <boost/asio/ip/udp.hpp> <boost/asio/posix/stream_descriptor.hpp>
  <boost/asio/steady_timer.hpp> <boost/asio/write.hpp>)
set(SELAT_TEST_HEADERS <gmock/gmock.h> <gtest/gtest.h>)
selat_pch(std HEADERS ${SELAT_STD_HEADERS})
selat_pch(asio HEADERS ${SELAT_STD_HEADERS} ${SELAT_ASIO_HEADERS} <fmt/format.h> LINK Boost::headers fmt::fmt)
selat_pch(test HEADERS ${SELAT_STD_HEADERS} ${SELAT_TEST_HEADERS} LINK GTest::gmock)
selat_pch(test_asio HEADERS ${SELAT_STD_HEADERS} ${SELAT_ASIO_HEADERS} ${SELAT_TEST_HEADERS}
  LINK Boost::headers GTest::gmock)

# selat_library(<folder> [DEPENDS <folder>...] [LINK <third-party target>...])
# All *.cpp and *.h of src/<folder> and below. DEPENDS is what the folder's headers and sources may
# include of Selat itself (tests/unit/architecture holds it to that); LINK stays private.
function(selat_library folder)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp")
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.h")
  list(TRANSFORM ARG_DEPENDS PREPEND selat_)
  if(sources)
    add_library(selat_${folder} STATIC ${sources})
    target_link_libraries(selat_${folder} PUBLIC selat_options ${ARG_DEPENDS} PRIVATE ${ARG_LINK})
    if("Boost::headers" IN_LIST ARG_LINK)
      selat_use_pch(selat_${folder} asio)
    else()
      selat_use_pch(selat_${folder} std)
    endif()
    if("Boost::headers" IN_LIST ARG_LINK OR "CLI11::CLI11" IN_LIST ARG_LINK)
      # g++ 12 finds null pointers that are not there inside Asio's scheduler and CLI11's vectors once they are
      # inlined. (Of the sources, not of the target: a target's own options stand before those it inherits.)
      set_property(SOURCE ${sources} APPEND PROPERTY COMPILE_OPTIONS -Wno-null-dereference)
    endif()
  else()
    add_library(selat_${folder} INTERFACE)
    target_link_libraries(selat_${folder} INTERFACE selat_options ${ARG_DEPENDS} ${ARG_LINK})
  endif()
  set_property(GLOBAL APPEND PROPERTY SELAT_HEADERS ${headers})
endfunction()

# selat_test(<kind> <folder> LINK <targets>...)
# All *.cpp of tests/<kind>/<folder> as one GoogleTest program <kind>_<folder>.
function(selat_test kind folder)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp")
  if(NOT sources)
    return()
  endif()
  set(program ${kind}_${folder})
  add_executable(${program} ${sources})
  target_link_libraries(${program} PRIVATE selat_options ${ARG_LINK} GTest::gtest GTest::gmock GTest::gtest_main)
  target_include_directories(${program} PRIVATE "${CMAKE_SOURCE_DIR}/tests")  # support/
  target_compile_definitions(${program} PRIVATE
    SELAT_SOURCE_DIR="${CMAKE_SOURCE_DIR}" SELAT_BINARY_DIR="${CMAKE_BINARY_DIR}")
  if("Boost::headers" IN_LIST ARG_LINK)
    selat_use_pch(${program} test_asio)
  else()
    selat_use_pch(${program} test)
  endif()
  # -Wpedantic and -Wconversion inside gtest's macros speak of gtest, not of us.
  set_property(SOURCE ${sources} APPEND PROPERTY COMPILE_OPTIONS -Wno-sign-conversion -Wno-null-dereference)
  # Ends a test that hangs; on a busy machine one that works may need several minutes.
  set(properties LABELS ${kind} TIMEOUT 600)
  if(kind STREQUAL "simulation")
    # Minutes of small allocations: with more of them kept at hand by the allocator they take a twentieth less.
    list(APPEND properties ENVIRONMENT GLIBC_TUNABLES=glibc.malloc.tcache_count=2000:glibc.malloc.tcache_max=8192)
  endif()
  # ctest shows the name that --gtest_filter takes, without the printed parameter.
  gtest_discover_tests(${program} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60 NO_PRETTY_VALUES
    TEST_PREFIX "${kind}." PROPERTIES ${properties})
endfunction()
