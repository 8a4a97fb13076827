#include "bus/letters.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>

#include <zmq.h>

#include "bus/bus_impl.h"
#include "bus/letter_memory.h"
#include "bus/socket_watch.h"
#include "bus/timer.h"
#include "selat/v1/assignment.pb.h"

namespace selat::bus {

namespace {

constexpr int kMostLettersQueued = 1000;  // per peer
constexpr std::size_t kMostRoutes = 1024;
constexpr std::size_t kLongestName = 64;
constexpr std::size_t kMostLetterBytes = 1000 * 1024;
constexpr Span kConnectAnewAfter = Span::seconds(8);
constexpr Span kLookEvery = Span::seconds(1);

// Waits and repeats follow the monotonic clock; as an Instant it counts from nowhere in particular.
Instant monotonic_now() {
  return Instant::unix_microseconds(std::chrono::duration_cast<std::chrono::microseconds>(
                                        std::chrono::steady_clock::now().time_since_epoch())
                                        .count());
}

// Ids grow by one from a number that differs from term to term.
std::uint64_t first_id(std::uint64_t term) {
  return (mix(term) >> 24 | 1) << 8;
}

bool is_sound(const v1::Letter& letter) {
  return !letter.from().empty() && letter.from().size() <= kLongestName && letter.id() != 0;
}

// What both sides do; `transmit` sends to a name, or says that it cannot now.
class Correspondence {
 public:
  using Handler = std::function<void(const v1::Letter&)>;
  using Clock = std::function<Instant()>;
  using Transmit = std::function<bool(const std::string& to, std::string_view bytes)>;

  Correspondence(boost::asio::io_context& io, std::string own_name, std::uint64_t term, Handler handler,
                 Clock clock, Transmit transmit)
      : name_(std::move(own_name)),
        term_(term),
        next_id_(first_id(term)),
        handler_(std::move(handler)),
        clock_(std::move(clock)),
        transmit_(std::move(transmit)),
        unanswered_(term),
        timer_(io) {}

  // `address`: the name in letter.to, or what transmit knows of it.
  std::uint64_t send(v1::Letter& letter, const std::string& address, Span give_up_after) {
    const std::uint64_t id = next_id_++;
    letter.set_from(name_);
    letter.set_term(term_);
    letter.set_id(id);
    letter.set_sent_at_unix_us(clock_().in_unix_microseconds());
    std::string bytes = letter.SerializeAsString();
    if (bytes.size() > kMostLetterBytes) {
      ++counters.given_up;
      return id;
    }
    if (letter.has_in_reply_to()) {
      counters.sent += transmit_(address, bytes) ? 1U : 0U;
      received_.keep_answer(letter.to(), letter.in_reply_to(), std::move(bytes));
    } else {
      unanswered_.add(id, address, std::move(bytes), monotonic_now(), give_up_after);
      work();
    }
    return id;
  }

  void take(const v1::Letter& letter) {
    ++counters.received;
    if (!received_.note(letter.from(), letter.term(), letter.id(), monotonic_now())) {
      ++counters.duplicates;
      if (const auto* const answer = received_.answer_to(letter.from(), letter.term(), letter.id())) {
        counters.repeated += transmit_(letter.from(), *answer) ? 1U : 0U;
      }
      return;
    }
    if (letter.has_in_reply_to()) {
      unanswered_.take_answer(letter.in_reply_to());
    }
    handler_(letter);
  }

  void hasten(std::string_view to) {
    unanswered_.hasten(to, monotonic_now());
    work();
  }

  // Whether something sent is not answered yet.
  [[nodiscard]] bool is_waiting() const { return unanswered_.size() > 0; }

  LetterCounters counters;

 private:
  // Sends what is due, gives up what is over, and comes back when there is more to do.
  void work() {
    const Instant now = monotonic_now();
    for (auto* const letter : unanswered_.due(now)) {
      if (transmit_(letter->to, letter->bytes)) {
        ++(letter->copies == 0 ? counters.sent : counters.repeated);
        unanswered_.note_sent(*letter, now);
      } else {
        unanswered_.note_unsent(*letter, now);
      }
    }
    counters.given_up += unanswered_.give_up(now);
    if (const auto next = unanswered_.next_at()) {
      timer_.after(std::max(*next - now, Span::milliseconds(1)), [this] { work(); });
    }
  }

  std::string name_;
  std::uint64_t term_;
  std::uint64_t next_id_;
  Handler handler_;
  Clock clock_;
  Transmit transmit_;
  ReceivedLetters received_;
  UnansweredLetters unanswered_;
  Timer timer_;
};

}  // namespace

struct LetterOffice::Impl {
  // Where a name was last heard. Connections are told apart by libzmq's own ids, which no peer can choose:
  // who comes back has a new one, and nobody can take another's.
  struct Route {
    std::string connection;
    Instant heard_at;
  };
  using RouteKey = std::pair<std::string, std::uint64_t>;  // name and term

  // A name and the term of the one who is meant, as one word.
  static constexpr char kTermFollows = '\n';
  static std::string address_of(const std::string& name, std::uint64_t term) {
    return name + kTermFollows + std::to_string(term);
  }

  Impl(Bus& own_bus, std::uint64_t term, Handler handler, Clock clock)
      : bus(own_bus),
        socket(bus.impl().socket(ZMQ_ROUTER, kMostLettersQueued, true)),
        correspondence(
            bus.io(), bus.process(), term, std::move(handler), std::move(clock),
            [this](const std::string& to, std::string_view bytes) { return transmit(to, bytes); }) {
    socket.set(ZMQ_ROUTER_MANDATORY, 1);
    bus.impl().bind_own(socket, bus.endpoints_of(bus.process()).letters);
    watch = std::make_unique<SocketWatch>(bus.io(), socket, [this] { return receive_one(); });
  }

  bool receive_one() {
    Message connection;
    if (!socket.receive(connection)) {
      return false;
    }
    Message bytes;
    const bool has_body = Socket::has_more(connection) && socket.receive(bytes);
    const bool is_letter = has_body && !Socket::has_more(bytes) &&
                           letter.ParseFromArray(bytes.bytes(), static_cast<int>(bytes.size())) &&
                           is_sound(letter) && bus.impl().may_write_as(bytes.user(), letter.from());
    socket.skip_rest(has_body ? bytes : connection);
    if (!is_letter) {
      ++correspondence.counters.malformed;
      return true;
    }
    take(std::string(connection.view()));
    return true;
  }

  // Whatever is answered while the letter is handled goes back where the letter came from; what is sent later
  // goes to the newest term of that name.
  void take(std::string connection) {
    const v1::Letter received = std::exchange(letter, v1::Letter());
    const bool is_new_place = note_route(received, connection);
    answering = {.connection = std::move(connection), .heard_at = {}};
    answering_to = received.from();
    correspondence.take(received);
    answering_to.clear();
    if (is_new_place) {
      correspondence.hasten(received.from());
      correspondence.hasten(address_of(received.from(), received.term()));
    }
  }

  // True when letters to this name and term now go elsewhere.
  bool note_route(const v1::Letter& received, const std::string& connection) {
    const RouteKey key(received.from(), received.term());
    auto found = routes.find(key);
    if (found == routes.end()) {
      if (routes.size() == kMostRoutes) {
        routes.erase(std::min_element(routes.begin(), routes.end(), [](const auto& a, const auto& b) {
          return a.second.heard_at < b.second.heard_at;
        }));
      }
      found = routes.emplace(key, Route()).first;
    }
    Route& route = found->second;
    route.heard_at = monotonic_now();
    return std::exchange(route.connection, connection) != connection;
  }

  bool transmit(const std::string& address, std::string_view bytes) {
    const auto split = address.find(kTermFollows);
    const std::string name = address.substr(0, split);
    if (split != std::string::npos) {
      const auto route = routes.find(RouteKey(name, std::stoull(address.substr(split + 1))));
      return route != routes.end() && transmit_over(route->second.connection, bytes);
    }
    if (name == answering_to) {
      return transmit_over(answering.connection, bytes);
    }
    const auto after = routes.upper_bound(RouteKey(name, UINT64_MAX));
    const bool is_known = after != routes.begin() && std::prev(after)->first.first == name;
    return is_known && transmit_over(std::prev(after)->second.connection, bytes);
  }

  bool transmit_over(const std::string& connection, std::string_view bytes) {
    const bool is_sent = socket.send(connection, true) == Sent::sent && socket.send(bytes) == Sent::sent;
    watch->check_soon();
    return is_sent;
  }

  Bus& bus;
  Socket socket;
  std::map<RouteKey, Route> routes;
  Route answering;
  std::string answering_to;
  v1::Letter letter;
  Correspondence correspondence;
  std::unique_ptr<SocketWatch> watch;
};

LetterOffice::LetterOffice(Bus& bus, std::uint64_t term, Handler handler, Clock clock)
    : impl_(std::make_unique<Impl>(bus, term, std::move(handler), std::move(clock))) {}
LetterOffice::~LetterOffice() = default;

std::uint64_t LetterOffice::send(v1::Letter letter, Span give_up_after, std::uint64_t to_term) {
  const std::string address = to_term == 0 ? letter.to() : Impl::address_of(letter.to(), to_term);
  return impl_->correspondence.send(letter, address, give_up_after);
}

LetterCounters LetterOffice::counters() const {
  return impl_->correspondence.counters;
}

struct LetterBox::Impl {
  Impl(Bus& own_bus, std::string_view server_process, std::string name, std::uint64_t term, Handler handler,
       Clock clock)
      : bus(own_bus),
        server(server_process),
        own_name(std::move(name)),
        correspondence(bus.io(), own_name, term, std::move(handler), std::move(clock),
                       [this](const std::string&, std::string_view bytes) { return transmit(bytes); }) {
    connect();
  }

  // Also when nothing has answered for a while: libzmq never tries again after a peer has broken its protocol
  // or refused a key, and that may be over by now.
  void connect() {
    watch.reset();
    socket.reset(new Socket(bus.impl().socket(ZMQ_DEALER, kMostLettersQueued, true)));
    socket->set(ZMQ_IMMEDIATE, 1);  // a letter for nobody waits here, not in a queue that may be lost
    bus.impl().connect_to(*socket, server, bus.endpoints_of(server).letters);
    watch = std::make_unique<SocketWatch>(bus.io(), *socket, [this] { return receive_one(); });
    heard_at = monotonic_now();
    look_timer.after(kConnectAnewAfter, [this] { look(); });
  }

  void look() {
    const Instant due_at = heard_at + kConnectAnewAfter;
    if (!correspondence.is_waiting()) {
      heard_at = monotonic_now();  // nobody has been asked anything
    } else if (monotonic_now() >= due_at) {
      connect();
      return;
    }
    look_timer.after(kLookEvery, [this] { look(); });
  }

  bool receive_one() {
    Message bytes;
    if (!socket->receive(bytes)) {
      return false;
    }
    heard_at = monotonic_now();
    v1::Letter letter;
    const bool is_letter = !Socket::has_more(bytes) &&
                           letter.ParseFromArray(bytes.bytes(), static_cast<int>(bytes.size())) &&
                           is_sound(letter) && letter.from() == server && letter.to() == own_name;
    socket->skip_rest(bytes);
    if (is_letter) {
      correspondence.take(letter);
    } else {
      ++correspondence.counters.malformed;
    }
    return true;
  }

  bool transmit(std::string_view bytes) {
    const bool is_sent = socket->send(bytes) == Sent::sent;
    watch->check_soon();
    return is_sent;
  }

  Bus& bus;
  std::string server;
  std::string own_name;
  std::unique_ptr<Socket> socket;
  Instant heard_at;
  Correspondence correspondence;
  Timer look_timer{bus.io()};
  std::unique_ptr<SocketWatch> watch;
};

LetterBox::LetterBox(Bus& bus, std::string_view server_process, std::string name, std::uint64_t term,
                     Handler handler, Clock clock)
    : impl_(std::make_unique<Impl>(bus, server_process, std::move(name), term, std::move(handler),
                                   std::move(clock))) {}
LetterBox::~LetterBox() = default;

std::uint64_t LetterBox::send(v1::Letter letter, Span give_up_after) {
  letter.set_to(impl_->server);
  return impl_->correspondence.send(letter, impl_->server, give_up_after);
}

LetterCounters LetterBox::counters() const {
  return impl_->correspondence.counters;
}

}  // namespace selat::bus
