#pragma once
// The bytes of standard input as they come: typed, piped, or read from a file. Never blocks the io_context,
// and leaves the terminal as it is for the shell that shares it.
//
// Thread: that of the io_context; the handlers are called on it, after the constructor has returned.

#include <functional>
#include <memory>
#include <string_view>

namespace boost::asio {
class io_context;
}

namespace selat::terminal {

class StandardInput {
 public:
  // `at_end` is called once, when the input has ended.
  StandardInput(boost::asio::io_context& io, std::function<void(std::string_view bytes)> handler,
                std::function<void()> at_end);
  ~StandardInput();
  StandardInput(const StandardInput&) = delete;
  StandardInput& operator=(const StandardInput&) = delete;

  // While held nothing is read; whoever writes to a pipe waits.
  void hold(bool is_held);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::terminal
