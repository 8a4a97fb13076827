#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace selat {

void contract_broken(std::string_view message, std::source_location where) {
  std::fprintf(stderr, "contract broken: %.*s (%s:%u)\n", static_cast<int>(message.size()), message.data(),
               where.file_name(), static_cast<unsigned>(where.line()));
  std::abort();
}

}  // namespace selat
