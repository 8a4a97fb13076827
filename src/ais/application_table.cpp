#include "ais/application_table.h"

#include <array>

namespace selat::ais {

namespace {

#define SELAT_LISTED(name) &(name),
constexpr std::array kFormats = {SELAT_APPLICATIONS(SELAT_LISTED)};
#undef SELAT_LISTED

}  // namespace

std::span<const ApplicationFormat* const> application_formats() {
  return kFormats;
}

}  // namespace selat::ais
