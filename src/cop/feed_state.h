#pragma once
// The state of a feed on the wire and in the words that people read.

#include "feed/feed.h"
#include "selat/v1/health.pb.h"
#include "text/phrase.h"

namespace selat::cop {

[[nodiscard]] v1::FeedState to_wire(feed::State state);
// What cannot be told apart (unspecified, of a later version) is connecting.
[[nodiscard]] text::Phrase phrase_of(v1::FeedState state);

}  // namespace selat::cop
