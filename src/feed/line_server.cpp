#include "feed/line_server.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <deque>
#include <optional>
#include <set>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "base/system_words.h"
#include "feed/feed.h"
#include "feed/reader_pace.h"

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t kBlockSize = 64 * 1024;
constexpr auto kAcceptAgainAfter = std::chrono::seconds(1);

// A part of the history: whole lines. Its bytes never move (their room is reserved at construction), so a
// socket may write them while lines are added.
struct Block {
  Block(std::uint64_t its_first, std::size_t room) : first(its_first) { bytes.reserve(room); }
  std::uint64_t first;      // lines appended before this block
  std::uint64_t lines = 0;  // in it
  Instant latest;
  std::string bytes;
};
using BlockPtr = std::shared_ptr<Block>;

// How far a client has got in the history; always between two lines.
struct Mark {
  BlockPtr block;
  std::size_t offset = 0;
  std::uint64_t lines = 0;  // appended before the mark
};

struct Client {
  explicit Client(tcp::socket its) : socket(std::move(its)) {}
  tcp::socket socket;
  std::string greeting;  // not sent yet
  Mark mark;
  bool is_writing = false;
  std::uint64_t writes = 0;  // ended
  // The number of ended writes when it was last looked at, and since when it is that.
  std::uint64_t writes_seen = 0;
  std::optional<SteadyTime> stuck_since;
  ReaderPace pace;
  std::array<char, 256> ignored;  // what a client sends is read to detect its end, and ignored
};
using ClientPtr = std::shared_ptr<Client>;

}  // namespace

struct LineServer::Impl : std::enable_shared_from_this<LineServer::Impl> {
  Impl(asio::io_context& io, const LineServerOptions& wanted) : options(wanted), acceptor(io), timer(io) {}

  void listen() {
    try {
      tcp::resolver resolver(acceptor.get_executor());
      const auto found = resolver.resolve(options.host, std::to_string(options.port), tcp::resolver::passive);
      const tcp::endpoint endpoint = *found.begin();
      acceptor.open(endpoint.protocol());
      acceptor.set_option(tcp::acceptor::reuse_address(true));
      acceptor.bind(endpoint);
      acceptor.listen();
    } catch (const boost::system::system_error& error) {
      throw FeedError(LocalizedMessage(
          tr("cannot listen on {host}:{port}: {why}"),
          {{"host", options.host}, {"port", options.port}, {"why", system_words(error.code().message())}}));
    }
    accept();
  }

  void accept() {
    acceptor.async_accept([self = shared_from_this()](error_code error, tcp::socket socket) {
      if (!self->acceptor.is_open()) {
        return;
      }
      if (error) {  // too many descriptors, most likely: retried later
        return self->accept_later();
      }
      self->add_client(std::move(socket));
      self->accept();
    });
  }

  void accept_later() {
    timer.expires_after(kAcceptAgainAfter);
    timer.async_wait([self = shared_from_this()](error_code ended) {
      if (!ended) {
        self->accept();
      }
    });
  }

  [[nodiscard]] bool may_connect(const tcp::socket& socket) const {
    error_code gone;
    const auto peer = socket.remote_endpoint(gone);
    return !gone && (options.peers.empty() || options.peers.contains(peer.address()));
  }

  [[nodiscard]] Span stalled_for(const Client& client) const {
    return looked_at - client.pace.stalled_since().value_or(looked_at);
  }

  bool make_room() {
    if (clients.size() < options.max_clients) {
      return true;
    }
    const auto stalled =
        std::ranges::max_element(clients, {}, [&](const ClientPtr& client) { return stalled_for(*client); });
    if (stalled == clients.end() || stalled_for(**stalled) < options.patience) {
      ++counters.without_place;
      return false;
    }
    cut_off(ClientPtr(*stalled));
    return true;
  }

  void add_client(tcp::socket socket) {
    if (!may_connect(socket) || !make_room()) {
      ++counters.refused_clients;
      return;
    }
    ++counters.clients;
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    const auto client = std::make_shared<Client>(std::move(socket));
    client->mark = first_mark();
    if (options.greeting) {
      client->greeting = options.greeting();
    }
    clients.insert(client);
    watch(client);
    write(client);
  }

  // Without a block: the oldest line there will be.
  [[nodiscard]] Mark first_mark() const {
    if (options.first == FirstLines::none && !history.empty()) {
      return {history.back(), history.back()->bytes.size(), counters.lines};
    }
    return options.first == FirstLines::ungiven ? given : Mark();
  }

  void watch(const ClientPtr& client) {
    client->socket.async_read_some(asio::buffer(client->ignored),
                                   [self = shared_from_this(), client](error_code error, std::size_t size) {
                                     self->counters.ignored_bytes += size;
                                     if (error) {
                                       self->end(client);
                                     } else {
                                       self->watch(client);
                                     }
                                   });
  }

  void end(const ClientPtr& client) {
    error_code ignored;
    client->socket.close(ignored);
    clients.erase(client);
  }

  // The block after the mark's block; the oldest one if that has been removed.
  [[nodiscard]] BlockPtr block_after(const Mark& mark) const {
    const auto next = std::find_if(history.begin(), history.end(),
                                   [&](const BlockPtr& block) { return block->first >= mark.lines; });
    return next == history.end() ? nullptr : *next;
  }

  // Moves the mark to the next unread line; false when there is none, or the client has been cut off.
  bool find_unread(const ClientPtr& client) {
    Mark& mark = client->mark;
    if (mark.block && mark.offset < mark.block->bytes.size() && !is_removed(*mark.block)) {
      return true;
    }
    const BlockPtr next = mark.block ? block_after(mark) : history.empty() ? nullptr : history.front();
    if (!next || next == mark.block || next->bytes.empty()) {
      return false;
    }
    const std::uint64_t lost = mark.block ? next->first - mark.lines : 0;
    counters.dropped_lines += lost;
    if (lost > 0 && options.slow == SlowClient::is_cut_off) {
      cut_off(client);
      return false;
    }
    mark = {next, 0, next->first};
    return true;
  }

  [[nodiscard]] bool is_removed(const Block& block) const {
    return history.empty() || block.first < history.front()->first;
  }

  void greet(const ClientPtr& client) {
    client->is_writing = true;
    asio::async_write(client->socket, asio::buffer(client->greeting),
                      [self = shared_from_this(), client](error_code error, std::size_t) {
                        client->greeting.clear();
                        self->written(client, error);
                      });
  }

  void write(const ClientPtr& client) {
    if (client->is_writing || !client->socket.is_open()) {
      return;
    }
    if (!client->greeting.empty()) {
      return greet(client);
    }
    if (!find_unread(client)) {
      return;
    }
    client->is_writing = true;
    Mark after = client->mark;
    after.offset = after.block->bytes.size();
    after.lines = after.block->first + after.block->lines;
    const auto buffer =
        asio::buffer(after.block->bytes.data() + client->mark.offset, after.offset - client->mark.offset);
    asio::async_write(client->socket, buffer,
                      [self = shared_from_this(), client, after](error_code error, std::size_t) {
                        if (!error) {
                          self->counters.sent_lines += after.lines - client->mark.lines;
                          client->mark = after;
                          self->note_given(after);
                        }
                        self->written(client, error);
                      });
  }

  void note_given(const Mark& mark) {
    if (mark.lines > given.lines || !given.block) {
      given = mark;
    }
  }

  void written(const ClientPtr& client, error_code error) {
    client->is_writing = false;
    ++client->writes;
    if (!error) {
      write(client);
    } else if (client->socket.is_open()) {  // else it has been ended already
      end(client);
    }
  }

  void cut_off(const ClientPtr& client) {
    ++counters.cut_off_clients;
    end(client);
  }

  void cut_off_stuck(SteadyTime now) {
    looked_at = now;
    const auto present = clients;  // to cut off changes them
    for (const ClientPtr& client : present) {
      client->pace.look(client->socket.native_handle(), now);
      if (!client->is_writing || std::exchange(client->writes_seen, client->writes) != client->writes) {
        client->stuck_since.reset();
        continue;
      }
      const SteadyTime since = client->stuck_since.value_or(now);
      client->stuck_since = since;
      if (now - since > options.patience) {
        cut_off(client);
      }
    }
  }

  void append(Instant at, std::string_view lines, std::uint32_t count) {
    if (lines.empty()) {
      return;
    }
    if (history.empty() || history.back()->bytes.size() + lines.size() > history.back()->bytes.capacity()) {
      history.push_back(std::make_shared<Block>(counters.lines, std::max(kBlockSize, lines.size())));
      bytes += history.back()->bytes.capacity();
    }
    Block& block = *history.back();
    block.bytes += lines;
    block.lines += count;
    block.latest = std::max(block.latest, at);
    counters.lines += count;
    remove_before(at - options.history);
    const auto present = clients;  // a write may cut one off
    for (const ClientPtr& client : present) {
      write(client);
    }
  }

  void remove_before(Instant oldest) {
    while (history.size() > 1 && (history.front()->latest < oldest || bytes > options.max_bytes)) {
      bytes -= history.front()->bytes.capacity();
      history.pop_front();
    }
  }

  void close() {
    error_code ignored;
    acceptor.close(ignored);
    timer.cancel();
    while (!clients.empty()) {
      end(*clients.begin());
    }
  }

  LineServerOptions options;
  tcp::acceptor acceptor;
  asio::steady_timer timer;
  std::set<ClientPtr> clients;
  std::deque<BlockPtr> history;
  std::size_t bytes = 0;  // reserved by the history
  SteadyTime looked_at;   // whether clients are stuck
  Mark given;             // the furthest mark of any client
  LineServerCounters counters;
};

LineServer::LineServer(asio::io_context& io, const LineServerOptions& options)
    : impl_(std::make_shared<Impl>(io, options)) {
  impl_->listen();
}

LineServer::~LineServer() {
  impl_->close();
}

std::uint16_t LineServer::port() const {
  return impl_->acceptor.local_endpoint().port();
}

void LineServer::append(Instant at, std::string_view lines, std::uint32_t count) {
  impl_->append(at, lines, count);
}

void LineServer::cut_off_stuck(SteadyTime now) {
  impl_->cut_off_stuck(now);
}

std::size_t LineServer::clients_now() const {
  return impl_->clients.size();
}

bool LineServer::is_all_sent() const {
  return std::all_of(impl_->clients.begin(), impl_->clients.end(), [&](const ClientPtr& client) {
    return !client->is_writing && client->mark.lines == impl_->counters.lines;
  });
}

LineServerCounters LineServer::counters() const {
  return impl_->counters;
}

void LineServer::close() {
  impl_->close();
}

}  // namespace selat::feed
