#include "app/known_words.h"

#include "feed/feed_table.h"

namespace selat::app {

config::Vocabulary known_words() {
  config::Vocabulary words;
  words.control_points = {"belawan", "batam", "lumut", "changi"};
  for (const auto& kind : feed::feed_table()) {
    words.feed_schemes.emplace_back(kind.scheme);
  }
  return words;
}

}  // namespace selat::app
