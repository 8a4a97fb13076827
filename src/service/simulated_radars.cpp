#include "service/simulated_radars.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <nlohmann/json.hpp>

#include "base/system_words.h"
#include "runtime/command_error.h"
#include "simulate/radar_traffic.h"
#include "text/measure.h"

namespace selat::service {
namespace {

using boost::asio::ip::udp;

constexpr Span kTruthEvery = Span::seconds(10);

simulate::RadarTrafficOptions traffic_options(const SimulateOptions& options, Instant from) {
  return {.seed = options.seed,
          .format = options.radar_to == kRadarLines ? model::RadarFormat::ttm : options.radar_format,
          .sea_state = static_cast<int>(options.sea_state),
          .crosses_by_day = options.crosses_by_day,
          .from = from};
}

std::ofstream opened(const std::string& file, std::string_view option) {
  std::ofstream stream(file, std::ios::binary);
  if (!stream) {
    throw runtime::UsageError(LocalizedMessage(tr("cannot write {file}: choose another file for {option}"),
                                               {{"file", file}, {"option", option}}));
  }
  return stream;
}

// "udp://127.0.0.1:8600": an address, so that no name is looked up.
udp::endpoint endpoint_of(std::string_view uri) {
  const std::string_view place = uri.substr(kUdpScheme.size());
  const auto colon = place.rfind(':');
  boost::system::error_code error = boost::asio::error::invalid_argument;
  std::uint16_t port = 0;
  if (colon != std::string_view::npos) {
    const std::string_view digits = place.substr(colon + 1);
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    const auto address = boost::asio::ip::make_address(std::string(place.substr(0, colon)), error);
    if (!error && problem == std::errc() && end == digits.data() + digits.size() && port > 0) {
      return {address, port};
    }
  }
  throw no_place_of_radars(uri);
}

std::string truth_line(Instant at, const simulate::TrueObject& one) {
  const simulate::Movement& movement = one.movement;
  nlohmann::ordered_json json = {{"at", text::date_and_time(at)},
                                 {"object", std::to_string(one.object)},
                                 {"mmsi", nullptr},
                                 {"corridor", nullptr},
                                 {"latitude_deg", movement.position.latitude_deg()},
                                 {"longitude_deg", movement.position.longitude_deg()},
                                 {"speed_kn", movement.sog.in_knots()},
                                 {"course_deg", movement.cog.in_degrees()},
                                 {"length_m", one.length.in_metres()}};
  if (one.mmsi) {
    json["mmsi"] = one.mmsi->number();
  }
  if (!one.corridor.empty()) {
    json["corridor"] = one.corridor;
  }
  return json.dump() + '\n';
}

}  // namespace

struct SimulatedRadars::Impl {
  Impl(const SimulateOptions& options, const simulate::Environment& environment, Instant from)
      : traffic(environment, traffic_options(options, from)), truth_at(from) {
    if (!options.radar_truth.empty()) {
      truth = opened(options.radar_truth.string(), "--radar-truth");
    }
    if (options.radar_to.starts_with(kUdpScheme)) {
      to = endpoint_of(options.radar_to);
      socket.open(to->protocol());
    } else if (options.radar_to != kRadarLines) {
      file = opened(options.radar_to, "--radar");
    }
  }

  void take(const simulate::RadarTurn& turn, const TakeLines& take_lines) {
    if (!to && !file.is_open()) {
      if (!turn.reports.empty()) {
        take_lines(turn.ends_at, simulate::lines_of(turn), static_cast<std::uint32_t>(turn.reports.size()));
      }
      return;
    }
    for (const radar::AsterixBytes& datagram : simulate::datagrams_of(turn)) {
      if (to) {
        boost::system::error_code nobody_there;
        socket.send_to(boost::asio::buffer(datagram), *to, 0, nobody_there);
      } else {
        file.write(reinterpret_cast<const char*>(datagram.data()),
                   static_cast<std::streamsize>(datagram.size()));
      }
    }
  }

  void write_truth(Instant until, const std::vector<simulate::SimulatedVessel>& vessels) {
    for (; truth.is_open() && truth_at < until; truth_at = truth_at + kTruthEvery) {
      for (const simulate::TrueObject& one : traffic.truth(truth_at, vessels)) {
        truth << truth_line(truth_at, one);
      }
    }
    if (!truth || !file) {
      throw runtime::Failure(
          LocalizedMessage(tr("cannot write what the radars see: {why}"), {{"why", system_words(errno)}}));
    }
  }

  simulate::RadarTraffic traffic;
  Instant truth_at;
  boost::asio::io_context io;
  udp::socket socket{io};
  std::optional<udp::endpoint> to;
  std::ofstream file, truth;
};

SimulatedRadars::SimulatedRadars(const SimulateOptions& options, const simulate::Environment& environment,
                                 Instant from)
    : impl_(std::make_unique<Impl>(options, environment, from)) {}
SimulatedRadars::~SimulatedRadars() = default;

void SimulatedRadars::run_until(Instant until, const std::vector<simulate::SimulatedVessel>& vessels,
                                const TakeLines& take_lines) {
  impl_->traffic.run_until(until, vessels,
                           [&](const simulate::RadarTurn& turn) { impl_->take(turn, take_lines); });
  impl_->write_truth(until, vessels);
}

}  // namespace selat::service
