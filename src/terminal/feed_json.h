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
          {"last_sentence_at", time_or_null<Json>(health.last_sentence_at)}};
}

}  // namespace selat::terminal
