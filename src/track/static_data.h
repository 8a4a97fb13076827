#pragma once
// Static data in the form that a timeline keeps: 88 bytes, since ten minutes of them are kept for every
// vessel, and some send others each time. What no track and no rule reads (the header, the time of arrival,
// the mothership) is left out; dimensions are whole metres, as in ITU-R M.1371-5. A plain value.

#include <cstdint>

#include "base/short_text.h"
#include "model/report.h"
#include "track/fix.h"

namespace selat::track {

class StaticData {
 public:
  StaticData() = default;
  explicit StaticData(const model::StaticReport& report);

  // Of its header only the transponder is set.
  [[nodiscard]] model::StaticReport report(model::Transponder transponder) const;
  [[nodiscard]] bool has_name() const { return has_name_; }
  [[nodiscard]] const ShortText<34>& name() const { return name_; }
  [[nodiscard]] bool has_hull() const { return has_hull_; }
  [[nodiscard]] const Hull& hull() const { return hull_; }

 private:
  Distance draught_;
  std::uint32_t imo_ = 0;
  Hull hull_;
  ShortText<34> name_;
  ShortText<20> destination_;
  ShortText<7> call_sign_;
  std::uint8_t ship_type_ = 0;
  bool has_imo_ : 1 = false;
  bool has_call_sign_ : 1 = false;
  bool has_name_ : 1 = false;
  bool has_ship_type_ : 1 = false;
  bool has_hull_ : 1 = false;
  bool has_draught_ : 1 = false;
  bool has_destination_ : 1 = false;
};
static_assert(sizeof(StaticData) == 88);

}  // namespace selat::track
