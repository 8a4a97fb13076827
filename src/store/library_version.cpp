#include "store/library_version.h"

#include <sqlite3.h>

namespace selat::store {

std::string library_version() {
  return ::sqlite3_libversion();
}

}  // namespace selat::store
