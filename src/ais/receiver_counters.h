#pragma once
// What became of the lines of one feed: every sentence is counted in exactly one place.

#include <array>
#include <cstdint>

#include "ais/message_header.h"
#include "ais/problem.h"
#include "base/enum_names.h"
#include "nmea/line_counters.h"
#include "nmea/problem.h"

namespace selat::ais {

struct ReceiverCounters : nmea::LineCounters {
  std::uint64_t sentences = 0;    // AIS sentences, whatever became of them
  std::uint64_t in_messages = 0;  // of these: part of a decoded message
  // Of these: part of a message of which only the header is read (type 24, parts 2 and 3).
  std::uint64_t not_yet_decoded = 0;
  EnumCounts<nmea::SentenceProblem> sentence_problems;  // of these: dropped, and why
  EnumCounts<MessageProblem> message_problems;          // of these: their message was dropped, and why
  std::uint64_t waiting = 0;  // of these: their message is still open; 0 after flush()
  std::array<std::uint64_t, kLastType + 1> messages{};  // by type
  EnumCounts<nmea::DecodeWarning> warnings;             // messages kept, with something unusual

  [[nodiscard]] std::uint64_t message_total() const;
  [[nodiscard]] std::uint64_t problem_total() const {
    return sentence_problems.total() + message_problems.total();
  }
  [[nodiscard]] bool adds_up() const {
    return sentences == in_messages + not_yet_decoded + problem_total() + waiting;
  }
  friend bool operator==(const ReceiverCounters&, const ReceiverCounters&) = default;
};

}  // namespace selat::ais
