#pragma once
// A feed: bytes from one configured input, cut into lines and delivered in bulk, or datagrams as they are. It
// knows transports, and nothing of AIS or radars.
//
// Thread: that of the io_context; all callbacks are called on it. Nothing is queued here: a chunk is
// delivered in the turn that read it. So a slow consumer slows down the sender (TCP, file), or the kernel
// drops and counts datagrams (UDP). Errors of the environment are retried with limited, randomised back-off
// and shown in status(); what cannot begin as things are (a busy port, no such file) throws FeedError from
// start().

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/enum_names.h"
#include "base/localized_message.h"
#include "feed/peer_ranges.h"
#include "model/feed_health.h"
#include "nmea/line_splitter.h"
#include "nmea/lines.h"
#include "units/clock.h"

namespace boost::asio {
class io_context;
}

namespace selat::feed {

// One line: which feed, what, why.
struct FeedError : LocalizedError {
  using LocalizedError::LocalizedError;
};

using State = model::FeedState;

struct Counters {
  std::uint64_t bytes = 0;
  nmea::SplitCounters lines;
  std::uint64_t connections = 0;        // made, or accepted
  std::uint64_t reconnects = 0;         // after the first
  std::uint64_t refused_senders = 0;    // over the limit of senders, or not among the peers
  std::uint64_t datagrams = 0;          // received
  std::uint64_t foreign_datagrams = 0;  // of IEC 61162-450, but without sentences
  std::uint64_t kernel_drops = 0;       // datagrams that arrived faster than they were read (SO_RXQ_OVFL)

  // Of one feed that went on as another.
  void add(const Counters& before);
};

struct Status {
  State state = State::connecting;
  LocalizedMessage reason;  // of the last failure; empty when all is well
  Counters counters;
  std::uint16_t port = 0;   // bound locally; 0: none
  std::size_t senders = 0;  // connected now
};

// The lines of one read.
struct Chunk {
  nmea::Lines lines;    // valid during the call only
  Instant received_at;  // by Setup::clock
  // Tells the senders within one feed apart: a connection, or the address of a datagram. The lines of one
  // sender are in order; lines of two senders must not be joined into one message.
  std::uint64_t sender = 0;
};

// One whole datagram, of a feed whose datagrams are no lines.
struct WholeDatagram {
  std::string_view bytes;    // valid during the call only
  Instant received_at;       // by Setup::clock
  std::uint64_t sender = 0;  // as of Chunk
};

// What a feed depends on. `io` must outlive it, and the functions must be callable until it is destroyed.
struct Setup {
  boost::asio::io_context& io;
  std::string name;
  Span silent_after = Span::seconds(30);
  Clock clock = {};  // wall time stamps what is received, steady time measures silence
  std::function<void(const Chunk&)> on_lines = {};
  // Of ?format=asterix, in place of on_lines.
  std::function<void(const WholeDatagram&)> on_datagram = {};
  // When a recorded line was received, if the line says so; sets the pace of files. None: files run at full
  // speed.
  std::function<std::optional<Instant>(std::string_view)> time_of_line = {};
  // Whether a file or pipe may be read further now; called again every few milliseconds. None: always.
  std::function<bool()> may_read = {};
  std::function<void()> on_end = {};  // finished or failed for ever; called once
  // Who may send to it over a network; empty: whoever reaches it, on this machine.
  PeerRanges peers = {};
};

struct RecordingStart {
  Instant at;
  bool is_given = false;  // by a person: it goes before what the recording seems to say
};

class Feed {
 public:
  virtual ~Feed();
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;

  // What of the files that it names keeps it from beginning, as things are. Opens no socket.
  [[nodiscard]] virtual std::optional<LocalizedMessage> obstacle() const { return std::nullopt; }
  // Throws FeedError. Once only.
  virtual void start() = 0;
  // No callback is called afterwards. Pending handlers keep the feed alive until they have run.
  virtual void stop() = 0;

  // What came first since it last began to receive; nothing once the consumer has understood it.
  [[nodiscard]] std::string_view first_bytes() const { return first_bytes_; }
  void set_understood() {
    is_understood_ = true;
    first_bytes_.clear();
  }
  [[nodiscard]] const std::string& name() const { return setup_.name; }
  // Of a recording: when it begins if it does not say so itself. Of other feeds nothing.
  [[nodiscard]] virtual std::optional<RecordingStart> recording_start() const { return std::nullopt; }
  [[nodiscard]] virtual Status status() const;

 protected:
  explicit Feed(Setup setup);

  [[nodiscard]] boost::asio::io_context& io() const { return setup_.io; }
  [[nodiscard]] const Setup& setup() const { return setup_; }
  [[nodiscard]] Counters& counters() { return status_.counters; }
  [[nodiscard]] bool may_send(const boost::asio::ip::address& address) const {
    return setup_.peers.empty() || setup_.peers.contains(address);
  }
  [[nodiscard]] bool is_stopped() const { return is_stopped_; }
  void set_stopped() { is_stopped_ = true; }
  // Connected (bound, opened): begins to measure silence. It is shown as receiving once a line has come.
  void set_receiving();
  // From set_receiving() to the last line; zero if none came, and in any other state.
  [[nodiscard]] Span heard_for() const { return last_heard_ - receiving_since_; }
  [[nodiscard]] Span silent_for() const { return setup_.clock().steady - last_heard_; }
  void set_state(State state, LocalizedMessage reason = {});
  // Nothing is wrong yet, but it waits for a name server; why it failed before stays said.
  void note_lookup(std::string_view host);
  void note_lookup_over();
  void set_reason(LocalizedMessage reason) { status_.reason = std::move(reason); }
  void set_port(std::uint16_t port) { status_.port = port; }
  void set_senders(std::size_t senders) { status_.senders = senders; }
  // Delivers the lines that `size` bytes, just read into the splitter's space, have completed; true when
  // there was one.
  // Each transport says what it has read; the first of it is kept.
  void count_bytes(std::string_view bytes);
  bool take(nmea::LineSplitter& splitter, std::size_t size, std::uint64_t sender);
  // The unfinished last line of a connection or datagram.
  bool take_rest(nmea::LineSplitter& splitter, std::uint64_t sender);
  // A whole message of another protocol: sentences, or JSON of one or more messages.
  void take_message(nmea::LineSplitter& splitter, std::string_view message, std::uint64_t sender);
  bool deliver(nmea::Lines lines, std::uint64_t sender);
  void deliver_whole(std::string_view datagram, std::uint64_t sender);
  // Sets finished or failed, and calls on_end once.
  void end(State state, LocalizedMessage reason = {});

 private:
  Setup setup_;
  Status status_;
  SteadyTime receiving_since_;
  SteadyTime last_heard_;  // or when it began to receive
  std::string first_bytes_;
  bool has_heard_ = false;  // a line since it began to receive
  bool is_understood_ = false;
  bool is_stopped_ = false;
};

// A seed for the random waits of the back-off, different for each feed and run.
[[nodiscard]] std::uint64_t backoff_seed(std::string_view name);

}  // namespace selat::feed
