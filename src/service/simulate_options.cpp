#include "service/simulate_options.h"

#include "runtime/command_error.h"

namespace selat::service {

void require_within_limits(const SimulateOptions& options, std::uint64_t history_min) {
  if (options.vessels > 5'000 || history_min > 24 * 60 || options.sentences_per_s > 1'000'000) {
    throw runtime::UsageError(tr("--vessels is at most 5000, --history 1440, --rate 1000000"));
  }
  if (options.sea_state > 6) {
    throw runtime::UsageError(tr("--sea-state is from 0 to 6"));
  }
  if (!options.radar_to.empty() && options.sentences_per_s > 0) {
    throw runtime::UsageError(tr("--radar goes with traffic, not with --rate"));
  }
}

}  // namespace selat::service
