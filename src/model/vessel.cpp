#include "model/vessel.h"

namespace selat::model {

namespace {
template <typename Value>
void take(std::optional<Value>& own, const std::optional<Value>& reported) {
  if (reported) {
    own = reported;
  }
}
}  // namespace

void Vessel::merge(const StaticReport& report) {
  transponder = report.transponder;
  take(imo, report.imo);
  take(call_sign, report.call_sign);
  take(name, report.name);
  take(ship_type, report.ship_type);
  take(dimensions, report.dimensions);
  take(draught, report.draught);
  take(destination, report.destination);
}

}  // namespace selat::model
