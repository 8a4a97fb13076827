#include "detect/late_distress.h"

#include <algorithm>

#include "detect/safety_words.h"

namespace selat::detect {

namespace {

// Of one MMSI within the lateness: more than a device sends whose station is always late.
constexpr std::size_t kMostMoved = 256;

}  // namespace

bool tells_distress(const model::Report& report) {
  const bool is_device = model::header_of(report).mmsi.is_distress_device();
  if (const auto* safety = std::get_if<model::SafetyReport>(&report)) {
    const SafetyMeaning meaning = meaning_of(safety->text.view());
    return meaning != SafetyMeaning::beacon_test && (is_device || meaning != SafetyMeaning::routine);
  }
  const auto* position = std::get_if<model::PositionReport>(&report);
  if (position == nullptr) {
    return false;
  }
  return is_device ? position->status != model::NavigationStatus::undefined
                   : position->status == model::NavigationStatus::distress_device_active;
}

std::optional<Instant> LateDistress::place(Instant own, bool has_place, Instant earliest,
                                           Instant latest) const {
  if (moved_.size() >= kMostMoved && moved_.front().at >= earliest) {
    return std::nullopt;
  }
  if (moved_.empty()) {
    return earliest;
  }
  const Instant like_the_last = own + moved_.back().by;
  if (like_the_last > latest && has_place) {
    return std::nullopt;
  }
  return std::max(earliest, std::min(like_the_last, latest));
}

void LateDistress::add(const track::Fix& fix, Instant own, Instant needed_from) {
  std::erase_if(moved_, [&](const Moved& moved) { return moved.at < needed_from || moved.is(fix); });
  // A text that was put nearer to its own time says nothing of the places after it.
  const Moved moved{fix.at(), fix.at() - own, fix.fingerprint};
  const bool is_nearer = !moved_.empty() && moved.by < moved_.back().by;
  moved_.insert(is_nearer ? moved_.end() - 1 : moved_.end(), moved);
}

Span LateDistress::by(const track::Fix& fix) const {
  const auto found = std::ranges::find_if(moved_, [&](const Moved& moved) { return moved.is(fix); });
  return found == moved_.end() ? Span() : found->by;
}

}  // namespace selat::detect
