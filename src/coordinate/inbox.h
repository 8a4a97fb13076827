#pragma once
// What a control point's terminal was told of alerts: the newest notice about each, and whether a person has
// it on the screen. Stored before the server gets its receipt (store/terminal_store.h), so that each change
// is printed once, whatever restarts.
//
// Bounded: at kMost alerts the one that matters least is dropped: those that are over or concern others
// first, then the least severe, then the oldest. Pure; not thread-safe.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "model/order.h"

namespace selat::coordinate {

struct ToldAlert {
  model::Notice notice;
  Instant told_at;          // wall clock, when the notice came
  bool is_printed = false;  // where somebody reads
  std::uint64_t run = 0;    // of the server that told it; 0: an earlier process here was told
  friend bool operator==(const ToldAlert&, const ToldAlert&) = default;
};

// The alert is open and this control point is still concerned.
[[nodiscard]] bool is_current(const ToldAlert& told);

// A person is to read it though nobody asks for an answer any more: what stands, and how a sighting ended, of
// which somebody waits to hear.
[[nodiscard]] bool must_be_read(const ToldAlert& told);

// Whether it is news to a person who was told what is `before`. What stands is none where it is known, nor is
// the end of what was never known here (another machine's terminal was told of it) but that of a sighting, nor
// what was told before, as it is, when the server could store nothing.
[[nodiscard]] bool says_something(const model::Notice& notice, const std::optional<ToldAlert>& before);

struct Teller {
  std::uint64_t run = 0;  // of the server (model::AddressedOrder); 0 where that is not known
  bool is_first =
      false;  // its first word about the alert since this process, or a server with another past, began
};

class Inbox {
 public:
  static constexpr std::size_t kMost = 5'000;

  void load(std::vector<ToldAlert> told);

  // Whether the notice says more than what is known. A repeated or an overtaken one does not. A server that
  // could store nothing has lost how often the alert changed when it begins anew: its next run may say less.
  [[nodiscard]] bool is_news(const model::Notice& notice, Teller teller = {}) const;
  // It was raised before what is known, as it seems: an overtaken notice, or one of a server whose clock is
  // behind, which has yet to be welcomed. It is not answered, so that the latter says it again.
  [[nodiscard]] bool is_doubtful(const model::Notice& notice) const;
  struct Taken {
    std::optional<ToldAlert> before;
    std::vector<std::uint64_t> dropped;  // alerts for which there is no room any more
  };
  // What was told before and not printed yet is not lost: how grave it was goes on with what replaces it.
  // What was printed stays so where what replaces it says nothing that a person does not know.
  // Precondition: is_news(notice).
  Taken take(model::Notice notice, Instant wall, std::uint64_t run = 0);
  // It is no news; but perhaps the server can store by now what it told before.
  void take_again(const model::Notice& notice);
  void note_printed(std::uint64_t alert, std::uint32_t change);
  void drop(std::uint64_t alert) { told_.erase(alert); }

  [[nodiscard]] const ToldAlert* find(std::uint64_t alert) const;
  // By the number that people speak; of several with one number one that the server has named, then the
  // newest.
  [[nodiscard]] const ToldAlert* with_number(std::uint32_t number,
                                             const std::set<std::uint64_t>& named) const;
  // Those that are current, the most severe first, then the oldest.
  [[nodiscard]] std::vector<const ToldAlert*> current() const;
  [[nodiscard]] std::vector<const ToldAlert*> not_printed() const;
  // Those that are current, and of which the server could store nothing when it told them.
  [[nodiscard]] std::vector<std::uint64_t> not_stored() const;
  [[nodiscard]] std::set<std::uint64_t> alerts() const;  // all

 private:
  std::map<std::uint64_t, ToldAlert> told_;  // by alert
};

}  // namespace selat::coordinate
