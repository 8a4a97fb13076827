#pragma once
// Messages to reports, which the rest of Selat reads. Types 19 and 21 hold a position and static data, and
// give two reports; messages to other stations or about the link (6–8, 10, 13, 15–17, 20, 22, 23, 25, 26)
// give none.

#include <array>
#include <cstddef>
#include <span>

#include "ais/message.h"
#include "model/report.h"

namespace selat::ais {

// None, one or two reports of one message.
class Reports {
 public:
  [[nodiscard]] std::span<const model::Report> view() const { return {reports_.data(), size_}; }
  // One more report, with this header, to be filled in; at most two.
  template <typename Report>
  Report& begin(const model::ReportHeader& header) {
    return reports_[size_++].template emplace<Report>(header);
  }
  void clear() { size_ = 0; }

 private:
  std::array<model::Report, 2> reports_;
  std::size_t size_ = 0;
};

// The header's mmsi, message_type and transponder must be those of the message (the second form fills them
// in). Losses: of the IMO field only numbers of seven digits are IMO numbers; "turning faster than 5° in 30
// s" without an indicator becomes ±10°/min, the smallest rate it can mean, and an indicator's end stop as
// ±720°/min. An aid's off-position flag is valid only if it is no fixed structure and a UTC second is given
// (M.1371-5).
void to_reports(const Message& message, const model::ReportHeader& header, Reports& into);
[[nodiscard]] Reports to_reports(const Message& message, const model::ReportHeader& header);

// What kind of station sends this message.
[[nodiscard]] model::Transponder transponder_of(const Message& message);
[[nodiscard]] model::Transponder transponder_of(std::uint8_t message_type);

}  // namespace selat::ais
