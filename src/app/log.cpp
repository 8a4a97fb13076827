// selat log …, selat log add TEXT: the log of the coordination server.

#include <string_view>

#include "app/log_command.h"

namespace selat::app {

int run_log(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "add") {
    return log_add(argc - 1, argv + 1);
  }
  return log_list(argc, argv);
}

}  // namespace selat::app
