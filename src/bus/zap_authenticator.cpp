#include "bus/zap_authenticator.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include <zmq.h>

namespace selat::bus {

namespace {
constexpr std::size_t kMostFrames = 16;
constexpr int kMostWaiting = 1'000;
constexpr std::size_t kRawKeyBytes = 32;
}  // namespace

ZapAuthenticator::ZapAuthenticator(boost::asio::io_context& io, void* context,
                                   std::map<std::string, std::string, std::less<>> allowed)
    : allowed_(std::move(allowed)),
      socket_(context, ZMQ_REP, kMostWaiting, false),
      watch_(io, socket_, [this] { return answer_one(); }) {
  socket_.bind("inproc://zeromq.zap.01");
}

const std::string* ZapAuthenticator::name_of_key(std::string_view mechanism, std::string_view key) const {
  if (mechanism != "CURVE" || key.size() != kRawKeyBytes) {
    return nullptr;
  }
  std::array<char, 41> text{};
  std::array<std::uint8_t, kRawKeyBytes> bytes{};
  std::copy(key.begin(), key.end(), bytes.begin());
  if (zmq_z85_encode(text.data(), bytes.data(), bytes.size()) == nullptr) {
    return nullptr;
  }
  const auto found = allowed_.find(std::string_view(text.data()));
  return found == allowed_.end() ? nullptr : &found->second;
}

// Frames asked: version, request, domain, address, identity, mechanism, credentials.
// Frames answered: version, request, status, text, user, metadata.
bool ZapAuthenticator::answer_one() {
  std::vector<std::string> frames;
  Frame frame;
  do {
    if (!socket_.receive(frame)) {
      return false;
    }
    if (frames.size() < kMostFrames) {
      frames.emplace_back(frame.view());
    }
  } while (Socket::has_more(frame));

  const bool is_question = frames.size() >= 7;
  const std::string* const name = is_question ? name_of_key(frames[5], frames[6]) : nullptr;
  ++(name != nullptr ? admitted_ : refused_);
  socket_.send("1.0", true);
  socket_.send(is_question ? std::string_view(frames[1]) : std::string_view(), true);
  socket_.send(name != nullptr ? "200" : "400", true);
  socket_.send(name != nullptr ? "" : "key not known here", true);
  socket_.send(name != nullptr ? std::string_view(*name) : std::string_view(), true);
  socket_.send("");
  watch_.check_soon();
  return true;
}

}  // namespace selat::bus
