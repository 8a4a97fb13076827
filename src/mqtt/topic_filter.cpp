#include "mqtt/topic_filter.h"

#include <algorithm>
#include <optional>

namespace selat::mqtt {
namespace {

// Takes the first level off, and its slash.
std::string_view take_level(std::optional<std::string_view>& filter) {
  const std::size_t slash = filter->find('/');
  const std::string_view level = filter->substr(0, slash);
  filter = slash == std::string_view::npos ? std::nullopt : std::optional(filter->substr(slash + 1));
  return level;
}

bool is_wildcard(std::string_view level) {
  return level == "#" || level == "+";
}

struct Filter {
  explicit Filter(std::string_view text) : topics(text) {
    if (text.starts_with("$share/")) {
      const std::size_t slash = std::min(text.find('/', 7), text.size());
      group = text.substr(7, slash - 7);
      topics = text.substr(std::min(slash + 1, text.size()));
    }
  }
  std::string_view group;
  std::optional<std::string_view> topics;  // nothing: no further level
};

}  // namespace

bool do_overlap(std::string_view one, std::string_view other) {
  Filter a(one), b(other);
  if (!a.group.empty() && a.group == b.group) {
    return false;
  }
  for (bool is_first = true; a.topics && b.topics; is_first = false) {
    const std::string_view left = take_level(a.topics), right = take_level(b.topics);
    // Topics of the broker itself, which only their own name brings.
    const bool is_own = is_first && (left.starts_with('$') || right.starts_with('$'));
    if (left != right && (is_own || !(is_wildcard(left) || is_wildcard(right)))) {
      return false;
    }
    if (left == "#" || right == "#") {
      return true;
    }
  }
  // "ais/#" has the topic "ais" too.
  return (!a.topics || a.topics == "#") && (!b.topics || b.topics == "#");
}

}  // namespace selat::mqtt
