#pragma once
// What became of the lines of one feed, to the last sentence.

#include <array>
#include <cstdint>

#include "ais/message_header.h"
#include "ais/problem.h"
#include "base/enum_names.h"

namespace selat::ais {

struct ReceiverCounters {
  std::uint64_t bytes = 0;  // of lines, without line endings
  std::uint64_t lines = 0;
  std::uint64_t sentences = 0;    // AIS sentences, whatever became of them
  std::uint64_t in_messages = 0;  // of these: part of a decoded message
  // Of these: part of a message of which only the header is read (type 24, parts 2 and 3).
  std::uint64_t not_yet_decoded = 0;
  EnumCounts<Problem> problems;  // of these: came to nothing, and why
  std::uint64_t waiting = 0;     // of these: their message is still open; 0 after flush()
  std::array<std::uint64_t, kLastType + 1> messages{};  // by type
  EnumCounts<Remark> remarks;                           // messages kept, with something odd
  EnumCounts<TagProblem> tag_problems;                  // TAG blocks ignored
  std::uint64_t other_sentences = 0;                    // NMEA sentences that are not AIS: no error
  std::uint64_t unrecognised_lines = 0;  // neither sentence nor TAG block in them, and not blank

  [[nodiscard]] std::uint64_t message_total() const;
  // Every AIS sentence is in exactly one place.
  [[nodiscard]] bool adds_up() const {
    return sentences == in_messages + not_yet_decoded + problems.total() + waiting;
  }
  friend bool operator==(const ReceiverCounters&, const ReceiverCounters&) = default;
};

}  // namespace selat::ais
