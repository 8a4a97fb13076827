#pragma once
// The health of each feed, as ingest publishes it once a second.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "base/localized_message.h"
#include "geo/position.h"
#include "model/named_count.h"
#include "units/instant.h"

namespace selat::model {

enum class FeedState : std::uint8_t {
  connecting,    // not connected yet, or no sender has connected
  receiving,     // lines come
  silent,        // connected, but no sentence within the feed's limit
  disconnected,  // connection lost or refused; it is retried
  finished,      // a file was read to its end
  failed,        // an error that no retry can end, such as a damaged file
  connected,     // (bound, opened), and not a line has come since
};

// Whether it does what it should, as far as is known.
[[nodiscard]] constexpr bool is_well(FeedState state) {
  return state == FeedState::connected || state == FeedState::receiving || state == FeedState::finished;
}

// What happens to lines, datagrams and senders before there is a sentence, and to the names and times of
// stations.
enum class FeedCount : std::uint8_t {
  unrecognised_lines,
  lines_over_rate,
  overlong_lines,
  senders,          // connected now
  refused_senders,  // refused at the limit of senders
  datagrams,
  foreign_datagrams,  // IEC 61162-450 datagrams of another kind than sentences
  kernel_drops,       // datagrams lost because they were read too slowly
  stations,           // that it has named
  stations_refused,   // messages that named more stations than are told apart
  wrong_clocks,       // stations of which reception counts, lately
  reports_too_late,   // so old that the detector drops them
};

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::FeedState> = std::to_array<std::string_view>(
    {"connecting", "receiving", "silent", "disconnected", "finished", "failed", "connected"});
template <>
inline constexpr auto enum_names<model::FeedCount> =
    std::to_array<std::string_view>({"unrecognised_lines", "lines_over_rate", "overlong_lines", "senders",
                                     "refused_senders", "datagrams", "foreign_datagrams", "kernel_drops",
                                     "stations", "stations_refused", "wrong_clocks", "reports_too_late"});
}  // namespace selat

namespace selat::model {

// What the radars of a feed said: sentences and records together are own_ship_sentences, reports, statuses,
// repeats and problems.
struct RadarFeedHealth {
  std::uint64_t sentences = 0;           // TTM, TLL and those of their own ships
  std::uint64_t own_ship_sentences = 0;  // of these: position, time or heading under the antenna
  std::uint64_t blocks = 0;              // of ASTERIX
  std::uint64_t bad_blocks = 0;          // of a length that cannot be, or cut short
  std::uint64_t records = 0;             // in blocks of known categories
  std::uint64_t reports = 0;             // published
  std::uint64_t statuses = 0;            // published
  std::uint64_t repeats = 0;             // reports that came before: a scan sent again
  std::uint64_t items_unread = 0;        // of records
  // By the names of radar::SentenceProblem and radar::RecordProblem: dropped; of radar::Warning: published
  // all the same.
  std::vector<NamedCount> problems;
  std::vector<NamedCount> warnings;
  std::map<std::uint32_t, std::uint64_t> unknown_categories;  // blocks, dropped

  friend bool operator==(const RadarFeedHealth&, const RadarFeedHealth&) = default;
};

struct FeedHealth {
  std::string name;
  std::string uri;              // without credentials
  bool is_unencrypted = false;  // and from beyond this machine
  FeedState state = FeedState::connecting;
  std::optional<Instant> state_since;  // wall clock of ingest; empty: not said
  LocalizedMessage reason;             // of the last failure; empty when all is well
  std::uint64_t bytes = 0;
  std::uint64_t lines = 0;
  std::uint64_t sentences = 0;                  // AIS sentences seen
  std::uint64_t sentences_in_messages = 0;      // became part of a decoded message
  std::uint64_t sentences_not_yet_decoded = 0;  // part of a message whose type has no decoder yet
  std::uint64_t sentences_pending = 0;          // parts that wait for the rest of their message
  // By the names of nmea::SentenceProblem and ais::MessageProblem, in sentences; with the three above they
  // add up to `sentences`.
  std::vector<NamedCount> problems;
  std::uint64_t other_sentences = 0;                // not AIS: counted, not wrong
  std::map<std::uint32_t, std::uint64_t> messages;  // by AIS message type; 0: of no known type
  std::uint64_t duplicates = 0;                     // messages heard before within 30 s
  std::uint64_t reports = 0;                        // published
  std::uint64_t reconnects = 0;
  std::uint64_t dropped_bytes = 0;  // over-long lines, full queues
  std::optional<Instant> last_sentence_at;
  std::optional<Span> delay_p50;  // observed_at to received_at
  std::optional<Span> delay_p99;
  std::optional<geo::Position> station;
  EnumCounts<FeedCount> transport;
  RadarFeedHealth radar;
};

// All feeds of one ingest.
struct FeedTable {
  std::vector<FeedHealth> feeds;
};

}  // namespace selat::model
