// A network that loses, repeats, delays and mixes the parts of what four honest stations say, as the input
// dictates: whatever comes out was sent, and every sentence is accounted for.
//
// First byte: how the stations are told apart and how many messages may be open; then two bytes a step, what
// and how (see Step). Stations count their sequence ids up, as IEC 61162-1 has it. What no receiver could
// tell is left out: a part that comes so late, or after so many messages lost whole, that its id is in use
// again.
#include <array>
#include <bit>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ais/encode.h"
#include "ais/receiver.h"
#include "fuzz.h"
#include "nmea/checksum.h"
#include "nmea/line_splitter.h"

namespace {

using namespace selat;

constexpr std::size_t kStations = 4;
constexpr std::uint32_t kFirstMmsi = 525'000'000;
constexpr unsigned kMostOvertaking = 1;  // messages
constexpr unsigned kMostLostWhole = 2;   // of nine in a row

enum class Step : std::uint8_t { send, lose, repeat, hold_back, release, wait, say_at_once, spoil };

// A message's data say whose it is and which, again and again, so that a mixture cannot look like one of
// them.
ais::Message message_of(std::size_t station, std::uint32_t serial, std::size_t repeats) {
  ais::BroadcastBinary made;
  made.mmsi = model::Mmsi(kFirstMmsi + static_cast<std::uint32_t>(station));
  made.application = {.dac = 1, .fi = 63};
  made.data.append(repeats, 16);
  for (std::size_t i = 0; i < repeats; ++i) {
    made.data.append(serial, 24);
  }
  return made;
}

void check_was_sent(const ais::Received& received, const std::array<std::uint32_t, kStations>& begun) {
  const auto* message = std::get_if<ais::BroadcastBinary>(&received.message);
  require(message != nullptr, "only broadcasts were sent");
  const std::size_t station = message->mmsi.number() - kFirstMmsi;
  require(station < kStations, "of a station that is");
  const auto& data = message->data;
  const auto serial = static_cast<std::uint32_t>(data.unsigned_at(16, 24));
  require(serial < begun[station], "which it has sent");
  require(data.size() == 16 + data.unsigned_at(0, 16) * 24, "as long as it was sent");
  for (std::size_t at = 16; at < data.size(); at += 24) {
    require(data.unsigned_at(at, 24) == serial, "all parts of one message");
  }
  if (!received.tag.source.empty()) {
    require(received.header.source == model::SourceName("station" + std::to_string(station)), "its source");
  }
}

struct Marking {
  bool by_source = false;  // TAG s: on every part; else talkers differ
  bool by_group = false;   // TAG g: on every part, s: on the first alone
};

class Station {
 public:
  Station(std::size_t number, Marking marking) : number_(number), marking_(marking) {}

  // The next part; the first of a new message where none is under way.
  std::string next(std::uint8_t how, std::uint32_t& next_group) {
    if (at_ == parts_.size()) {
      begin(how, next_group);
    }
    return parts_[at_++];
  }
  void count_arrival() { arrived_ |= takes_id() ? 1U : 0U; }
  // Whether the part that was handed out last may be lost: not, where too many messages would be lost whole.
  [[nodiscard]] bool may_lose() const {
    const bool would_be_whole = takes_id() && at_ == parts_.size() && (arrived_ & 1U) == 0;
    return !would_be_whole || static_cast<unsigned>(std::popcount(~arrived_ & 0x1FEU)) < kMostLostWhole;
  }
  [[nodiscard]] std::uint32_t begun() const { return serial_; }

  std::string last;                 // that arrived
  std::optional<std::string> held;  // on its way
  std::uint32_t held_since = 0;

 private:
  void begin(std::uint8_t how, std::uint32_t& next_group) {
    const auto message = message_of(number_, serial_++, 4 + how % 28U);
    ais::EncodeOptions options;
    options.channel = "AB12"[how >> 6U];
    options.sequence_id = next_id_;
    options.characters_per_sentence = (how & 32U) != 0 ? 56 : 28;
    if (!marking_.by_source) {
      constexpr std::array<std::array<char, 2>, kStations> kTalkers{
          {{'A', 'I'}, {'B', 'S'}, {'A', 'B'}, {'S', 'A'}}};
      options.talker = kTalkers[number_];
    }
    parts_ = ais::encode(message, options);
    at_ = 0;
    if (!takes_id()) {
      return mark(parts_[0], 1, next_group);
    }
    arrived_ = (arrived_ << 1U) & 0x1FFU;
    next_id_ = static_cast<std::uint8_t>((next_id_ + 1) % 10);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      mark(parts_[i], i + 1, next_group);
    }
    ++next_group;
  }
  [[nodiscard]] bool takes_id() const { return parts_.size() > 1; }
  void mark(std::string& part, std::size_t number, std::uint32_t group) const {
    std::string tag;
    if (marking_.by_group && parts_.size() > 1) {
      tag = "g:" + std::to_string(number) + "-" + std::to_string(parts_.size()) + "-" + std::to_string(group);
    }
    if (marking_.by_source && (!marking_.by_group || number == 1)) {
      tag += (tag.empty() ? "s:station" : ",s:station") + std::to_string(number_);
    }
    if (!tag.empty()) {
      part = "\\" + tag + nmea::checksum_suffix(tag) + "\\" + part;
    }
  }

  std::size_t number_;
  Marking marking_;
  std::uint32_t serial_ = 0;
  std::uint8_t next_id_ = 0;
  unsigned arrived_ = 0x1FF;  // a bit a message with an id, the newest lowest: whether any part of it came
  std::vector<std::string> parts_;
  std::size_t at_ = 0;
};

// "!AIVDM,n,1,…", behind its tag.
bool is_first(std::string_view part) {
  const auto start = part.find('!');
  return start != std::string_view::npos && part.size() > start + 9 && part[start + 9] == '1';
}

class Network {
 public:
  explicit Network(std::uint8_t options) : receiver_(options_of(options)) {
    const Marking marking{.by_source = (options & 1U) != 0, .by_group = (options & 3U) == 3U};
    for (std::size_t i = 0; i < kStations; ++i) {
      stations_.emplace_back(i, marking);
    }
  }

  void step(std::uint8_t what, std::uint8_t how) {
    Station& station = stations_[what % kStations];
    switch (static_cast<Step>(what / kStations % 8)) {
      case Step::send:
        return arrive(station, station.next(how, next_group_));
      case Step::lose: {
        const auto part = station.next(how, next_group_);
        if (!station.may_lose()) {
          arrive(station, part);
        }
        return;
      }
      case Step::repeat:
        return deliver(station.last);
      case Step::hold_back: {
        auto part = station.next(how, next_group_);
        release(station);
        station.count_arrival();
        station.held = std::move(part);
        station.held_since = station.begun();
        return;
      }
      case Step::release:
        return release(station);
      case Step::wait:
        now_ = now_ + Span::milliseconds(how * how);
        return;
      case Step::say_at_once: {
        const auto message = message_of(what % kStations, 0, 1);
        return station.begun() > 0 ? deliver(ais::encode(message).front()) : void();
      }
      case Step::spoil: {
        // The tag of a first part stays: two first parts without a name cannot be told apart.
        auto part = station.last;
        const std::size_t from = is_first(part) ? part.find('!') : 0;
        if (!part.empty()) {
          part[from + how % (part.size() - from)] = static_cast<char>(how | 1U);
          deliver(part);
        }
        return;
      }
    }
  }
  void finish() {
    for (auto& station : stations_) {
      release(station);
    }
    receiver_.flush();
    require(receiver_.counters().adds_up() && receiver_.counters().waiting == 0, "nothing waits after flush");
  }

 private:
  static ais::ReceiverOptions options_of(std::uint8_t options) {
    ais::ReceiverOptions made;
    made.assembler.max_groups = (options & 4U) != 0 ? 2 + (options >> 4U) : 4096;
    if ((options & 8U) != 0) {
      made.fast_path = nullptr;
    }
    return made;
  }
  void release(Station& station) {
    if (station.held) {
      const auto part = *std::exchange(station.held, std::nullopt);
      arrive(station, part);
    }
  }
  void arrive(Station& station, const std::string& part) {
    station.count_arrival();
    if (station.held && station.begun() - station.held_since >= kMostOvertaking) {
      release(station);
    }
    station.last = part;
    deliver(part);
  }
  void deliver(const std::string& line) {
    std::array<std::uint32_t, kStations> begun{};
    for (std::size_t i = 0; i < kStations; ++i) {
      begun[i] = std::max(stations_[i].begun(), 1U);
    }
    const auto lines = splitter_.split(line + '\n');
    receiver_.receive(lines, now_, [&](const ais::Received& received) { check_was_sent(received, begun); });
    require(receiver_.counters().adds_up(), "every sentence is accounted for");
  }

  nmea::SplitCounters split_;
  nmea::LineSplitter splitter_{split_};
  ais::Receiver receiver_;
  std::vector<Station> stations_;
  std::uint32_t next_group_ = 1;
  Instant now_ = Instant::unix_seconds(1'384'257'600);
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  Network network(bytes[0]);
  for (std::size_t at = 1; at + 1 < size; at += 2) {
    network.step(bytes[at], bytes[at + 1]);
  }
  network.finish();
  return 0;
}
