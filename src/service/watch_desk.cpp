#include "service/watch_desk.h"

#include <optional>
#include <random>
#include <utility>

#include "text/names.h"
#include "text/translate.h"

namespace selat::service {
namespace {

// Identifies the words of a person for ever; 0 means none.
std::uint64_t new_uid() {
  std::random_device device;
  const std::uint64_t uid = std::uint64_t{device()} << 32U | device();
  return uid == 0 ? 1 : uid;
}

std::uint64_t term_of(const bus::Bus& bus) {
  return static_cast<std::uint64_t>(bus.now().wall.in_unix_microseconds());
}

}  // namespace

WatchDesk::WatchDesk(bus::Bus& bus, std::string name)
    : bus_(bus),
      client_(bus, "coordinate", std::move(name), term_of(bus), [this](const model::ReceivedOrder& received) {
        if (const auto* const receipt = std::get_if<model::Receipt>(&received.body)) {
          hand_back(received.in_reply_to.value_or(0), *receipt);
        } else if (const auto* const refusal = std::get_if<model::Refusal>(&received.body)) {
          hand_back(received.in_reply_to.value_or(0), *refusal);
        }
      }) {}

void WatchDesk::send(const model::Request& request, Span within, Answered answered) {
  const std::uint64_t id = client_.send(request, {.uid = new_uid()}, within);
  Waiting& waiting = waiting_.try_emplace(id, bus_.io()).first->second;
  waiting.answered = std::move(answered);
  waiting.limit.after(within, [this, id] { hand_back(id, NoAnswer{}); });
}

void WatchDesk::hand_back(std::uint64_t id, const Answer& answer) {
  const auto waiting = waiting_.find(id);
  if (waiting == waiting_.end()) {
    return;  // answered after its time
  }
  const Answered answered = std::move(waiting->second.answered);
  waiting_.erase(waiting);
  answered(answer);
}

std::string refusal_text(const model::Refusal& refusal, Language language) {
  std::string why(text::name(refusal.code, language));
  if (!refusal.why.empty()) {
    why += " (" + text::translate(refusal.why, language) + ")";
  }
  return text::translate({tr("refused: {why}"), {{"why", why}}}, language);
}

}  // namespace selat::service
