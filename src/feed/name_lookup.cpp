#include "feed/name_lookup.h"

#include <cstring>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <netdb.h>

#include "base/system_words.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;

std::unexpected<LocalizedMessage> failure(const char* why) {
  return std::unexpected(system_words(why));
}

}  // namespace

// What the two threads share; whoever is later keeps it alive.
struct NameLookup::Errand {
  std::mutex mutex;
  std::optional<Answer> answer;
  std::function<void()> tell;  // empty: nobody waits for it, and the io_context may have gone

  void bring(Answer its) {
    const std::lock_guard lock(mutex);
    answer = std::move(its);
    if (tell) {
      std::exchange(tell, {})();
    }
  }
  // False if it has its answer already.
  bool wait(std::function<void()> by) {
    const std::lock_guard lock(mutex);
    tell = std::move(by);
    return !answer;
  }
};

NameLookup::NameLookup(asio::io_context& io, Resolve resolve, std::chrono::milliseconds patience)
    : io_(io), resolve_(std::move(resolve)), patience_(patience), deadline_(io) {}

NameLookup::~NameLookup() {
  cancel();
}

std::optional<asio::ip::address> NameLookup::written_address(const std::string& host) {
  boost::system::error_code is_name;
  const auto address = asio::ip::make_address(host, is_name);
  return is_name ? std::nullopt : std::optional(address);
}

NameLookup::Answer NameLookup::ask_system(const std::string& host) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;  // else each address is there once for each kind
  addrinfo* found = nullptr;
  if (const int error = ::getaddrinfo(host.c_str(), nullptr, &hints, &found); error != 0) {
    return failure(::gai_strerror(error));
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, ::freeaddrinfo);
  std::vector<asio::ip::address> addresses;
  for (const addrinfo* each = found; each != nullptr; each = each->ai_next) {
    asio::ip::tcp::endpoint endpoint;
    endpoint.resize(each->ai_addrlen);
    std::memcpy(endpoint.data(), each->ai_addr, each->ai_addrlen);
    addresses.push_back(endpoint.address());
  }
  return addresses;
}

void NameLookup::start(const std::string& host, Done done) {
  cancel();
  waiting_ = std::make_shared<Done>(std::move(done));
  const std::weak_ptr waiting = waiting_;
  deadline_.expires_after(patience_);
  deadline_.async_wait([this, waiting](boost::system::error_code) {
    if (!waiting.expired()) {
      finish(std::unexpected(LocalizedMessage(tr("no name server answers"))));
    }
  });
  send_out(host, waiting);
}

void NameLookup::send_out(const std::string& host, const std::weak_ptr<Done>& waiting) {
  if (errand_ && errand_->wait(teller(errand_, waiting))) {
    return;  // of a try before
  }
  errand_ = std::make_shared<Errand>();
  errand_->wait(teller(errand_, waiting));
  try {
    std::thread([errand = errand_, resolve = resolve_, host] { errand->bring(resolve(host)); }).detach();
  } catch (const std::system_error& error) {
    errand_->bring(failure(error.what()));
  }
}

std::function<void()> NameLookup::teller(const std::shared_ptr<Errand>& errand,
                                         const std::weak_ptr<Done>& waiting) {
  return [this, &io = io_, errand, waiting] {
    asio::post(io, [this, errand, waiting] {
      if (!waiting.expired() && errand->answer) {
        finish(*errand->answer);
      }
    });
  };
}

void NameLookup::finish(const Answer& answer) {
  const auto waiting = waiting_;
  const Answer kept = answer;
  cancel();
  (*waiting)(kept);
}

void NameLookup::cancel() {
  waiting_.reset();
  deadline_.cancel();
  if (errand_ && !errand_->wait({})) {
    errand_.reset();  // it has been answered
  }
}

}  // namespace selat::feed
