#pragma once
// The coordination server's database as a file that is put in order (store/file_order.h). A file that is made
// says that its past is not known; so does one that takes the place of another in which something was damaged
// that may have been a promise (a sector, a speaking terminal, a term).

#include "store/file_order.h"

namespace selat::store {

[[nodiscard]] const FileSchema& coordination_file();

}  // namespace selat::store
