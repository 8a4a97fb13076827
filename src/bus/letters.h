#pragma once
// Letters between the coordination server (ROUTER) and control points or tools (DEALER). The bus carries,
// repeats and de-duplicates; what a letter means is coordinate/'s business.
//
// A letter that wants an answer is repeated with the same id (back-off 0.5 s to 5 s) until a letter with
// in_reply_to = its id comes back, or the sender gives it up. The receiver hands a (from, term, id) on once
// and repeats its answer from a bounded memory for every further copy.
//
// Who starts anew has a new term and may write at once: connections are told apart by ids of libzmq's own,
// which no peer can choose. Two live senders of one name are both heard, each is answered where it wrote
// from, and letters that are no answer go to the one with the newest term; which of them is meant is decided
// by whoever reads `from` and `term`. Over tcp a sender may only use the name its key has, or that its
// Permission gives it.
//
// Thread: that of the Bus.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "bus/bus.h"
#include "units/instant.h"

namespace selat::v1 {
class Letter;
}

namespace selat::bus {

struct LetterCounters {
  std::uint64_t sent = 0;
  std::uint64_t repeated = 0;
  std::uint64_t received = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t malformed = 0;
  std::uint64_t given_up = 0;
};

// The server's side: bound to endpoints_of(process).letters.
class LetterOffice {
 public:
  using Handler = std::function<void(const v1::Letter&)>;
  using Clock = std::function<Instant()>;

  LetterOffice(Bus& bus, std::uint64_t term, Handler handler, Clock clock);
  ~LetterOffice();
  LetterOffice(const LetterOffice&) = delete;
  LetterOffice& operator=(const LetterOffice&) = delete;

  // `letter.to` names whom; from, term, id and sent time are set here. An answer (in_reply_to set) is sent
  // once and kept for copies of the question; anything else is repeated until answered or `give_up_after`.
  // `to_term` names which of several senders of that name is meant; 0: the newest. Returns the id. A letter
  // larger than 1,000 KiB counts as given up at once.
  std::uint64_t send(v1::Letter letter, Span give_up_after = Span::seconds(30), std::uint64_t to_term = 0);
  [[nodiscard]] LetterCounters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The control point's (or a tool's) side: `name` is its identity at the server.
class LetterBox {
 public:
  using Handler = std::function<void(const v1::Letter&)>;
  using Clock = std::function<Instant()>;

  LetterBox(Bus& bus, std::string_view server_process, std::string name, std::uint64_t term, Handler handler,
            Clock clock);
  ~LetterBox();
  LetterBox(const LetterBox&) = delete;
  LetterBox& operator=(const LetterBox&) = delete;

  std::uint64_t send(v1::Letter letter, Span give_up_after = Span::seconds(30));
  [[nodiscard]] LetterCounters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::bus
