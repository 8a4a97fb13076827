#pragma once
// What each peer of a socket may send: some messages at once, and then so many a second. A peer beyond that
// is the concern of the owner, who drops its messages or cuts it off.
//
// Bounded: 1,024 peers; at this limit the one unheard for longest is forgotten. Uses no socket and reads no
// clock.

#include <map>
#include <string>
#include <string_view>

#include "units/steady_time.h"

namespace selat::bus {

class PeerBudget {
 public:
  PeerBudget(double at_once, double per_second) : at_once_(at_once), per_second_(per_second) {}

  // Takes one message from the budget of this peer; false if nothing is left of it.
  [[nodiscard]] bool take(std::string_view peer, SteadyTime now);

 private:
  struct Account {
    double left = 0;
    SteadyTime at;
  };
  Account& account(std::string_view peer, SteadyTime now);

  double at_once_;
  double per_second_;
  std::map<std::string, Account, std::less<>> accounts_;
};

}  // namespace selat::bus
