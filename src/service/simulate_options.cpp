#include "service/simulate_options.h"

#include "runtime/command_error.h"

namespace selat::service {
namespace {

// A word alone is rather a slip than a file.
void require_place_of_radars(std::string_view to) {
  const bool is_uri = to.find("://") != std::string_view::npos;
  if (is_uri && !to.starts_with(kUdpScheme)) {
    throw no_place_of_radars(to);
  }
  if (!to.empty() && to != kRadarLines && to.find_first_of("./") == std::string_view::npos) {
    throw runtime::UsageError(LocalizedMessage(
        tr("--radar: '{word}' is neither ttm nor udp://ADDRESS:PORT; a file of that name is ./{word}"),
        {{"word", to}}));
  }
}

}  // namespace

runtime::UsageError no_place_of_radars(std::string_view to) {
  return runtime::UsageError(LocalizedMessage(
      tr("'{word}' is no place for data blocks: give ttm, udp://ADDRESS:PORT or a file"), {{"word", to}}));
}

void require_within_limits(const SimulateOptions& options, std::uint64_t history_min) {
  if (options.vessels > 5'000 || history_min > 24 * 60 || options.sentences_per_s > 1'000'000) {
    throw runtime::UsageError(tr("--vessels is at most 5000, --history 1440, --rate 1000000"));
  }
  if (options.sea_state > 6) {
    throw runtime::UsageError(tr("--sea-state is from 0 to 6"));
  }
  require_place_of_radars(options.radar_to);
  if (!options.radar_to.empty() && options.sentences_per_s > 0) {
    throw runtime::UsageError(tr("--radar goes with traffic, not with --rate"));
  }
}

}  // namespace selat::service
