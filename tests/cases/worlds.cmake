# Territories and dispositifs.
mlg_room_closure(coverage rooms)
mlg_test_program(run_worlds SOURCES run_worlds.c world_case.c world_expect.c ROOMS ${rooms})
target_link_libraries(run_worlds PRIVATE mlg_world)
foreach(file coverage/faces coverage/perimeters)
    string(REPLACE "/" "." name ${file})
    mlg_add_test(case.${name} LABELS case
                 COMMAND run_worlds "${CMAKE_CURRENT_SOURCE_DIR}/${file}.case")
endforeach()
