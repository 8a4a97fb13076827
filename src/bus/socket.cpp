#include "bus/socket.h"

#include <cerrno>
#include <cstring>
#include <new>

#include <fmt/core.h>
#include <zmq.h>

#include "base/system_words.h"

namespace selat::bus {

namespace {

// Throws with the error of libzmq; {which} of the text is the endpoint or the option.
[[noreturn]] void refuse(MessageId what, std::string_view which = {}) {
  throw BusError(
      LocalizedMessage(what, {{"which", which}, {"why", system_words(zmq_strerror(zmq_errno()))}}));
}

Sent outcome(int sent) {
  if (sent >= 0) {
    return Sent::sent;
  }
  return zmq_errno() == EAGAIN ? Sent::full : Sent::unreachable;
}

}  // namespace

static_assert(sizeof(Frame) == sizeof(zmq_msg_t) && alignof(Frame) >= alignof(zmq_msg_t));

zmq_msg_t* Frame::raw() {
  return reinterpret_cast<zmq_msg_t*>(storage_.data());
}

Frame::Frame() {
  zmq_msg_init(raw());
}
Frame::~Frame() {
  zmq_msg_close(raw());
}
Frame::Frame(Frame&& other) noexcept : Frame() {
  zmq_msg_move(raw(), other.raw());
}

Frame& Frame::operator=(Frame&& other) noexcept {
  zmq_msg_move(raw(), other.raw());
  return *this;
}

Frame::Frame(std::size_t size) {
  if (zmq_msg_init_size(raw(), size) != 0) {
    throw std::bad_alloc();
  }
}

Frame::Frame(std::string_view text) : Frame(text.size()) {
  if (!text.empty()) {
    std::memcpy(bytes(), text.data(), text.size());
  }
}

void* Frame::bytes() {
  return zmq_msg_data(raw());
}
std::size_t Frame::size() const {
  return zmq_msg_size(reinterpret_cast<const zmq_msg_t*>(storage_.data()));
}

Frame Frame::share() {
  Frame copy;
  zmq_msg_copy(copy.raw(), raw());
  return copy;
}

std::string_view Frame::user() {
  const char* const user = zmq_msg_gets(raw(), "User-Id");
  return user == nullptr ? std::string_view() : std::string_view(user);
}

int Frame::connection() {
  return zmq_msg_get(raw(), ZMQ_SRCFD);
}

Socket::Socket(void* context, int type, int send_high_water_mark, bool lingers)
    : socket_(zmq_socket(context, type)) {
  if (socket_ == nullptr) {
    refuse(tr("cannot make a socket: {why}"));
  }
  set(ZMQ_SNDHWM, send_high_water_mark);
  set(ZMQ_RCVHWM, 0);  // see the header
  set(ZMQ_TCP_KEEPALIVE, 1);
  set(ZMQ_TCP_KEEPALIVE_IDLE, 1);
  set(ZMQ_TCP_KEEPALIVE_INTVL, 1);
  set(ZMQ_TCP_KEEPALIVE_CNT, 3);
  set(ZMQ_TCP_MAXRT, 4'000);
  set(ZMQ_HANDSHAKE_IVL, 5'000);
  set(ZMQ_MAXMSGSIZE, kMostMessageBytes);
  set(ZMQ_LINGER, lingers ? 1'000 : 0);
}

Socket::~Socket() {
  zmq_close(socket_);
}

void Socket::set(int option, int value) {
  if (zmq_setsockopt(socket_, option, &value, sizeof value) != 0) {
    refuse(tr("cannot set socket option {which}: {why}"), std::to_string(option));
  }
}

void Socket::set(int option, std::int64_t value) {
  if (zmq_setsockopt(socket_, option, &value, sizeof value) != 0) {
    refuse(tr("cannot set socket option {which}: {why}"), std::to_string(option));
  }
}

void Socket::set(int option, std::string_view value) {
  if (zmq_setsockopt(socket_, option, value.data(), value.size()) != 0) {
    refuse(tr("cannot set socket option {which}: {why}"), std::to_string(option));
  }
}

void Socket::bind(const std::string& endpoint) {
  if (zmq_bind(socket_, endpoint.c_str()) != 0) {
    refuse(tr("cannot listen on {which}: {why}"), endpoint);
  }
}

void Socket::connect(const std::string& endpoint) {
  if (zmq_connect(socket_, endpoint.c_str()) != 0) {
    refuse(tr("cannot connect to {which}: {why}"), endpoint);
  }
}

void Socket::monitor(const std::string& endpoint, int events) {
  if (zmq_socket_monitor(socket_, endpoint.empty() ? nullptr : endpoint.c_str(), events) != 0) {
    refuse(tr("cannot watch a socket: {why}"));
  }
}

Sent Socket::send(Frame& message, bool has_more) {
  return outcome(zmq_msg_send(message.raw(), socket_, ZMQ_DONTWAIT | (has_more ? ZMQ_SNDMORE : 0)));
}

Sent Socket::send(std::string_view bytes, bool has_more) {
  return outcome(zmq_send(socket_, bytes.data(), bytes.size(), ZMQ_DONTWAIT | (has_more ? ZMQ_SNDMORE : 0)));
}

bool Socket::receive(Frame& message) {
  return zmq_msg_recv(message.raw(), socket_, ZMQ_DONTWAIT) >= 0;
}

bool Socket::has_more(Frame& message) {
  return zmq_msg_more(message.raw()) != 0;
}

void Socket::skip_rest(Frame& last) {
  while (has_more(last) && receive(last)) {
  }
}

bool Socket::is_readable() const {
  int events = 0;
  std::size_t size = sizeof events;
  return zmq_getsockopt(socket_, ZMQ_EVENTS, &events, &size) == 0 && (events & ZMQ_POLLIN) != 0;
}

int Socket::descriptor() const {
  int descriptor = -1;
  std::size_t size = sizeof descriptor;
  if (zmq_getsockopt(socket_, ZMQ_FD, &descriptor, &size) != 0) {
    refuse(tr("cannot watch a socket: {why}"));
  }
  return descriptor;
}

}  // namespace selat::bus
