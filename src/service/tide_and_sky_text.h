#pragma once
// Tide, sun and moon in rows of `selat chart at`.

#include <string>
#include <vector>

#include "base/language.h"
#include "base/localized_message.h"
#include "service/tide_and_sky.h"

namespace selat::service {

struct SheetRow {
  MessageId what;
  std::string words;
};
[[nodiscard]] std::vector<SheetRow> rows_of(const TideAndSky& result, Language language);

}  // namespace selat::service
