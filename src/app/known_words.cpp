#include "app/known_words.h"

namespace selat::app {

config::Vocabulary known_words() {
  config::Vocabulary words;
  words.control_points = {"belawan", "batam", "lumut", "changi"};
  words.feed_schemes = {"tcp", "tcp-listen", "udp", "udp-multicast", "serial", "file"};
  return words;
}

}  // namespace selat::app
