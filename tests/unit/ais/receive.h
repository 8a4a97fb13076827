#pragma once
// Lines through a Receiver, and all that came of them.

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "ais/encode.h"
#include "ais/receiver.h"

namespace selat::ais::test {

inline constexpr Instant kNow = Instant::unix_seconds(1'384'257'600);  // 2013-11-12T12:00:00Z

struct Outcome {
  std::vector<Message> messages;
  std::vector<model::Report> reports;
  std::vector<model::ReportHeader> headers;
  std::vector<Remarks> remarks;
  std::vector<TagBlock> tags;
  ReceiverCounters counters;
};

// Every line received at the same instant, and a flush at the end; the counters must add up.
inline Outcome receive(const std::vector<std::string>& lines, const ReceiverOptions& options = {},
                       Instant now = kNow) {
  Outcome outcome;
  Receiver receiver(options);
  for (const auto& line : lines) {
    receiver.receive(line, now, [&](const Received& received) {
      outcome.messages.push_back(received.message);
      outcome.headers.push_back(received.header);
      outcome.remarks.push_back(received.remarks);
      outcome.tags.push_back(received.tag);
      outcome.reports.insert(outcome.reports.end(), received.reports.begin(), received.reports.end());
    });
    EXPECT_TRUE(receiver.counters().adds_up());
  }
  receiver.flush();
  outcome.counters = receiver.counters();
  EXPECT_TRUE(outcome.counters.adds_up());
  EXPECT_EQ(outcome.counters.waiting, 0U);
  return outcome;
}

// "!between*hh"
inline std::string sentence(std::string_view between) {
  return "!" + std::string(between) + checksum_suffix(between);
}
// "\tag*hh\rest"
inline std::string tagged(std::string_view tag, std::string_view rest) {
  return "\\" + std::string(tag) + checksum_suffix(tag) + "\\" + std::string(rest);
}

}  // namespace selat::ais::test
