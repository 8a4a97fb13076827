#pragma once
// Random health and coordination messages: every field set, or not, with values a peer may send.

#include "model/feed_health.h"
#include "model/order.h"
#include "model/process_health.h"
#include "model/request.h"
#include "model/sector_table.h"
#include "random_models.h"
#include "random_sighting.h"

namespace selat::wire::test {

inline Span microseconds(Random& random) {
  return Span::microseconds(static_cast<std::int64_t>(random.below(1'000'000'000'000)));
}

inline LocalizedMessage message(Random& random) {
  return LocalizedMessage::from_outside(
      hostile_text(random, 60),
      {{"name", hostile_text(random, 20)}, {"why", LocalizedMessage::from_outside(plain_text(random, 20))}});
}

template <typename Enum>
EnumCounts<Enum> counts(Random& random) {
  EnumCounts<Enum> all;
  for (std::size_t i = 0; i < enum_count<Enum>; ++i) {
    all.add(static_cast<Enum>(i), random.below(1'000));
  }
  return all;
}

inline std::vector<model::NamedCount> named_counts(Random& random) {
  std::vector<model::NamedCount> all;
  for (auto left = random.below(4); left > 0; --left) {
    all.push_back({.name = plain_text(random, 20), .count = random.next()});
  }
  return all;
}

inline model::RadarFeedHealth radar_feed_health(Random& random) {
  model::RadarFeedHealth radar{.sentences = random.next(),
                               .own_ship_sentences = random.next(),
                               .blocks = random.next(),
                               .bad_blocks = random.next(),
                               .records = random.next(),
                               .reports = random.next(),
                               .statuses = random.next(),
                               .repeats = random.next(),
                               .items_unread = random.next(),
                               .problems = named_counts(random),
                               .warnings = named_counts(random),
                               .unknown_categories = {}};
  for (auto left = random.below(5); left > 0; --left) {
    radar.unknown_categories[static_cast<std::uint32_t>(random.below(256))] = random.next();
  }
  return radar;
}

inline model::FeedHealth feed_health(Random& random) {
  model::FeedHealth feed;
  feed.name = plain_text(random, 31);
  feed.uri = hostile_text(random, 60);
  feed.state = enumerator<model::FeedState>(random);
  if (toss(random)) {
    feed.reason = message(random);
  }
  feed.bytes = random.next();
  feed.lines = random.next();
  feed.sentences = random.next();
  feed.sentences_in_messages = random.next();
  feed.sentences_not_yet_decoded = random.next();
  feed.sentences_pending = random.next();
  feed.problems = named_counts(random);
  feed.other_sentences = random.next();
  for (auto left = random.below(5); left > 0; --left) {
    feed.messages[static_cast<std::uint32_t>(random.below(28))] = random.next();
  }
  feed.duplicates = random.next();
  feed.reports = random.next();
  feed.reconnects = random.next();
  feed.dropped_bytes = random.next();
  if (toss(random)) {
    feed.last_sentence_at = instant(random);
    feed.state_since = instant(random);
  }
  if (toss(random)) {
    feed.delay_p50 = microseconds(random);
    feed.delay_p99 = microseconds(random);
  }
  if (toss(random)) {
    feed.station = position(random);
  }
  feed.transport = counts<model::FeedCount>(random);
  if (toss(random)) {
    feed.radar = radar_feed_health(random);
  }
  return feed;
}

inline model::SubscriptionHealth subscription_health(Random& random) {
  return {.publisher = plain_text(random, 20),
          .topic = plain_text(random, 10),
          .term = random.next(),
          .envelopes = random.next(),
          .last_sequence = random.next(),
          .duplicates = random.next(),
          .gaps = random.next(),
          .gaps_repaired = random.next(),
          .envelopes_lost = random.next(),
          .unknown_losses = random.next(),
          .malformed = random.next(),
          .behind = Span::milliseconds(static_cast<std::int64_t>(random.below(100'000))),
          .is_stale = toss(random)};
}

inline model::ProcessHealth process_health(Random& random) {
  model::ProcessHealth health;
  health.process = plain_text(random, 20);
  health.term = random.next();
  health.at = instant(random);
  health.state = enumerator<model::ProcessState>(random);
  for (auto left = random.below(3); left > 0; --left) {
    health.missing.push_back(message(random));
  }
  if (toss(random)) {
    health.state_since = instant(random);
  }
  health.started_at = instant(random);
  health.cpu = microseconds(random);
  health.resident_bytes = random.next();
  health.counters = named_counts(random);
  for (auto left = random.below(3); left > 0; --left) {
    health.subscriptions.push_back(subscription_health(random));
  }
  if (toss(random)) {
    health.socket_to_here = {.count = random.next(),
                             .p50 = microseconds(random),
                             .p99 = microseconds(random),
                             .longest = microseconds(random)};
  }
  for (auto left = random.below(3); left > 0; --left) {
    health.children.push_back({.name = plain_text(random, 20),
                               .pid = static_cast<std::uint32_t>(random.below(100'000)),
                               .restarts = random.next()});
    health.rules.push_back(
        {.rule = plain_text(random, 20), .anomalies = counts<model::AnomalyPhase>(random)});
    health.outputs.push_back({.name = plain_text(random, 20),
                              .uri = plain_text(random, 40),
                              .format = plain_text(random, 6),
                              .problem = toss(random) ? message(random) : LocalizedMessage(),
                              .is_unencrypted = toss(random),
                              .clients = random.next(),
                              .lines = random.next(),
                              .sent = random.next(),
                              .dropped = random.next(),
                              .cut_off = random.next(),
                              .refused = random.next()});
    health.radars.push_back({.radar = plain_text(random, 20),
                             .is_used = toss(random),
                             .is_known = toss(random),
                             .range = Distance::metres(static_cast<float>(random.uniform(-500, 500))),
                             .bearing = Angle::degrees(static_cast<float>(random.uniform(-9, 9))),
                             .time = Span::milliseconds(static_cast<std::int64_t>(random.below(9'000))),
                             .false_plots = static_cast<float>(random.uniform(0, 99))});
  }
  health.tracks = counts<model::TrackState>(random);
  health.alerts = counts<model::AlertState>(random);
  health.sectors = counts<model::SectorState>(random);
  return health;
}

inline model::SectorTable sector_table(Random& random) {
  model::SectorTable table;
  table.plan_version = random.next();
  for (std::uint32_t row = 0; row < 3; ++row) {
    table.rows.push_back({.assignment = assignment(random), .vessels = row, .exclusions = {}});
    table.rows.back().assignment.sector = std::string_view("S0" + std::to_string(row));
    for (auto left = random.below(3); left > 0; --left) {
      table.rows.back().exclusions.push_back(exclusion(random));
      table.rows.back().exclusions.back().sector = table.rows.back().assignment.sector;
    }
  }
  for (auto left = random.below(3); left > 0; --left) {
    table.control_points.push_back({.control_point = control_point(random),
                                    .is_connected = toss(random),
                                    .is_standby = toss(random),
                                    .last_heard_at = std::nullopt,
                                    .sectors_held = static_cast<std::uint32_t>(random.below(20))});
    if (toss(random)) {
      table.control_points.back().last_heard_at = instant(random);
    }
  }
  return table;
}

inline model::SectorId sector_id(Random& random) {
  return std::string_view(plain_text(random, 15));
}

inline model::Request request(Random& random) {
  switch (random.below(16)) {
    case 0:
      return model::Join{
          .take_over = toss(random),
          .is_standby = toss(random),
          .longest_lease = Span::milliseconds(static_cast<std::int64_t>(random.below(3'600'000))),
          .skew_bound = Span::milliseconds(static_cast<std::int64_t>(random.below(60'000))),
          .speaker_fence = random.next()};
    case 1: {
      model::Renew renew;
      for (auto left = random.below(4); left > 0; --left) {
        renew.claims.push_back({.sector = sector_id(random), .epoch = random.next()});
      }
      return renew;
    }
    case 2:
      return model::Accept{.sector = sector_id(random), .epoch = random.next()};
    case 3:
      return model::Decline{.sector = sector_id(random),
                            .epoch = random.next(),
                            .code = enumerator<model::DeclineCode>(random),
                            .remark = hostile_text(random, 200)};
    case 4: {
      model::Release release{.sector = sector_id(random),
                             .epoch = random.next(),
                             .code = std::nullopt,
                             .remark = hostile_text(random, 100)};
      if (toss(random)) {
        release.code = enumerator<model::DeclineCode>(random);
      }
      return release;
    }
    case 5: {
      model::PatrolReport report{.sector = sector_id(random),
                                 .epoch = random.next(),
                                 .place = std::nullopt,
                                 .text = hostile_text(random, 200)};
      if (toss(random)) {
        report.place = position(random);
      }
      return report;
    }
    case 6:
      return model::AcknowledgeAlert{.alert = random.next(), .severity = enumerator<model::Severity>(random)};
    case 7:
      return model::Resume{.sector = sector_id(random)};
    case 8:
      return model::NoticeReceipt{.alert = random.next(), .change = 7, .is_seen = toss(random)};
    case 9:
      return model::CommentAlert{.alert = random.next(), .text = hostile_text(random, 200)};
    case 10:
      return model::CloseAlert{.alert = random.next(),
                               .outcome = enumerator<model::Outcome>(random),
                               .text = hostile_text(random, 200)};
    case 11:
      return model::WriteLog{.text = hostile_text(random, 200),
                             .place = toss(random) ? std::optional(position(random)) : std::nullopt,
                             .vessel = toss(random) ? std::optional(model::Mmsi(533'000'001)) : std::nullopt};
    case 12:
      return model::AddContextEntry{.entry = context_entry(random)};
    case 13:
      return model::EndContextEntry{.id = std::string_view(plain_text(random, 15)),
                                    .reason = hostile_text(random, 100)};
    case 14:
      return model::ReportSighting{.sighting = sighting(random)};
    default:
      return model::Leave{};
  }
}

inline std::vector<model::Assignment> assignments(Random& random) {
  std::vector<model::Assignment> all;
  for (auto left = random.below(4); left > 0; --left) {
    all.push_back(assignment(random));
  }
  return all;
}

inline model::Order order(Random& random) {
  const Span span = Span::milliseconds(static_cast<std::int64_t>(random.below(80'000'000)));
  switch (random.below(9)) {
    case 0:
      return model::Welcome{.holding = assignments(random),
                            .lease_for = span,
                            .skew_bound = span,
                            .fence = random.next(),
                            .past_since = instant(random),
                            .asks_for_claims = toss(random)};
    case 7: {
      model::Places places;
      for (auto left = random.below(4); left > 0; --left) {
        places.places.push_back(
            {.id = plain_text(random, 20),
             .names = {.en = plain_text(random, 20), .id = "Pulau Perak — barat", .ms = {}}});
      }
      return places;
    }
    case 1:
      return model::Renewed{
          .holding = assignments(random), .lease_for = span, .asks_for_claims = toss(random)};
    case 2:
      return model::Offer{.assignment = assignment(random), .answer_within = span};
    case 3:
      return model::Grant{.assignment = assignment(random), .lease_for = span};
    case 4:
      return model::Revoke{.sector = sector_id(random), .epoch = random.next()};
    case 5:
      return model::Receipt{.reference = plain_text(random, 10)};
    case 6: {
      model::Notice notice{
          .cause = enumerator<model::NoticeCause>(random), .alert = alert(random), .nearest = std::nullopt};
      if (toss(random)) {
        notice.nearest = nearest_craft(random);
      }
      if (toss(random)) {
        notice.risen_to = enumerator<model::Severity>(random);
      }
      return notice;
    }
    default:
      return model::Refusal{.code = enumerator<model::RefusalCode>(random),
                            .current_epoch = random.next(),
                            .sector = sector_id(random),
                            .why = message(random)};
  }
}

}  // namespace selat::wire::test
