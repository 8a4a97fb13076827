#pragma once
// The tables of a control point's file (store/terminal_store.h). All rows carry a checksum
// (store/checked_table.h).

#include "store/file_order.h"

namespace selat::store {

extern const CheckedTable kWords;
extern const CheckedTable kTold;
extern const CheckedTable kLines;
extern const CheckedTable kCoordinator;
extern const CheckedTable kSaves;
[[nodiscard]] const FileSchema& terminal_file();

}  // namespace selat::store
