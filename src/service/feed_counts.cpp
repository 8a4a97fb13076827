#include "service/feed_counts.h"

#include <cstdint>

#include <nlohmann/json.hpp>

#include "base/localized_message.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::service {
namespace {

using Json = nlohmann::ordered_json;

std::uint64_t with_problems(const model::FeedHealth& health) {
  std::uint64_t sum = 0;
  for (const auto& problem : health.problems) {
    sum += problem.count;
  }
  return sum;
}

LocalizedMessage line_of(const model::FeedHealth& health) {
  LocalizedMessage line(
      tr("feed {feed}: {lines} {lines:line|lines}, {sentences} AIS {sentences:sentence|sentences} "
         "({problems} with problems), {duplicates} {duplicates:message|messages} heard before, {reports} "
         "{reports:report|reports}"),
      {{"feed", health.name},
       {"lines", health.lines},
       {"sentences", health.sentences},
       {"problems", with_problems(health)},
       {"duplicates", health.duplicates},
       {"reports", health.reports}});
  return health.reason.empty()
             ? line
             : LocalizedMessage(tr("{reason}; {looks}"), {{"reason", line}, {"looks", health.reason}});
}

}  // namespace

std::string counts_of(const model::FeedTable& table, Language language) {
  std::string out;
  for (const model::FeedHealth& health : table.feeds) {
    out += text::for_terminal(text::translate(line_of(health), language)) + '\n';
  }
  return out;
}

std::string as_json(const model::FeedTable& table) {
  Json feeds = Json::array();
  for (const model::FeedHealth& health : table.feeds) {
    Json problems = Json::object();
    for (const auto& problem : health.problems) {
      problems[problem.name] = problem.count;
    }
    feeds.push_back({{"name", health.name},
                     {"uri", health.uri},
                     {"state", std::string(name_of(health.state))},
                     {"reason", health.reason.in_english()},
                     {"bytes", health.bytes},
                     {"lines", health.lines},
                     {"sentences", health.sentences},
                     {"sentences_in_messages", health.sentences_in_messages},
                     {"sentences_not_yet_decoded", health.sentences_not_yet_decoded},
                     {"problems", std::move(problems)},
                     {"other_sentences", health.other_sentences},
                     {"duplicates", health.duplicates},
                     {"reports", health.reports}});
  }
  return Json{{"feeds", std::move(feeds)}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace selat::service
