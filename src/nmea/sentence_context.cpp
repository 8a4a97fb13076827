#include "nmea/sentence_context.h"

#include "nmea/suffix.h"

namespace selat::nmea {

const TagBlock SentenceContext::kNone;

void SentenceContext::complete(std::string_view suffix, std::optional<Instant> prefix_time) {
  if (!suffix.empty()) {
    const Suffix read = parse_suffix(suffix);
    if (!tag().time) {
      changed_tag().time = read.time;
    }
    if (source().empty()) {
      set_source(read.station);
    }
  }
  if (!tag().time) {
    changed_tag().time = prefix_time;
  }
}

}  // namespace selat::nmea
