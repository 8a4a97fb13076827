#include "cli/settings_places.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "bus/endpoint.h"
#include "cli/this_machine.h"
#include "feed/host_address.h"
#include "feed/listening_place.h"

namespace selat::cli {
namespace {

struct Taker {
  LocalizedMessage who;
  feed::Place place;
};

LocalizedMessage name_of(const config::FeedSettings& feed) {
  return {tr("feed {feed}"), {{"feed", feed.name}}};
}
LocalizedMessage name_of(const config::OutputSettings& output) {
  return {tr("output {output}"), {{"output", output.name}}};
}

struct Endpoint {
  std::string_view key;
  std::string where;
};
// A process binds each of its own; the server one more for orders, which may have no key.
std::vector<Endpoint> endpoints_of(std::string_view process, const config::BusSettings::Remote& remote) {
  std::vector<Endpoint> all = {{"publish", remote.publish}, {"request", remote.request}};
  if (!remote.orders.empty()) {
    all.push_back({"orders", remote.orders});
  } else if (const auto beside = bus::orders_beside(remote.request); beside && process == "coordinate") {
    all.push_back({"request", *beside});
  }
  return all;
}
feed::Place place_of(const std::string& endpoint) {
  constexpr std::string_view kTcp = "tcp://";
  return bus::is_tcp(endpoint) ? feed::place_at("tcp", std::string_view(endpoint).substr(kTcp.size()))
                               : feed::Place{.medium = "ipc", .host = endpoint, .port = {}};
}

// All that the settings take, but of the process of that name.
std::vector<Taker> takers_in(const config::Settings& settings, std::string_view but_process = {}) {
  std::vector<Taker> takers;
  for (const auto& [name, remote] : settings.bus.remote) {
    for (const Endpoint& endpoint :
         name == but_process ? std::vector<Endpoint>() : endpoints_of(name, remote)) {
      takers.push_back({LocalizedMessage::from_outside(fmt::format("bus.remote.{}.{}", name, endpoint.key)),
                        place_of(endpoint.where)});
    }
  }
  for (const config::FeedSettings& feed : settings.feeds) {
    if (auto place = feed::listening_place(feed.uri, feed::Flow::in)) {
      takers.push_back({name_of(feed), *std::move(place)});
    }
  }
  for (const config::OutputSettings& output : settings.outputs) {
    if (auto place = feed::listening_place(output.uri, feed::Flow::out)) {
      takers.push_back({name_of(output), *std::move(place)});
    }
  }
  return takers;
}

std::optional<config::RowProblem> collision(std::string_view key, const feed::Place& place,
                                            const std::vector<Taker>& takers) {
  const auto other =
      std::ranges::find_if(takers, [&](const Taker& taker) { return feed::collide(taker.place, place); });
  if (other == takers.end()) {
    return std::nullopt;
  }
  return config::RowProblem{
      key, {tr("is where {other} is already"), {{"other", other->who}}}, tr("give each a place of its own")};
}

// Whether what goes to a host arrives at an address of this machine.
bool reaches(const std::string& host, const std::string& here) {
  const auto address = feed::address_of(here);
  return is_own_name(host) || (address && address->is_unspecified() && is_own_address(host));
}

// One reads from where the other writes; either may listen.
bool is_loop(std::string_view feed, std::string_view output) {
  const auto leads = [](std::optional<feed::Place> far, const std::optional<feed::Place>& here) {
    if (far && here && reaches(far->host, here->host)) {
      far->host = here->host;
    }
    return far && here && feed::leads_to(*far, *here);
  };
  return leads(feed::far_place(feed, feed::Flow::in), feed::listening_place(output, feed::Flow::out)) ||
         leads(feed::far_place(output, feed::Flow::out), feed::listening_place(feed, feed::Flow::in));
}

config::RowProblem loop(const LocalizedMessage& feed, const LocalizedMessage& output) {
  return {"uri",
          {tr("goes round: {feed} reads what {output} sends"), {{"feed", feed}, {"output", output}}},
          tr("let the feed read from elsewhere, or leave one of them out")};
}

std::optional<feed::Place> origin_of(const config::FeedSettings& feed) {
  auto origin = feed::origin(feed.uri);
  if (origin && origin->medium == "path") {
    origin->host = identity_of_file(origin->host);
  }
  return origin;
}

// The first feed that reads so much of what this one reads.
const config::FeedSettings* other_with(const config::FeedSettings& feed, const config::Settings& others,
                                       feed::Shared shared) {
  const auto origin = origin_of(feed);
  const auto other = std::ranges::find_if(others.feeds, [&](const config::FeedSettings& one) {
    const auto its = origin ? origin_of(one) : std::nullopt;
    return its && feed::shared_by(*its, *origin) == shared;
  });
  return other == others.feeds.end() ? nullptr : &*other;
}

}  // namespace

std::optional<config::RowProblem> place_obstacle(const config::FeedSettings& feed,
                                                 const config::Settings& others) {
  const auto* other = other_with(feed, others, feed::Shared::perhaps);
  return other == nullptr ? std::nullopt
                          : std::optional(config::RowProblem{
                                "uri",
                                {tr("may read what {other} reads already: at 127.0.0.1 and ::1 there is "
                                    "often one program"),
                                 {{"other", name_of(*other)}}},
                                tr("leave one of them out, unless two programs listen there")});
}

std::optional<config::RowProblem> place_problem(const config::FeedSettings& feed,
                                                const config::Settings& others) {
  for (const config::OutputSettings& output : others.outputs) {
    if (is_loop(feed.uri, output.uri)) {
      return loop(name_of(feed), name_of(output));
    }
  }
  if (const auto* twin = other_with(feed, others, feed::Shared::all)) {
    return config::RowProblem{"uri",
                              {tr("reads what {other} reads already"), {{"other", name_of(*twin)}}},
                              tr("leave one of them out: all would come twice")};
  }
  if (const auto* twin = other_with(feed, others, feed::Shared::in_part)) {
    return config::RowProblem{"uri",
                              {tr("has topics that {other} reads already"), {{"other", name_of(*twin)}}},
                              tr("write filters that have no topic in common: it would come twice")};
  }
  const auto place = feed::listening_place(feed.uri, feed::Flow::in);
  return place ? collision("uri", *place, takers_in(others)) : std::nullopt;
}

std::optional<config::RowProblem> place_problem(const config::OutputSettings& output,
                                                const config::Settings& others) {
  for (const config::FeedSettings& feed : others.feeds) {
    if (is_loop(feed.uri, output.uri)) {
      return loop(name_of(feed), name_of(output));
    }
  }
  const auto place = feed::listening_place(output.uri, feed::Flow::out);
  return place ? collision("uri", *place, takers_in(others)) : std::nullopt;
}

std::optional<config::RowProblem> place_problem(std::string_view process,
                                                const config::BusSettings::Remote& remote,
                                                const config::Settings& others) {
  std::vector<Taker> takers = takers_in(others, process);
  for (const Endpoint& endpoint : endpoints_of(process, remote)) {
    const feed::Place place = place_of(endpoint.where);
    if (auto problem = collision(endpoint.key, place, takers)) {
      return problem;
    }
    takers.push_back(
        {LocalizedMessage::from_outside(fmt::format("bus.remote.{}.{}", process, endpoint.key)), place});
  }
  return std::nullopt;
}

}  // namespace selat::cli
