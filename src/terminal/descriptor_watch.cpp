#include "terminal/descriptor_watch.h"

#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

namespace selat::terminal {

struct DescriptorWatch::Impl {
  Impl(boost::asio::io_context& io, int its_descriptor, For what)
      : descriptor(its_descriptor), events(what == For::reading ? POLLIN : POLLOUT), epoll(io) {
    const int own = ::epoll_create1(EPOLL_CLOEXEC);
    epoll_event wanted{.events = what == For::reading ? EPOLLIN : EPOLLOUT, .data = {}};
    if (own >= 0 && ::epoll_ctl(own, EPOLL_CTL_ADD, descriptor, &wanted) == 0) {
      epoll.assign(own);
    } else if (own >= 0) {
      ::close(own);
    }
  }

  int descriptor;
  short events;
  boost::asio::posix::stream_descriptor epoll;  // closed: the descriptor cannot be waited for
};

DescriptorWatch::DescriptorWatch(boost::asio::io_context& io, int descriptor, For what)
    : impl_(std::make_unique<Impl>(io, descriptor, what)) {}
DescriptorWatch::~DescriptorWatch() = default;

bool DescriptorWatch::can_wait() const {
  return impl_->epoll.is_open();
}

void DescriptorWatch::wait(std::function<void()> ready) {
  impl_->epoll.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                          [handler = std::move(ready)](const boost::system::error_code& error) {
                            if (!error) {
                              handler();
                            }
                          });
}

bool DescriptorWatch::is_ready() const {
  pollfd look{.fd = impl_->descriptor, .events = impl_->events, .revents = 0};
  return ::poll(&look, 1, 0) > 0;
}

}  // namespace selat::terminal
