#pragma once
// Waits until a descriptor that others share (standard input, standard output) can be read or written, and
// leaves the descriptor itself as it is: an own epoll descriptor is watched in its place. Asio makes what it
// watches non-blocking, and standard input and output of a terminal are one open file: the shell's too.
//
// Thread: that of the io_context. The descriptor is not owned and must outlive the watch.

#include <cstdint>
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace selat::terminal {

class DescriptorWatch {
 public:
  enum class For : std::uint8_t { reading, writing };
  DescriptorWatch(boost::asio::io_context& io, int descriptor, For what);
  ~DescriptorWatch();
  DescriptorWatch(const DescriptorWatch&) = delete;
  DescriptorWatch& operator=(const DescriptorWatch&) = delete;

  // False for what is always ready: a plain file, /dev/null.
  [[nodiscard]] bool can_wait() const;
  // Calls `ready` once, when the descriptor is ready or broken. Precondition: can_wait().
  void wait(std::function<void()> ready);
  // Whether it is ready at this moment.
  [[nodiscard]] bool is_ready() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::terminal
