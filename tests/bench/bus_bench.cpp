// The bus beside what it is made of, in one run: bare libzmq PUB/SUB carrying the same serialised columns,
// then Publisher and Subscriber with numbering, retransmit buffer, heartbeats and gap detection. 64 reports a
// message, two threads over ipc. Both sides serialise and parse every message; nothing may be lost in either.
// And the codec alone: positions written and read per second.

#include <atomic>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <zmq.h>

#include "base/random.h"
#include "bus/publisher.h"
#include "bus/subscriber.h"
#include "runtime/machine_clock.h"
#include "selat/v1/envelope.pb.h"
#include "support/temporary_directory.h"
#include "wire/envelope.h"
#include "wire/report_batch.h"

namespace selat {
namespace {

constexpr int kBatches = 10'000;
constexpr int kMostOnTheWay =
    2'000;  // both sides stay below the house's high-water mark, so nothing is dropped
constexpr int kPublishedPerTurn = 16;
constexpr int kBatchesThatFillTheBuffer = 30'000;  // a process that has run for a while

std::vector<model::PositionReport> reports(std::size_t count) {
  Random random(7);
  std::vector<model::PositionReport> all(count);
  std::int64_t now_us = 1'752'000'000'000'000;
  for (auto& report : all) {
    report.mmsi = model::Mmsi(static_cast<std::uint32_t>(200'000'000 + random.below(500'000'000)));
    report.message_type = 1;
    report.observed_at = Instant::unix_microseconds(now_us += static_cast<std::int64_t>(random.below(2'000)));
    report.received_at =
        report.observed_at + Span::milliseconds(static_cast<std::int64_t>(random.below(900)));
    report.source = random.chance(0.5) ? "dumai" : "port-klang";
    report.fingerprint = random.next();
    report.position = geo::Position::e7(static_cast<std::int32_t>(10'000'000 + random.below(50'000'000)),
                                        static_cast<std::int32_t>(980'000'000 + random.below(60'000'000)));
    report.sog = Speed::knots(static_cast<double>(random.below(220)) / 10.0);
    report.cog = Bearing::degrees(static_cast<double>(random.below(3'600)) / 10.0);
    report.heading = Bearing::degrees(static_cast<double>(random.below(360)));
    report.turn_rate = TurnRate::degrees_per_minute(static_cast<double>(random.below(100)) / 10.0);
    report.status = model::NavigationStatus::under_way_using_engine;
  }
  return all;
}

void fill(v1::ReportBatch& batch) {
  wire::ReportBatchBuilder builder(batch);
  for (const auto& report : reports(wire::kReportsPerBatch)) {
    builder.append(report);
  }
}

using Clock = std::chrono::steady_clock;

// What one pass took, from the first message sent to the last one read.
struct Cost {
  double wall_s = 0;
};

class Meter {
 public:
  void start() { wall_ = Clock::now(); }
  [[nodiscard]] Cost stop() const {
    return {.wall_s = std::chrono::duration<double>(Clock::now() - wall_).count()};
  }

 private:
  Clock::time_point wall_;
};

// kBatches over bare sockets.
Cost bare_pass() {
  const test::TemporaryDirectory directory;
  const std::string endpoint = "ipc://" + (directory / "bare").string();
  void* const publisher_context = zmq_ctx_new();
  void* const subscriber_context = zmq_ctx_new();
  void* const publisher = zmq_socket(publisher_context, ZMQ_XPUB);
  const int high_water_mark = 0;  // none: bare sockets would lose what the bus repairs
  zmq_setsockopt(publisher, ZMQ_SNDHWM, &high_water_mark, sizeof high_water_mark);
  zmq_bind(publisher, endpoint.c_str());
  Meter meter;
  Cost cost;
  std::atomic<int> received = 0;
  std::thread receiver([&] {
    void* const subscriber = zmq_socket(subscriber_context, ZMQ_SUB);
    zmq_setsockopt(subscriber, ZMQ_RCVHWM, &high_water_mark, sizeof high_water_mark);
    zmq_setsockopt(subscriber, ZMQ_SUBSCRIBE, "report", 6);
    zmq_connect(subscriber, endpoint.c_str());
    v1::PositionColumns columns;  // read again and again into the same memory
    zmq_msg_t message;
    zmq_msg_init(&message);
    for (; received < kBatches; ++received) {
      zmq_msg_recv(&message, subscriber, 0);
      zmq_msg_recv(&message, subscriber, 0);
      columns.ParseFromArray(zmq_msg_data(&message), static_cast<int>(zmq_msg_size(&message)));
      benchmark::DoNotOptimize(columns.mmsi(0));
    }
    cost = meter.stop();
    zmq_msg_close(&message);
    zmq_close(subscriber);
  });
  zmq_msg_t subscription;
  zmq_msg_init(&subscription);
  zmq_msg_recv(&subscription, publisher, 0);  // the subscriber is there
  zmq_msg_close(&subscription);

  v1::ReportBatch batch;
  fill(batch);
  const v1::PositionColumns& columns = batch.positions();
  meter.start();
  for (int sent = 0; sent < kBatches; ++sent) {
    while (sent - received > kMostOnTheWay) {
      std::this_thread::yield();
    }
    zmq_send(publisher, "report", 6, ZMQ_SNDMORE);
    zmq_msg_t message;
    zmq_msg_init_size(&message, columns.ByteSizeLong());
    columns.SerializeWithCachedSizesToArray(static_cast<std::uint8_t*>(zmq_msg_data(&message)));
    zmq_msg_send(&message, publisher, 0);
  }
  receiver.join();
  zmq_close(publisher);
  zmq_ctx_term(publisher_context);
  zmq_ctx_term(subscriber_context);
  return cost;
}

struct Loss {
  std::uint64_t gaps = 0;
  std::uint64_t lost = 0;
};

// The same over the bus.
Cost bus_pass(Loss& loss) {
  const test::TemporaryDirectory directory;
  boost::asio::io_context io(1);
  bus::Bus bus(io, {.directory = directory.path(), .remote = {}, .keys = {}, .clock = runtime::read_clocks},
               "ingest");
  bus::Publisher publisher(bus, {.term = 1});
  bus::ReportBatch batch;
  for (const auto& report : reports(wire::kReportsPerBatch)) {
    batch.append(report);
  }
  for (int i = 0; i < kBatchesThatFillTheBuffer; ++i) {
    publisher.publish(batch);
  }
  std::atomic<bool> is_ready = false;
  std::atomic<int> received = 0;
  Meter meter;
  Cost cost;
  std::thread receiver([&] {
    boost::asio::io_context receiver_io(1);
    bus::Bus receiver_bus(
        receiver_io, {.directory = directory.path(), .remote = {}, .keys = {}, .clock = runtime::read_clocks},
        "detect");
    bus::Subscriber subscriber(
        receiver_bus,
        {bus::subscribe<bus::ReceivedReports>("ingest",
                                              {.apply =
                                                   [&](const bus::ReceivedReports& heard, const bus::Stamp&) {
                                                     benchmark::DoNotOptimize(&heard);
                                                     if (++received == kBatches) {
                                                       cost = meter.stop();
                                                       receiver_io.stop();
                                                     }
                                                   }},
                                              bus::Start::live)});
    while (subscriber.health().front().is_stale) {
      receiver_io.run_one();
    }
    is_ready = true;
    receiver_io.run();
    loss.gaps += subscriber.health().front().gaps;
    loss.lost += subscriber.health().front().envelopes_lost;
    io.stop();
  });
  while (!is_ready) {
    io.run_one_for(std::chrono::milliseconds(10));
  }
  int sent = 0;
  std::function<void()> publish_some = [&] {
    for (int i = 0; i < kPublishedPerTurn && sent < kBatches && sent - received <= kMostOnTheWay;
         ++i, ++sent) {
      publisher.publish(batch);
    }
    if (sent - received > kMostOnTheWay) {
      std::this_thread::yield();
    }
    if (sent < kBatches) {
      boost::asio::post(io, publish_some);
    }
  };
  meter.start();
  boost::asio::post(io, publish_some);
  const auto work = boost::asio::make_work_guard(io);
  io.run();
  receiver.join();
  return cost;
}

template <typename Pass>
void measure(benchmark::State& state, Pass pass) {
  for (auto _ : state) {
    state.SetIterationTime(pass().wall_s);
  }
  state.SetItemsProcessed(state.iterations() * kBatches * static_cast<std::int64_t>(wire::kReportsPerBatch));
}

void bare_sockets(benchmark::State& state) {
  measure(state, bare_pass);
}
BENCHMARK(bare_sockets)->Name("bus/bare libzmq, Protobuf")->UseManualTime()->Iterations(10);

void publisher_and_subscriber(benchmark::State& state) {
  Loss loss;
  measure(state, [&] { return bus_pass(loss); });
  state.counters["aim"] = 0.8;
  if (loss.gaps > 0 || loss.lost > 0) {
    state.SkipWithError("something was lost or had to be repaired: the figure would be of something else");
  }
}
BENCHMARK(publisher_and_subscriber)->Name("bus/Publisher, Subscriber")->UseManualTime()->Iterations(10);

void count_positions(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(wire::kReportsPerBatch));
}

void write_bare(benchmark::State& state) {
  v1::Envelope envelope;
  fill(*envelope.mutable_reports());
  std::string bytes;
  for (auto _ : state) {
    envelope.SerializeToString(&bytes);
    benchmark::DoNotOptimize(bytes.data());
  }
  count_positions(state);
}
BENCHMARK(write_bare)->Name("positions written/bare Protobuf");

void write_positions(benchmark::State& state) {
  const auto all = reports(wire::kReportsPerBatch);
  v1::Envelope envelope;
  std::string bytes;
  wire::ReportBatchBuilder builder(*envelope.mutable_reports());
  for (auto _ : state) {
    builder.clear();
    for (const auto& report : all) {
      builder.append(report);
    }
    envelope.SerializeToString(&bytes);
    benchmark::DoNotOptimize(bytes.data());
  }
  count_positions(state);
}
BENCHMARK(write_positions)->Name("positions written/reports");

void read_bare(benchmark::State& state) {
  v1::ReportBatch batch;
  fill(batch);
  const std::string bytes = batch.positions().SerializeAsString();
  v1::PositionColumns columns;
  for (auto _ : state) {
    benchmark::DoNotOptimize(columns.ParseFromString(bytes));
  }
  count_positions(state);
}
BENCHMARK(read_bare)->Name("positions read/bare Protobuf");

void read_positions(benchmark::State& state) {
  v1::Envelope envelope;
  fill(*envelope.mutable_reports());
  const std::string bytes = envelope.SerializeAsString();
  std::uint64_t sum = 0;
  const std::function<void(const model::Report&)> visit = [&](const model::Report& report) {
    sum += std::get_if<model::PositionReport>(&report)->mmsi.number();
  };
  for (auto _ : state) {
    if (wire::parse_reusing(envelope, bytes)) {
      wire::read_reports(envelope.reports(), visit);
    }
  }
  benchmark::DoNotOptimize(sum);
  count_positions(state);
}
BENCHMARK(read_positions)->Name("positions read/reports");

}  // namespace
}  // namespace selat
