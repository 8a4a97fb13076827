#include "wire/feed_health.h"

#include <cstdint>
#include <expected>
#include <utility>

#include "selat/v1/health.pb.h"
#include "wire/counts.h"
#include "wire/localized_message.h"
#include "wire/reading.h"

namespace selat::wire {

namespace {

constexpr int kMostFeeds = 1'000;
constexpr int kMostCategories = 256;
constexpr int kMostMessageTypes = 64;  // M.1371 has 27, and room for as many as six bits count

void write_sentences(const model::FeedHealth& feed, v1::FeedHealth& wire) {
  wire.set_sentences(feed.sentences);
  wire.set_sentences_in_messages(feed.sentences_in_messages);
  wire.set_sentences_not_yet_decoded(feed.sentences_not_yet_decoded);
  wire.set_sentences_pending(feed.sentences_pending);
  write_counts(feed.problems, *wire.mutable_problems());
  wire.set_other_sentences(feed.other_sentences);
  for (const auto& [type, count] : feed.messages) {
    v1::MessageCount& added = *wire.add_messages();
    added.set_message_type(type);
    added.set_count(count);
  }
}

void write_radar(const model::RadarFeedHealth& radar, v1::RadarFeedHealth& wire) {
  wire.set_sentences(radar.sentences);
  wire.set_own_ship_sentences(radar.own_ship_sentences);
  wire.set_blocks(radar.blocks);
  wire.set_bad_blocks(radar.bad_blocks);
  wire.set_records(radar.records);
  wire.set_reports(radar.reports);
  wire.set_statuses(radar.statuses);
  wire.set_repeats(radar.repeats);
  wire.set_items_unread(radar.items_unread);
  write_counts(radar.problems, *wire.mutable_problems());
  write_counts(radar.warnings, *wire.mutable_warnings());
  for (const auto& [category, count] : radar.unknown_categories) {
    v1::CategoryCount& added = *wire.add_unknown_categories();
    added.set_category(category);
    added.set_count(count);
  }
}

void write_feed(const model::FeedHealth& feed, v1::FeedHealth& wire) {
  wire.set_name(utf8_or_marked(feed.name));
  wire.set_uri(feed.uri);
  wire.set_is_unencrypted(feed.is_unencrypted);
  wire.set_state(enum_to_wire<v1::FeedState>(feed.state));
  if (feed.state_since) {
    wire.set_state_since_unix_us(to_wire(*feed.state_since));
  }
  if (!feed.reason.empty()) {
    to_wire(feed.reason, *wire.mutable_last_failure());
  }
  wire.set_bytes(feed.bytes);
  wire.set_lines(feed.lines);
  write_sentences(feed, wire);
  wire.set_duplicates(feed.duplicates);
  wire.set_reports(feed.reports);
  wire.set_reconnects(feed.reconnects);
  wire.set_dropped_bytes(feed.dropped_bytes);
  if (feed.last_sentence_at) {
    wire.set_last_sentence_unix_us(to_wire(*feed.last_sentence_at));
  }
  if (feed.delay_p50) {
    wire.set_delay_p50_us(feed.delay_p50->in_microseconds());
  }
  if (feed.delay_p99) {
    wire.set_delay_p99_us(feed.delay_p99->in_microseconds());
  }
  if (feed.station) {
    wire.set_station_latitude_e7(feed.station->latitude_e7());
    wire.set_station_longitude_e7(feed.station->longitude_e7());
  }
  write_names(feed.transport, *wire.mutable_transport());
  if (feed.radar != model::RadarFeedHealth()) {
    write_radar(feed.radar, *wire.mutable_radar());
  }
}

void read_sentences(Reading& reading, const v1::FeedHealth& wire, model::FeedHealth& feed) {
  feed.sentences = wire.sentences();
  feed.sentences_in_messages = wire.sentences_in_messages();
  feed.sentences_not_yet_decoded = wire.sentences_not_yet_decoded();
  feed.sentences_pending = wire.sentences_pending();
  feed.problems = read_counts(wire.problems());
  feed.other_sentences = wire.other_sentences();
  if (wire.messages_size() > kMostMessageTypes) {
    reading.fail(WireProblem::too_many);
    return;
  }
  for (const v1::MessageCount& count : wire.messages()) {
    feed.messages[count.message_type()] += count.count();
  }
}

model::RadarFeedHealth read_radar(Reading& reading, const v1::RadarFeedHealth& wire) {
  model::RadarFeedHealth radar;
  radar.sentences = wire.sentences();
  radar.own_ship_sentences = wire.own_ship_sentences();
  radar.blocks = wire.blocks();
  radar.bad_blocks = wire.bad_blocks();
  radar.records = wire.records();
  radar.reports = wire.reports();
  radar.statuses = wire.statuses();
  radar.repeats = wire.repeats();
  radar.items_unread = wire.items_unread();
  radar.problems = read_counts(wire.problems());
  radar.warnings = read_counts(wire.warnings());
  if (wire.unknown_categories_size() > kMostCategories) {
    reading.fail(WireProblem::too_many);
    return radar;
  }
  for (const v1::CategoryCount& count : wire.unknown_categories()) {
    radar.unknown_categories[count.category()] += count.count();
  }
  return radar;
}

std::expected<model::FeedHealth, WireProblem> read_feed(const v1::FeedHealth& wire) {
  Reading reading;
  model::FeedHealth feed;
  feed.name = wire.name();
  feed.uri = wire.uri();
  feed.is_unencrypted = wire.is_unencrypted();
  feed.state = reading.enumeration<model::FeedState>(wire.state());
  if (wire.has_state_since_unix_us()) {
    feed.state_since = reading.instant(wire.state_since_unix_us());
  }
  if (wire.has_last_failure()) {
    feed.reason = reading.value(from_wire(wire.last_failure()));
  }
  feed.bytes = wire.bytes();
  feed.lines = wire.lines();
  read_sentences(reading, wire, feed);
  feed.duplicates = wire.duplicates();
  feed.reports = wire.reports();
  feed.reconnects = wire.reconnects();
  feed.dropped_bytes = wire.dropped_bytes();
  if (wire.has_last_sentence_unix_us()) {
    feed.last_sentence_at = reading.instant(wire.last_sentence_unix_us());
  }
  if (wire.has_delay_p50_us()) {
    feed.delay_p50 = Span::microseconds(wire.delay_p50_us());
  }
  if (wire.has_delay_p99_us()) {
    feed.delay_p99 = Span::microseconds(wire.delay_p99_us());
  }
  if (wire.has_station_latitude_e7() && wire.has_station_longitude_e7()) {
    feed.station = geo::Position::e7(wire.station_latitude_e7(), wire.station_longitude_e7());
  }
  feed.transport = read_names<model::FeedCount>(wire.transport());
  if (wire.has_radar()) {
    feed.radar = read_radar(reading, wire.radar());
  }
  return reading.result(std::move(feed));
}

}  // namespace

void to_wire(const model::FeedTable& table, v1::FeedHealthTable& wire) {
  wire.Clear();
  for (const model::FeedHealth& feed : table.feeds) {
    write_feed(feed, *wire.add_feeds());
  }
}

model::FeedTable from_wire(const v1::FeedHealthTable& wire, EnumCounts<WireProblem>& problems) {
  model::FeedTable table;
  if (wire.feeds_size() > kMostFeeds) {
    problems.add(WireProblem::too_many);
    return table;
  }
  for (const v1::FeedHealth& row : wire.feeds()) {
    if (auto feed = read_feed(row)) {
      table.feeds.push_back(*std::move(feed));
    } else {
      problems.add(feed.error());
    }
  }
  return table;
}

}  // namespace selat::wire
