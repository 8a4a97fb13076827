#pragma once
// What the chart says against a place at which somebody saw a craft.
//
// Thread: one. The coast is read when the first place is asked about; without geodata nothing is known.

#include <memory>
#include <optional>

#include "base/localized_message.h"
#include "config/settings.h"
#include "geo/polygon.h"

namespace selat::service {

class PlaceDoubt {
 public:
  explicit PlaceDoubt(const config::Settings& settings) : settings_(settings) {}
  // More than 1 km inland, or beyond the chart; empty: nothing speaks against it.
  [[nodiscard]] std::optional<LocalizedMessage> operator()(geo::Position place);

 private:
  config::Settings settings_;
  std::shared_ptr<const geo::Area> land_;  // shared by copies; empty: not read yet
};

}  // namespace selat::service
