#pragma once
// One feed's road from lines to reports: sentences, TAG blocks, assembly, decoding, time. One object a feed;
// lines in the order they came; not thread-safe; no allocation for each message. Every AIS sentence is
// accounted for: after flush(), counters().adds_up() holds.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

#include "ais/assembler.h"
#include "ais/message.h"
#include "ais/observation_time.h"
#include "ais/problem.h"
#include "ais/sentence.h"
#include "ais/tag_block.h"
#include "ais/tag_context.h"
#include "ais/to_report.h"
#include "base/enum_names.h"
#include "model/report.h"
#include "units/instant.h"

namespace selat::ais {

struct ReceiverOptions {
  // Stands on reports whose sentence names no source of its own (TAG s:, $PGHP station, suffix, TAG si:).
  model::SourceName source = "feed";
  // Lenient: a bad or missing checksum is only remarked upon. For feeds that strip it.
  ChecksumRule checksum = ChecksumRule::strict;
  TimePolicy time;
  AssemblerOptions assembler;
};

struct ReceiverCounters {
  std::uint64_t bytes = 0;  // of lines, without line endings
  std::uint64_t lines = 0;
  std::uint64_t sentences = 0;        // AIS sentences, whatever became of them
  std::uint64_t in_messages = 0;      // of these: part of a decoded message
  std::uint64_t not_yet_decoded = 0;  // of these: part of a message whose type has no decoder (none today)
  EnumCounts<Problem> problems;       // of these: came to nothing, and why
  std::uint64_t waiting = 0;          // of these: their message is still open; 0 after flush()
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

// One message, as it is handed on; valid during the call only.
struct Received {
  const Message& message;
  const Bits& bits;                        // the same as transmitted
  std::span<const model::Report> reports;  // none where the message says nothing of a vessel
  const model::ReportHeader& header;       // what the reports begin with, also where there is none
  const TagBlock& tag;
  Remarks remarks;
  char channel;      // 0 where the sentence leaves it empty
  bool is_own_ship;  // VDO
  std::uint8_t sentences;
};

class Receiver {
 public:
  explicit Receiver(ReceiverOptions options = {});

  // One line without its line ending (a trailing CR is taken off); one line may hold several sentences.
  // `sink` is called with each Received, 0 to n times, before receive() returns.
  template <typename Sink>
  void receive(std::string_view line, Instant received_at, Sink&& sink) {
    using Callee = std::remove_reference_t<Sink>;
    auto call = [](const void* to, const Received& received) {
      (*const_cast<Callee*>(static_cast<const Callee*>(to)))(received);
    };
    take_line(line, received_at, {&sink, call});
  }

  // Gives up what is still open (end of input, feed lost): its sentences become problems.
  void flush();

  [[nodiscard]] const ReceiverCounters& counters() const { return counters_; }

 private:
  struct Deliver {
    const void* to;
    void (*call)(const void* to, const Received& received);
  };
  // What one line has brought before the sentence at hand.
  struct LineState {
    Instant received_at;
    InlineTag tag;
    std::optional<Instant> prefix_time;
  };

  void take_line(std::string_view line, Instant received_at, Deliver deliver);
  std::size_t take_tag(std::string_view line, std::size_t at, LineState& state);
  // One sentence of any kind; false where it is none.
  bool take_text(std::string_view text, LineState& state, Deliver deliver);
  void take_sentence(std::string_view text, const LineState& state, Deliver deliver);
  void take_part(const Sentence& sentence, const LineState& state, SentenceContext& context, Deliver deliver);
  void take_message(const Bits& bits, const Sentence& sentence, const LineState& state,
                    const SentenceContext& context, Deliver deliver);

  ReceiverOptions options_;
  ReceiverCounters counters_;
  TagContext tags_;
  Assembler assembler_;
  Message message_;  // this and the next are here to be used again
  Reports reports_;
};

}  // namespace selat::ais
