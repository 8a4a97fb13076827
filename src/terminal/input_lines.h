#pragma once
// Lines typed or piped into standard input, without ever blocking the io_context and without changing the
// terminal that the shell shares with us.
//
// Thread: that of the io_context; the handlers are called on it. Lines above 4 KiB are cut.

#include <functional>
#include <memory>
#include <string_view>

namespace boost::asio {
class io_context;
}

namespace selat::terminal {

class InputLines {
 public:
  // `at_end` is called once, when the input has ended.
  InputLines(boost::asio::io_context& io, std::function<void(std::string_view line)> handler,
             std::function<void()> at_end);
  ~InputLines();
  InputLines(const InputLines&) = delete;
  InputLines& operator=(const InputLines&) = delete;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::terminal
