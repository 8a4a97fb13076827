#pragma once
// What people wrote at a control point, until the server has it. Words are stored before they are sent
// (store/terminal_store.h), sent until a receipt or a refusal comes, and sent again by the next process of
// the same control point; their `uid` makes the server apply them once. Nothing that waits is ever dropped:
// at the bound new words are refused.
//
// Pure; not thread-safe. Each process of a control point reads the same file; only the one that the server
// has welcomed sends.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/order.h"
#include "model/request.h"
#include "units/clock.h"

namespace selat::coordinate {

enum class WordsState : std::uint8_t { waiting, received, refused };

struct Words {
  std::uint64_t number = 0;  // in the file of this control point, from 1; 0: it is not on the disk
  std::uint64_t uid = 0;     // model::RequestHead::uid
  Instant written_at;        // wall clock
  model::Request body;
  WordsState state = WordsState::waiting;
  std::optional<Instant> answered_at;         // wall clock
  std::optional<model::RefusalCode> refusal;  // with `refused`
  std::string remark;                         // of the refusal, in the language of the terminal
  friend bool operator==(const Words&, const Words&) = default;
};

class Outbox {
 public:
  static constexpr std::size_t kMostWaiting = 500;
  static constexpr std::size_t kMostAnswered = 200;  // the oldest are dropped; the server's log keeps all
  // Words without an answer for this long are shown as not delivered.
  static constexpr Span kLateAfter = Span::seconds(5);
  // The bus repeats a message for this long; after that it is sent anew.
  static constexpr Span kSendAnewAfter = Span::seconds(30);

  // What the file holds; words known already stay as they are here, unless the file knows their answer.
  // Others count as written now: the process that wrote them may be sending them.
  void load(std::vector<Words> words, SteadyTime now);
  [[nodiscard]] std::size_t room() const;  // for so many words more
  // Words just written. Precondition: there is room, and the uid is not 0.
  void add(Words words, SteadyTime now);

  // What is not on the disk, the oldest first.
  [[nodiscard]] std::vector<Words> not_kept() const;
  // The file has taken them since, and has given them these numbers.
  void note_kept(const std::vector<Words>& words);
  // The file that had them is gone.
  void note_none_kept();

  // To be called when the server has welcomed this terminal: everything that waits is due.
  void send_all_anew();
  // What is to be sent now, the oldest first; it counts as sent.
  [[nodiscard]] std::vector<Words> due(SteadyTime now);
  // The words that have become late since the last call, to be told to the person.
  [[nodiscard]] std::vector<Words> newly_late(SteadyTime now);
  [[nodiscard]] bool is_late(const Words& words) const;

  // The server's answer. Returns the words as they are now; empty if they are unknown or were answered
  // before.
  std::optional<Words> receive(std::uint64_t uid, Instant wall);
  std::optional<Words> refuse(std::uint64_t uid, model::RefusalCode code, std::string remark, Instant wall);

  // Which sectors were given back before then, and are not asked for again yet: what was received of that,
  // for a server that knows nothing of the time before.
  [[nodiscard]] std::vector<Words> given_back_before(Instant since, Instant wall) const;

  [[nodiscard]] std::size_t waiting() const;
  [[nodiscard]] bool is_waiting(const model::Request& body) const;
  // All, the oldest first.
  [[nodiscard]] std::vector<Words> all() const;
  [[nodiscard]] std::optional<Words> find(std::uint64_t uid) const;

 private:
  struct Entry {
    Words words;
    SteadyTime written_at;
    std::optional<SteadyTime> sent_at;  // empty: not by this process, or to be sent anew
    bool was_told_late = false;
  };
  [[nodiscard]] static bool is_late(const Entry& entry, SteadyTime now);
  std::optional<Words> settle(std::uint64_t uid, Instant wall, WordsState state);
  void drop_oldest_answered();

  std::vector<Entry> entries_;  // in the order in which they were written
};

}  // namespace selat::coordinate

namespace selat {
template <>
inline constexpr auto enum_names<coordinate::WordsState> =
    std::to_array<std::string_view>({"waiting", "received", "refused"});
}  // namespace selat
