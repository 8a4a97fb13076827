#pragma once
// Standard output for a process that must never wait for its reader: what cannot be written at once (the
// terminal is stopped with Ctrl-S, a pipe is full) is kept and written later, in order and complete. Where
// that is not possible the owner is told, and is to end the process: a terminal that is silent without a word
// is worse than none.
//
// A terminal or a pipe is opened anew, so that its other users keep it blocking; a plain file is written at
// once. Thread: that of the io_context.

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

#include "base/localized_message.h"

namespace boost::asio {
class io_context;
}

namespace selat::terminal {

class OutputWriter {
 public:
  static constexpr std::size_t kMostWaiting = 4 << 20;  // bytes

  // `drained` is called each time that all has been written after some of it had to wait. `failed` is called
  // once, with the reason; nothing is written after that. Neither is called within write().
  OutputWriter(boost::asio::io_context& io, std::function<void()> drained,
               std::function<void(LocalizedMessage why)> failed);
  ~OutputWriter();  // writes what it can within a second
  OutputWriter(const OutputWriter&) = delete;
  OutputWriter& operator=(const OutputWriter&) = delete;

  void write(std::string_view bytes);
  [[nodiscard]] bool is_drained() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::terminal
