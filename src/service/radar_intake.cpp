#include "service/radar_intake.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

#include "nmea/vdm_sentence.h"
#include "radar/sentence.h"

namespace selat::service {
namespace {

// Zeros are left out.
template <typename Enum>
std::vector<model::NamedCount> named(const EnumCounts<Enum>& counts) {
  std::vector<model::NamedCount> named;
  counts.for_each([&named](Enum kind, std::uint64_t count) {
    if (count > 0) {
      named.push_back({.name = std::string(name_of(kind)), .count = count});
    }
  });
  return named;
}

}  // namespace

std::vector<radar::KnownRadar> radars_of(std::string_view feed, const std::vector<model::Radar>& all) {
  std::vector<radar::KnownRadar> known;
  for (const model::Radar& one : all) {
    if (one.feed.empty() || one.feed == feed) {
      known.push_back(
          {.sent_as = one.sent_as, .id = one.id, .position = one.position, .heading = one.heading});
    }
  }
  return known;
}

bool is_ais_or_radar(std::string_view text) {
  return nmea::is_vdm_sentence(text) || radar::is_radar_sentence(text);
}

void RadarIntake::hand_on(const radar::ReceivedReport& received) {
  radar::ReceivedReport watched = received;
  if (watch_.pass(watched)) {
    sink_.take_report(watched);
  }
}

bool RadarIntake::take(std::uint64_t sender, const nmea::OtherSentence& sentence) {
  auto found = lines_.find(sender);
  if (found == lines_.end()) {
    found = lines_
                .try_emplace(sender,
                             radar::SentenceReceiverOptions{.source = options_.source, .radars = &radars_})
                .first;
  }
  radar::SentenceReceiver& receiver = found->second;
  const std::uint64_t own_ship_before = receiver.counters().own_ship;
  if (const auto* received = receiver.take(sentence)) {
    hand_on(*received);
  }
  return receiver.counters().own_ship == own_ship_before;
}

std::uint64_t RadarIntake::take(const feed::WholeDatagram& datagram) {
  radar::AsterixReceiver& receiver =
      blocks_.try_emplace(datagram.sender, radar::AsterixOptions{.radars = &radars_}).first->second;
  const std::uint64_t before = receiver.counters().records;
  receiver.take(radar::bytes_of(datagram.bytes), datagram.received_at,
                {.take_report = [this](const auto& one) { hand_on(one); },
                 .take_status = [this](const auto& one) { sink_.take_status(one); }});
  return receiver.counters().records - before;
}

void RadarIntake::forget(std::uint64_t sender) {
  if (const auto found = lines_.find(sender); found != lines_.end()) {
    of_forgotten_.lines.add(found->second.counters());
    lines_.erase(found);
  }
  if (const auto found = blocks_.find(sender); found != blocks_.end()) {
    of_forgotten_.blocks.add(found->second.counters());
    blocks_.erase(found);
  }
}

RadarCounts RadarIntake::counts() const {
  RadarCounts sum = of_forgotten_;
  for (const auto& [sender, receiver] : lines_) {
    sum.lines.add(receiver.counters());
  }
  for (const auto& [sender, receiver] : blocks_) {
    sum.blocks.add(receiver.counters());
  }
  return sum;
}

model::RadarFeedHealth RadarIntake::health() const {
  const RadarCounts sum = counts();
  model::RadarFeedHealth health;
  health.sentences = sum.lines.sentences;
  health.own_ship_sentences = sum.lines.own_ship;
  health.blocks = sum.blocks.blocks;
  health.bad_blocks = sum.blocks.bad_blocks;
  health.records = sum.blocks.records;
  health.reports = sum.reports() - watch_.repeats();
  health.repeats = watch_.repeats();
  health.statuses = sum.blocks.statuses;
  health.items_unread = sum.blocks.items_unread;
  health.problems = named(sum.lines.problems);
  std::ranges::move(named(sum.blocks.problems), std::back_inserter(health.problems));
  EnumCounts<radar::Warning> warnings = sum.lines.warnings;
  warnings.add(sum.blocks.warnings);
  warnings.add(radar::Warning::clock_behind, watch_.with_clock_behind());
  health.warnings = named(warnings);
  for (std::size_t category = 0; category < sum.blocks.unknown_categories.size(); ++category) {
    if (const std::uint64_t blocks = sum.blocks.unknown_categories[category]; blocks > 0) {
      health.unknown_categories[static_cast<std::uint32_t>(category)] = blocks;
    }
  }
  return health;
}

}  // namespace selat::service
