#include "service/ingest_feed.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "ais/receiver.h"
#include "ais/recorded_clock.h"
#include "ais/station_names.h"
#include "feed/backoff.h"
#include "feed/feed_table.h"
#include "feed/likeness.h"
#include "feed/plain_traffic.h"
#include "feed/token_bucket.h"
#include "nmea/sentence.h"
#include "nmea/time_of_line.h"
#include "runtime/command_error.h"
#include "runtime/delay_histogram.h"
#include "runtime/state_since.h"
#include "service/event_time.h"
#include "service/feed_remarks.h"
#include "service/wrong_clocks.h"
#include "text/measure.h"

namespace selat::service {
namespace {

// At this limit the least recently heard sender is evicted. Bounds memory against forged addresses.
constexpr std::size_t kMostSenders = 1'024;
// Longer than parts of one message may lie apart.
constexpr Span kSenderForgottenAfter = Span::seconds(30);
constexpr Span kDelayWindow = Span::seconds(60);
// A feed of AIS too may begin with something else.
constexpr Span kTellableAfter = Span::seconds(5);

void add_counters(ais::ReceiverCounters& sum, const ais::ReceiverCounters& more) {
  sum.bytes += more.bytes;
  sum.lines += more.lines;
  sum.sentences += more.sentences;
  sum.in_messages += more.in_messages;
  sum.not_yet_decoded += more.not_yet_decoded;
  sum.waiting += more.waiting;
  sum.other_sentences += more.other_sentences;
  sum.unrecognised_lines += more.unrecognised_lines;
  sum.sentence_problems.add(more.sentence_problems);
  sum.message_problems.add(more.message_problems);
  std::ranges::transform(sum.messages, more.messages, sum.messages.begin(), std::plus{});
}

model::SourceName source_of(const config::FeedSettings& settings) {
  return std::string_view(settings.source.empty() ? settings.name : settings.source);
}

feed::ConfiguredFeed configured_by(const std::string& uri) {
  const auto configured = feed::parse_uri(uri);
  if (!configured) {
    throw runtime::UsageError(configured.error().message);
  }
  return *configured;
}

feed::PeerRanges peers_of(const config::FeedSettings& settings) {
  auto peers = feed::PeerRanges::parse(settings.peers);
  if (!peers) {
    throw runtime::UsageError(peers.error());
  }
  return *std::move(peers);
}

// How large a burst may be, as time at the highest rate: some receivers first send what they have stored.
constexpr Span kReserve = Span::seconds(10);

}  // namespace

struct IngestFeed::Impl {
  struct Sender {
    explicit Sender(ais::ReceiverOptions options) : receiver(std::move(options)) {}
    ais::Receiver receiver;
    SteadyTime last_heard;
  };

  Impl(config::FeedSettings its, const IngestSurroundings& its_around)
      : settings(std::move(its)),
        around(its_around),
        is_recording(configured_by(settings.uri).kind->is_recording),
        radars({.source = source_of(settings),
                .radars = radars_of(settings.name, around.radars),
                .is_live = !is_recording},
               {.take_report = [this](const auto& one) { around.on_radar_report(one, settings.name); },
                .take_status = [this](const auto& one) { around.on_radar_status(one, settings.name); }}),
        bucket(static_cast<double>(settings.max_lines_per_s), kReserve),
        delays_since(around.clock().steady),
        backoff(feed::backoff_seed(settings.name)) {
    receiver_options.source = source_of(settings);
    receiver_options.checksum =
        settings.is_checksum_lenient ? nmea::ChecksumRule::lenient : nmea::ChecksumRule::strict;
    receiver_options.is_live = !is_recording;
    receiver_options.stations = &stations;
    make = configured_by(settings.uri).make;
    make_transport();
  }

  void make_transport() {
    feed::Setup setup{around.io, settings.name, settings.silent_after};
    setup.clock = around.clock;
    setup.on_lines = [this](const feed::Chunk& chunk) { take(chunk); };
    setup.on_datagram = [this](const feed::WholeDatagram& datagram) { take(datagram); };
    setup.time_of_line = nmea::time_of_line;
    setup.may_read = around.may_read;
    setup.peers = peers_of(settings);
    setup.on_end = [this] { ended(); };
    transport = make(std::move(setup));
  }

  // Nothing when it has begun; else why it cannot. It tries again later: what is in its way (a port in use,
  // no such file) may go.
  std::optional<LocalizedMessage> start() {
    begun_at = around.clock().steady;
    try {
      transport->start();
    } catch (const feed::FeedError& error) {
      refusal = error.message();
      try_at = begun_at + backoff.next();
      return refusal;
    }
    refusal = {};
    return std::nullopt;
  }

  // A recording that has failed on its way would begin again from its start.
  void try_again() {
    const bool has_broken = !is_recording && transport->status().state == feed::State::failed;
    if ((refusal.empty() && !has_broken) || around.clock().steady < try_at) {
      return;
    }
    transport->stop();
    of_transports_before.add(transport->status().counters);
    make_transport();
    start();
  }

  void take(const feed::Chunk& chunk) {
    if (is_recording && !receiver_options.recorded_from) {
      receiver_options.recorded_from = start_of(chunk);
    }
    Sender& sender = sender_of(chunk.sender);
    const std::uint64_t before = sender.receiver.counters().sentences + radar_targets;
    around.lines_to_reports.run([&] {
      is_recording ? receive(chunk.lines, chunk.received_at, sender.receiver)
                   : receive_within_rate(chunk, sender.receiver);
    });
    last_chunk = sender.last_heard;
    if (sender.receiver.counters().sentences + radar_targets != before) {
      transport->set_understood();
      last_sentence = last_chunk;
      last_sentence_at = chunk.received_at;
    }
  }

  // Data blocks of radars; over the rate, in records, they are dropped and counted.
  void take(const feed::WholeDatagram& datagram) {
    const SteadyTime now = around.clock().steady;
    if (bucket.fill(now) == 0) {
      ++lines_over_rate;
      return;
    }
    static_cast<void>(sender_of(datagram.sender));  // it is forgotten as the others are
    const std::uint64_t records = radars.take(datagram);
    bucket.take(records);
    last_chunk = now;
    if (records > 0) {
      transport->set_understood();
      last_sentence = now;
      last_sentence_at = datagram.received_at;
    }
  }

  // Given by a person, or told by the first lines, or when the file was changed last.
  [[nodiscard]] Instant start_of(const feed::Chunk& chunk) const {
    const auto start = transport->recording_start();
    if (start && start->is_given) {
      return start->at;
    }
    return ais::start_of_recording(chunk.lines).value_or(start ? start->at : chunk.received_at);
  }

  void receive(nmea::Lines lines, Instant received_at, ais::Receiver& receiver) {
    receiver.receive(lines, received_at, [this](const ais::Received& received) { pass(received); });
  }

  // A recording can wait; lines of a live feed over the rate are dropped and counted.
  void receive_within_rate(const feed::Chunk& chunk, ais::Receiver& receiver) {
    const std::uint64_t before = receiver.counters().lines;
    nmea::Lines over_rate = chunk.lines;
    receive(over_rate.take_first(bucket.fill(around.clock().steady)), chunk.received_at, receiver);
    bucket.take(receiver.counters().lines - before);
    lines_over_rate += over_rate.count();
  }

  void pass(const ais::Received& received) {
    if (!is_recording) {
      delays.add(received.header.received_at - received.header.observed_at);
    }
    const bool is_new = around.duplicates.pass(received, [this](const model::Report& report) {
      ++reports;
      duplicates += std::holds_alternative<model::AlsoHeard>(report) ? 1U : 0U;
      too_late += around.event_time.is_too_late(report) ? 1U : 0U;
      around.reports.add(report);
    });
    if (is_new && around.on_new_message) {
      around.on_new_message(received, settings.name);
    }
  }

  Sender& sender_of(std::uint64_t id) {
    const SteadyTime now = around.clock().steady;
    auto found = senders.find(id);
    if (found == senders.end()) {
      if (senders.size() >= kMostSenders) {
        forget(
            std::ranges::min_element(senders, {}, [](const auto& entry) { return entry.second.last_heard; }));
      }
      ais::ReceiverOptions options = receiver_options;
      options.others = {.is_wanted = is_ais_or_radar,
                        .take = [this, id](const nmea::OtherSentence& sentence) {
                          radar_targets += radars.take(id, sentence) ? 1U : 0U;
                        }};
      found = senders.try_emplace(id, std::move(options)).first;
    }
    found->second.last_heard = now;
    last_sentence = last_sentence ? last_sentence : now;
    return found->second;
  }

  std::map<std::uint64_t, Sender>::iterator forget(std::map<std::uint64_t, Sender>::iterator sender) {
    sender->second.receiver.flush();
    radars.forget(sender->first);
    add_counters(of_forgotten, sender->second.receiver.counters());
    without_time += sender->second.receiver.without_time();
    return senders.erase(sender);
  }

  void forget_silent() {
    const SteadyTime now = around.clock().steady;
    for (auto sender = senders.begin(); sender != senders.end();) {
      const bool is_silent = now - sender->second.last_heard > kSenderForgottenAfter;
      sender = is_silent ? forget(sender) : std::next(sender);
    }
    if (now - delays_since > kDelayWindow) {
      delays_before = std::exchange(delays, {});
      delays_since = now;
    }
  }

  void ended() {
    for (auto sender = senders.begin(); sender != senders.end();) {
      sender = forget(sender);
    }
    backoff.worked_for(around.clock().steady - begun_at);
    try_at = around.clock().steady + backoff.next();
    around.on_end();
  }

  [[nodiscard]] ais::ReceiverCounters counters() const {
    ais::ReceiverCounters sum = of_forgotten;
    for (const auto& [id, sender] : senders) {
      add_counters(sum, sender.receiver.counters());
    }
    return sum;
  }

  [[nodiscard]] bool has_lines_without_time() const {
    return without_time > 0 ||
           std::ranges::any_of(senders, [](const auto& s) { return s.second.receiver.without_time() > 0; });
  }

  // The status of the transport; a feed whose lines hold no AIS sentence is silent, too.
  [[nodiscard]] feed::Status status() const {
    feed::Status status = transport->status();
    status.counters.add(of_transports_before);
    if (!refusal.empty()) {
      status.state = feed::State::failed;
      status.reason = refusal;
    }
    if (status.state == feed::State::receiving && last_sentence &&
        last_chunk - *last_sentence > settings.silent_after) {
      const RadarCounts of_radars = radars.counts();
      status.state = feed::State::silent;
      status.reason = nothing_usable(use_of(settings.uri, counters().sentences, of_radars), of_radars,
                                     last_chunk - *last_sentence);
    }
    if (model::is_well(status.state) && status.reason.empty()) {
      status.reason = remark();
    }
    say_what_it_looks_like(status);
    return status;
  }

  // What is unusual about the feed, though it works; empty if nothing is.
  [[nodiscard]] LocalizedMessage remark() const {
    if (receiver_options.recorded_from && has_lines_without_time()) {
      return {
          tr("lines have no time: it follows from the UTC seconds of reports and from base stations, from "
             "{start} on; ?start= sets another"),
          {{"start", text::date_and_time(*receiver_options.recorded_from)}}};
    }
    if (const auto undecided = radars.undecided(around.clock().wall)) {
      return remark_on(*undecided);
    }
    const auto of_radar = radars.remark(around.clock().wall);
    const LocalizedMessage of_clocks = remark_on(wrong_clocks());
    return of_clocks.empty() && of_radar ? remark_on(*of_radar) : of_clocks;
  }

  [[nodiscard]] std::vector<WrongClock> wrong_clocks() const {
    std::vector<WrongClock> wrong;
    for (const auto& [id, sender] : senders) {
      sender.receiver.for_each_wrong_clock(
          around.clock().wall,
          [&](const model::SourceName& station, Span behind) { wrong.emplace_back(station, behind); });
    }
    return wrong;
  }

  [[nodiscard]] std::vector<std::string> clock_news() {
    const Now now = around.clock();
    const auto is_right = [&](const model::SourceName& station) {
      return std::ranges::any_of(senders, [&](const auto& sender) {
        return sender.second.receiver.is_clock_right(station, now.wall);
      });
    };
    return clock_log.look(wrong_clocks(), is_right, now.steady);
  }

  // What a feed that brings nothing usable looks like, behind the reason it has.
  void say_what_it_looks_like(feed::Status& status) const {
    const bool is_new = status.state == feed::State::receiving &&
                        (!last_sentence || last_chunk - *last_sentence < kTellableAfter);
    const auto likeness = feed::likeness_of(transport->first_bytes());
    if (is_new || !likeness) {
      return;
    }
    const LocalizedMessage looks = looks_of(*likeness, settings.uri);
    if (status.reason.empty()) {
      status.reason = looks;
    } else if (!looks.empty()) {
      status.reason =
          LocalizedMessage(tr("{reason}; {looks}"), {{"reason", status.reason}, {"looks", looks}});
    }
  }

  [[nodiscard]] model::FeedHealth health() const {
    const auto now = status();
    model::FeedHealth health;
    health.name = settings.name;
    health.uri = settings.uri;
    health.is_unencrypted = feed::is_plain_beyond_machine(settings.uri);
    health.state = now.state;
    health.state_since = state_since.of(now.state, around.clock().wall);
    health.reason = now.reason;
    health.bytes = now.counters.bytes;
    describe_sentences(health);
    health.duplicates = duplicates;
    health.reports = reports;
    health.reconnects = now.counters.reconnects;
    health.dropped_bytes = now.counters.lines.dropped_bytes;
    health.last_sentence_at = last_sentence_at;
    runtime::DelayHistogram recent = delays_before;
    recent.add(delays);
    health.delay_p50 = recent.quantile(0.5);
    health.delay_p99 = recent.quantile(0.99);
    health.station = settings.station;
    describe_transport(now, health.transport);
    health.radar = radars.health();
    return health;
  }

  void describe_sentences(model::FeedHealth& health) const {
    const ais::ReceiverCounters sum = counters();
    health.lines = sum.lines + lines_over_rate;
    health.sentences = sum.sentences;
    health.sentences_in_messages = sum.in_messages;
    health.sentences_not_yet_decoded = sum.not_yet_decoded;
    health.sentences_pending = sum.waiting;
    const auto add_problem = [&health](auto problem, std::uint64_t number) {
      if (number > 0) {
        health.problems.push_back({.name = std::string(name_of(problem)), .count = number});
      }
    };
    sum.sentence_problems.for_each(add_problem);
    sum.message_problems.for_each(add_problem);
    health.other_sentences = sum.other_sentences + radars.counts().lines.sentences;
    for (std::size_t type = 0; type < sum.messages.size(); ++type) {
      if (sum.messages[type] > 0) {
        health.messages[static_cast<std::uint32_t>(type)] = sum.messages[type];
      }
    }
    health.transport.add(model::FeedCount::unrecognised_lines, sum.unrecognised_lines);
  }

  void describe_transport(const feed::Status& now, EnumCounts<model::FeedCount>& counts) const {
    using Count = model::FeedCount;
    counts.add(Count::lines_over_rate, lines_over_rate);
    counts.add(Count::overlong_lines, now.counters.lines.overlong_lines);
    counts.add(Count::senders, now.senders);
    counts.add(Count::refused_senders, now.counters.refused_senders);
    counts.add(Count::datagrams, now.counters.datagrams);
    counts.add(Count::foreign_datagrams, now.counters.foreign_datagrams);
    counts.add(Count::kernel_drops, now.counters.kernel_drops);
    counts.add(Count::stations, stations.size());
    counts.add(Count::stations_refused, stations.refused());
    counts.add(Count::wrong_clocks, wrong_clocks().size());
    counts.add(Count::reports_too_late, too_late);
  }

  config::FeedSettings settings;
  IngestSurroundings around;
  bool is_recording;
  RadarIntake radars;
  std::uint64_t radar_targets = 0;  // sentences of targets, whatever became of them
  ais::StationNames stations;
  ClockLog clock_log;
  ais::ReceiverOptions receiver_options;
  feed::MakeFeed make;
  std::shared_ptr<feed::Feed> transport;
  feed::Counters of_transports_before;
  LocalizedMessage refusal;  // why it could not begin; empty when it has
  SteadyTime begun_at;
  SteadyTime try_at;  // again, where it has failed
  std::map<std::uint64_t, Sender> senders;
  ais::ReceiverCounters of_forgotten;
  feed::TokenBucket bucket;
  std::uint64_t without_time = 0;  // messages of forgotten senders whose lines have no time
  std::uint64_t lines_over_rate = 0;
  std::uint64_t reports = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t too_late = 0;
  // Over the last one to two minutes.
  runtime::DelayHistogram delays, delays_before;
  SteadyTime delays_since;
  feed::Backoff backoff;
  SteadyTime last_chunk;
  std::optional<SteadyTime> last_sentence;  // or, before any, the first line
  std::optional<Instant> last_sentence_at;
  runtime::StateSince<feed::State> state_since;
};

IngestFeed::IngestFeed(config::FeedSettings settings, const IngestSurroundings& around)
    : impl_(std::make_unique<Impl>(std::move(settings), around)) {}

IngestFeed::~IngestFeed() {
  stop();
}

std::optional<LocalizedMessage> IngestFeed::start() {
  return impl_->start();
}

void IngestFeed::stop() {
  impl_->transport->stop();
}
void IngestFeed::tidy() {
  impl_->forget_silent();
  impl_->try_again();
  impl_->state_since.note(state(), impl_->around.clock().wall);
}
std::vector<std::string> IngestFeed::clock_news() {
  return impl_->clock_news();
}
const std::string& IngestFeed::name() const {
  return impl_->settings.name;
}
feed::State IngestFeed::state() const {
  return impl_->status().state;
}
LocalizedMessage IngestFeed::reason() const {
  return impl_->status().reason;
}
std::uint64_t IngestFeed::sentences() const {
  return impl_->counters().sentences;
}
bool IngestFeed::has_understood() const {
  return sentences() > 0 || impl_->radar_targets + impl_->radars.counts().blocks.records > 0;
}
bool IngestFeed::has_ended() const {
  const feed::State now = state();
  return impl_->is_recording && (now == feed::State::finished || now == feed::State::failed);
}
model::FeedHealth IngestFeed::health() const {
  return impl_->health();
}

}  // namespace selat::service
