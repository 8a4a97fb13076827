#include "bus/peer_budget.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace selat::bus {

namespace {
constexpr std::size_t kMostPeers = 1024;
}

PeerBudget::Account& PeerBudget::account(std::string_view peer, SteadyTime now) {
  const auto found = accounts_.find(peer);
  if (found != accounts_.end()) {
    return found->second;
  }
  if (accounts_.size() == kMostPeers) {
    accounts_.erase(std::ranges::min_element(accounts_, {}, [](const auto& one) { return one.second.at; }));
  }
  return accounts_.emplace(std::string(peer), Account{.left = at_once_, .at = now}).first->second;
}

bool PeerBudget::take(std::string_view peer, SteadyTime now) {
  Account& account = this->account(peer, now);
  const double earned = (now - std::exchange(account.at, now)).in_seconds() * per_second_;
  account.left = std::min(at_once_, account.left + earned);
  if (account.left < 1) {
    return false;
  }
  account.left -= 1;
  return true;
}

}  // namespace selat::bus
