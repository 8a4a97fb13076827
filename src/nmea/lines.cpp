#include "nmea/lines.h"

namespace selat::nmea {

std::size_t Lines::count() const {
  std::size_t count = 0;
  for (Lines rest = *this; rest.next(); ++count) {
  }
  return count;
}

Lines Lines::take_first(std::size_t count) {
  const Lines all = *this;
  if (count >= static_cast<std::size_t>(end_ - begin_)) {  // there cannot be more
    begin_ = end_;
  }
  for (; count > 0 && next(); --count) {
  }
  return all.before(*this);
}

}  // namespace selat::nmea
