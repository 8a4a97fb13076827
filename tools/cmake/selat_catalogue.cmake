# The translations of src/text/locale/*.po: msgfmt compiles each, and its bytes become a part of selat_text.
# `catalogue_check` compares them with the texts of all sources and belongs to every whole build and to selat.

find_program(SELAT_MSGFMT msgfmt REQUIRED)

# selat_catalogue(<language>...): the .po files of the folder that calls, which are read here alone.
function(selat_catalogue)
  set(translations)
  foreach(language ${ARGN})
    set(po "${CMAKE_CURRENT_SOURCE_DIR}/text/locale/${language}.po")
    set(made "${CMAKE_CURRENT_BINARY_DIR}/locale/${language}_mo.cpp")
    add_custom_command(OUTPUT "${made}"
      COMMAND "${SELAT_MSGFMT}" --check --endianness=little --no-hash
        --output-file=${CMAKE_CURRENT_BINARY_DIR}/locale/${language}.mo "${po}"
      COMMAND "${CMAKE_COMMAND}" -DBYTES=${CMAKE_CURRENT_BINARY_DIR}/locale/${language}.mo
        -DNAME=${language}_mo -DOUTPUT=${made} -P "${CMAKE_SOURCE_DIR}/tools/cmake/embed_catalogue.cmake"
      DEPENDS "${po}" "${CMAKE_SOURCE_DIR}/tools/cmake/embed_catalogue.cmake"
      COMMENT "Compiling ${language}.po" VERBATIM)
    target_sources(selat_text PRIVATE "${made}")
    list(APPEND translations "${po}")
  endforeach()

  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*.h")
  set(checked "${CMAKE_CURRENT_BINARY_DIR}/locale/checked")
  add_custom_command(OUTPUT "${checked}"
    COMMAND "${CMAKE_SOURCE_DIR}/tools/translate" --check
    COMMAND "${CMAKE_COMMAND}" -E touch "${checked}"
    DEPENDS ${sources} ${translations} "${CMAKE_SOURCE_DIR}/tools/translate"
    COMMENT "Comparing texts and translations" VERBATIM)
  add_custom_target(catalogue_check ALL DEPENDS "${checked}")
endfunction()
