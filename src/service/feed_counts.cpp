#include "service/feed_counts.h"

#include <cstdint>

#include <nlohmann/json.hpp>

#include "base/localized_message.h"
#include "terminal/feed_json.h"
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
    feeds.push_back(terminal::feed_json<Json>(health));
  }
  return Json{{"feeds", std::move(feeds)}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace selat::service
