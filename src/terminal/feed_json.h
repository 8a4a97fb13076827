#pragma once
// What is counted of a feed, as JSON: the same of the running system and at the end of a command. `Json` is
// that of the library, which no header includes.
//
// Thread: any. Pure.

#include <string>
#include <utility>

#include "model/feed_health.h"
#include "terminal/json_values.h"

namespace selat::terminal {

// null where a feed has brought nothing of radars.
template <typename Json>
[[nodiscard]] Json radar_json(const model::RadarFeedHealth& radar) {
  if (radar == model::RadarFeedHealth()) {
    return {};
  }
  Json categories = Json::object();
  for (const auto& [category, blocks] : radar.unknown_categories) {
    categories[std::to_string(category)] = blocks;
  }
  return {{"sentences", radar.sentences},
          {"own_ship_sentences", radar.own_ship_sentences},
          {"blocks", radar.blocks},
          {"bad_blocks", radar.bad_blocks},
          {"records", radar.records},
          {"reports", radar.reports},
          {"statuses", radar.statuses},
          {"repeats", radar.repeats},
          {"items_unread", radar.items_unread},
          {"problems", counts_json<Json>(radar.problems)},
          {"warnings", counts_json<Json>(radar.warnings)},
          {"unknown_categories", std::move(categories)}};
}

template <typename Json>
[[nodiscard]] Json feed_json(const model::FeedHealth& health) {
  Json messages = Json::object();
  for (const auto& [type, count] : health.messages) {
    messages[std::to_string(type)] = count;
  }
  return {{"name", health.name},
          {"uri", health.uri},
          {"is_unencrypted", health.is_unencrypted},
          {"state", std::string(name_of(health.state))},
          {"state_since", time_or_null<Json>(health.state_since)},
          {"reason", health.reason.in_english()},
          {"bytes", health.bytes},
          {"lines", health.lines},
          {"sentences", health.sentences},
          {"sentences_in_messages", health.sentences_in_messages},
          {"sentences_not_yet_decoded", health.sentences_not_yet_decoded},
          {"sentences_pending", health.sentences_pending},
          {"problems", counts_json<Json>(health.problems)},
          {"other_sentences", health.other_sentences},
          {"messages_by_type", std::move(messages)},
          {"duplicates", health.duplicates},
          {"reports", health.reports},
          {"reconnects", health.reconnects},
          {"dropped_bytes", health.dropped_bytes},
          {"transport", every_count_json<Json>(health.transport)},
          {"radar", radar_json<Json>(health.radar)},
          {"last_sentence_at", time_or_null<Json>(health.last_sentence_at)}};
}

}  // namespace selat::terminal
