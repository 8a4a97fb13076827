#pragma once
// Lines through a Receiver, however they arrive, and all that came of them.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "ais/encode.h"
#include "ais/receiver.h"
#include "nmea/checksum.h"
#include "nmea/line_splitter.h"
#include "nmea/lines.h"
#include "nmea/problem.h"
#include "nmea/tag_block.h"
#include "payloads.h"

namespace selat::ais::test {

inline constexpr Instant kNow = Instant::unix_seconds(1'384'257'600);  // 2013-11-12T12:00:00Z

struct Outcome {
  std::vector<Message> messages;
  std::vector<model::Report> reports;
  std::vector<model::ReportHeader> headers;
  std::vector<nmea::DecodeWarnings> warnings;
  std::vector<nmea::TagBlock> tags;
  ReceiverCounters counters;
};

// The bytes a feed brings one after the other, each with what its reader cut them into.
class Wire {
 public:
  Wire(const ReceiverOptions& options, Instant now) : receiver_(options), now_(now) {}

  void line(std::string_view line) { lines(ExactLines(line).lines()); }
  void bytes(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size(); at += splitter_.kMostAtOnce) {
      lines(splitter_.split(bytes.substr(at, splitter_.kMostAtOnce)));
    }
  }
  void end_of_bytes() { lines(splitter_.flush()); }
  Outcome end() {
    end_of_bytes();
    receiver_.flush();
    outcome_.counters = receiver_.counters();
    EXPECT_TRUE(outcome_.counters.adds_up());
    EXPECT_EQ(outcome_.counters.waiting, 0U);
    return std::move(outcome_);
  }

 private:
  void lines(nmea::Lines all) {
    receiver_.receive(all, now_, [&](const Received& received) {
      outcome_.messages.push_back(received.message);
      outcome_.headers.push_back(received.header);
      outcome_.warnings.push_back(received.warnings);
      outcome_.tags.push_back(received.tag);
      outcome_.reports.insert(outcome_.reports.end(), received.reports.begin(), received.reports.end());
    });
    EXPECT_TRUE(receiver_.counters().adds_up());
  }

  Receiver receiver_;
  Instant now_;
  nmea::SplitCounters counters_;
  nmea::LineSplitter splitter_{counters_};
  Outcome outcome_;
};

// Every line received at the same instant, and a flush at the end; the counters must add up.
inline Outcome receive_lines(const std::vector<std::string>& lines, const ReceiverOptions& options = {},
                             Instant now = kNow) {
  Wire wire(options, now);
  for (const auto& line : lines) {
    wire.line(line);
  }
  return wire.end();
}

// The same lines as a stream, in reads of so many bytes.
inline Outcome receive_stream(const std::vector<std::string>& lines, std::string_view line_ending,
                              std::size_t bytes_a_read, const ReceiverOptions& options, Instant now) {
  std::string all;
  for (const auto& line : lines) {
    all.append(line).append(line_ending);
  }
  Wire wire(options, now);
  for (std::size_t at = 0; at < all.size(); at += bytes_a_read) {
    wire.bytes(std::string_view(all).substr(at, bytes_a_read));
  }
  return wire.end();
}

// The same lines as datagrams of so many each; the last line of a datagram may lack its ending.
inline Outcome receive_datagrams(const std::vector<std::string>& lines, std::size_t lines_each,
                                 bool ends_last_line, const ReceiverOptions& options, Instant now) {
  Wire wire(options, now);
  for (std::size_t at = 0; at < lines.size(); at += lines_each) {
    std::string datagram;
    for (std::size_t i = at; i < lines.size() && i < at + lines_each; ++i) {
      datagram.append(datagram.empty() ? "" : "\r\n").append(lines[i]);
    }
    datagram += ends_last_line ? "\r\n" : "";
    wire.bytes(datagram);
    wire.end_of_bytes();
  }
  return wire.end();
}

// All but how the lines were counted: empty ones are none to a reader of bytes.
inline void expect_same(const Outcome& one, const Outcome& other) {
  EXPECT_TRUE(one.messages == other.messages);
  EXPECT_TRUE(one.reports == other.reports);
  EXPECT_TRUE(one.headers == other.headers);
  EXPECT_TRUE(one.warnings == other.warnings);
  EXPECT_TRUE(one.tags == other.tags);
  auto counters = one.counters;
  counters.lines = other.counters.lines;
  counters.bytes = other.counters.bytes;
  EXPECT_TRUE(counters == other.counters);
}

// However the lines arrive the result is the same: line by line, as a stream in reads of 1, 7, 64 and 1,460
// bytes with LF and with CRLF, and as datagrams of one line and of several.
inline Outcome receive(const std::vector<std::string>& lines, const ReceiverOptions& options = {},
                       Instant now = kNow) {
  auto outcome = receive_lines(lines, options, now);
  for (const std::string_view line_ending : {"\n", "\r\n"}) {
    for (const std::size_t bytes_a_read : {1U, 7U, 64U, 1'460U}) {
      SCOPED_TRACE(testing::Message()
                   << "reads of " << bytes_a_read << " bytes, line endings of " << line_ending.size());
      expect_same(receive_stream(lines, line_ending, bytes_a_read, options, now), outcome);
    }
  }
  for (const std::size_t lines_each : {1U, 2U, 5U}) {
    for (const bool ends_last_line : {true, false}) {
      SCOPED_TRACE(testing::Message() << "datagrams of " << lines_each << " lines, the last "
                                      << (ends_last_line ? "ended" : "not ended"));
      expect_same(receive_datagrams(lines, lines_each, ends_last_line, options, now), outcome);
    }
  }
  return outcome;
}

// "!between*hh"
inline std::string sentence(std::string_view between) {
  return "!" + std::string(between) + nmea::checksum_suffix(between);
}
// "\tag*hh\rest"
inline std::string tagged(std::string_view tag, std::string_view rest) {
  return "\\" + std::string(tag) + nmea::checksum_suffix(tag) + "\\" + std::string(rest);
}

}  // namespace selat::ais::test
