// Any bytes as a feed: first byte chooses the options, the rest are lines. Each '*' whose checksum does not
// hold may be repaired, so that the fuzzer gets past it. Every sentence must be accounted for.
#include <string>
#include <string_view>

#include "ais/duplicates.h"
#include "ais/encode.h"
#include "ais/receiver.h"
#include "fuzz.h"
#include "nmea/checksum.h"
#include "nmea/line_splitter.h"
#include "nmea/sentence.h"

namespace {

using namespace selat;

// The line with right checksums behind each '*' that ends a sentence.
std::string repaired(std::string_view line) {
  std::string made(line);
  std::size_t start = std::string::npos;
  for (std::size_t at = 0; at < made.size(); ++at) {
    if (made[at] == '!' || made[at] == '$') {
      start = at + 1;
    } else if (made[at] == '*' && start != std::string::npos && at + 2 < made.size()) {
      made.replace(at, 3, nmea::checksum_suffix(std::string_view(made).substr(start, at - start)));
      start = std::string::npos;
    }
  }
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  ais::ReceiverOptions options;
  options.assembler.max_groups = 8;
  if ((bytes[0] & 1U) != 0) {
    options.checksum = nmea::ChecksumRule::lenient;
  }
  const bool repairs = (bytes[0] & 2U) != 0;
  nmea::SplitCounters split;
  nmea::LineSplitter splitter(split);
  ais::Receiver receiver(options);
  ais::Duplicates duplicates({.window = Span::seconds(30), .max_entries = 64});
  std::size_t reports = 0;
  auto now = Instant::unix_seconds(1'384'257'600);
  auto rest = fuzz::text_of(bytes + 1, size - 1);
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    const std::string ended = (repairs ? repaired(line) : std::string(line)) + '\n';
    const auto lines = splitter.split(std::string_view(ended).substr(0, splitter.kMostAtOnce));
    receiver.receive(lines, now, [&](const ais::Received& received) {
      duplicates.pass(received, [&](const model::Report&) { ++reports; });
    });
    require(receiver.counters().adds_up(), "every sentence is accounted for");
    now = now + Span::milliseconds(static_cast<std::int64_t>(line.size()) * 10);
  }
  receiver.flush();
  require(receiver.counters().adds_up() && receiver.counters().waiting == 0, "nothing waits after flush");
  return 0;
}
