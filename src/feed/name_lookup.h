#pragma once
// Looks up the addresses of a host's name, on a thread of its own and with a deadline: a name server that
// does not answer holds up neither another feed nor the end of the process. (Asio looks all names of an
// io_context up on one thread, and waits for it at the end.)
//
// One look-up at a time. One that has passed its deadline goes on until the system gives it up, and the next
// try waits for the same thread: there is never more than one for each object.
//
// Thread: that of the io_context, on which `done` is called. May be destroyed at any time; `done` is not
// called afterwards. Errors are one line.

#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/localized_message.h"

namespace selat::feed {

class NameLookup {
 public:
  using Answer = std::expected<std::vector<boost::asio::ip::address>, LocalizedMessage>;
  using Done = std::function<void(const Answer&)>;
  // Blocks; is called on the other thread.
  using Resolve = std::function<Answer(const std::string& host)>;

  static constexpr std::chrono::milliseconds kPatience = std::chrono::seconds(10);

  explicit NameLookup(boost::asio::io_context& io, Resolve resolve = ask_system,
                      std::chrono::milliseconds patience = kPatience);
  ~NameLookup();
  NameLookup(const NameLookup&) = delete;
  NameLookup& operator=(const NameLookup&) = delete;

  // Calls `done` later, on the io_context.
  void start(const std::string& host, Done done);
  // `done` is not called any more.
  void cancel();

  // The address that is written there; nothing if it is a name.
  [[nodiscard]] static std::optional<boost::asio::ip::address> written_address(const std::string& host);
  [[nodiscard]] static Answer ask_system(const std::string& host);

 private:
  struct Errand;
  void send_out(const std::string& host, const std::weak_ptr<Done>& waiting);
  // What brings the answer back to this thread.
  [[nodiscard]] std::function<void()> teller(const std::shared_ptr<Errand>& errand,
                                             const std::weak_ptr<Done>& waiting);
  void finish(const Answer& answer);

  boost::asio::io_context& io_;
  Resolve resolve_;
  std::chrono::milliseconds patience_;
  boost::asio::steady_timer deadline_;
  std::shared_ptr<Errand> errand_;
  std::shared_ptr<Done> waiting_;  // handlers that find it gone do nothing
};

}  // namespace selat::feed
