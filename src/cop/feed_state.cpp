#include "cop/feed_state.h"

namespace selat::cop {

using text::Phrase;

v1::FeedState to_wire(feed::State state) {
  switch (state) {
    case feed::State::connecting:
      return v1::FEED_STATE_CONNECTING;
    case feed::State::receiving:
      return v1::FEED_STATE_RECEIVING;
    case feed::State::silent:
      return v1::FEED_STATE_SILENT;
    case feed::State::disconnected:
      return v1::FEED_STATE_DISCONNECTED;
    case feed::State::finished:
      return v1::FEED_STATE_FINISHED;
    case feed::State::failed:
      return v1::FEED_STATE_FAILED;
  }
  return v1::FEED_STATE_UNSPECIFIED;
}

Phrase phrase_of(v1::FeedState state) {
  switch (state) {
    case v1::FEED_STATE_RECEIVING:
      return Phrase::feed_receiving;
    case v1::FEED_STATE_SILENT:
      return Phrase::feed_silent;
    case v1::FEED_STATE_DISCONNECTED:
      return Phrase::feed_disconnected;
    case v1::FEED_STATE_FINISHED:
      return Phrase::feed_finished;
    case v1::FEED_STATE_FAILED:
      return Phrase::feed_failed;
    default:
      return Phrase::feed_connecting;
  }
}

}  // namespace selat::cop
