#include "feed/sentence_server.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <deque>
#include <set>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

#include "feed/feed.h"

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
  std::uint64_t first;          // sentences appended before this block
  std::uint64_t sentences = 0;  // in it
  Instant latest;
  std::string bytes;
};
using BlockPtr = std::shared_ptr<Block>;

// How far a client has got in the history; always between two lines.
struct Mark {
  BlockPtr block;
  std::size_t offset = 0;
  std::uint64_t sentences = 0;  // appended before the mark
};

struct Client {
  explicit Client(tcp::socket its) : socket(std::move(its)) {}
  tcp::socket socket;
  Mark mark;
  bool is_writing = false;
  std::array<char, 256> ignored;  // what a client sends is read to detect its end, and ignored
};
using ClientPtr = std::shared_ptr<Client>;

}  // namespace

struct SentenceServer::Impl : std::enable_shared_from_this<SentenceServer::Impl> {
  Impl(asio::io_context& io, const SentenceServerOptions& wanted)
      : options(wanted), acceptor(io), timer(io) {}

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
          {{"host", options.host}, {"port", options.port}, {"why", error.code().message()}}));
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

  void add_client(tcp::socket socket) {
    if (clients.size() >= options.max_clients) {
      ++counters.refused_clients;
      return;
    }
    ++counters.clients;
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    const auto client = std::make_shared<Client>(std::move(socket));
    if (options.sends_history_once && given.block) {
      client->mark = given;
    }
    clients.insert(client);
    watch(client);
    write(client);
  }

  void watch(const ClientPtr& client) {
    client->socket.async_read_some(asio::buffer(client->ignored),
                                   [self = shared_from_this(), client](error_code error, std::size_t) {
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
                                   [&](const BlockPtr& block) { return block->first >= mark.sentences; });
    return next == history.end() ? nullptr : *next;
  }

  // Moves the mark to the next unread line; false when there is none.
  bool find_unread(Client& client) {
    Mark& mark = client.mark;
    if (mark.block && mark.offset < mark.block->bytes.size() && !is_removed(*mark.block)) {
      return true;
    }
    const BlockPtr next = mark.block ? block_after(mark) : history.empty() ? nullptr : history.front();
    if (!next || next == mark.block || next->bytes.empty()) {
      return false;
    }
    if (mark.block) {
      counters.dropped_sentences += next->first - mark.sentences;
    }
    mark = {next, 0, next->first};
    return true;
  }

  [[nodiscard]] bool is_removed(const Block& block) const {
    return history.empty() || block.first < history.front()->first;
  }

  void write(const ClientPtr& client) {
    if (client->is_writing || !client->socket.is_open() || !find_unread(*client)) {
      return;
    }
    client->is_writing = true;
    Mark after = client->mark;
    after.offset = after.block->bytes.size();
    after.sentences = after.block->first + after.block->sentences;
    const auto buffer =
        asio::buffer(after.block->bytes.data() + client->mark.offset, after.offset - client->mark.offset);
    asio::async_write(client->socket, buffer,
                      [self = shared_from_this(), client, after](error_code error, std::size_t) {
                        client->is_writing = false;
                        if (error) {
                          self->end(client);
                          return;
                        }
                        self->counters.sent_sentences += after.sentences - client->mark.sentences;
                        client->mark = after;
                        if (after.sentences > self->given.sentences || !self->given.block) {
                          self->given = after;
                        }
                        self->write(client);
                      });
  }

  void append(Instant at, std::string_view lines, std::uint32_t sentences) {
    if (lines.empty()) {
      return;
    }
    if (history.empty() || history.back()->bytes.size() + lines.size() > history.back()->bytes.capacity()) {
      history.push_back(std::make_shared<Block>(counters.sentences, std::max(kBlockSize, lines.size())));
      bytes += history.back()->bytes.capacity();
    }
    Block& block = *history.back();
    block.bytes += lines;
    block.sentences += sentences;
    block.latest = std::max(block.latest, at);
    counters.sentences += sentences;
    remove_before(at - options.history);
    for (const ClientPtr& client : clients) {
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

  SentenceServerOptions options;
  tcp::acceptor acceptor;
  asio::steady_timer timer;
  std::set<ClientPtr> clients;
  std::deque<BlockPtr> history;
  std::size_t bytes = 0;  // reserved by the history
  Mark given;             // the furthest mark of any client
  SentenceServerCounters counters;
};

SentenceServer::SentenceServer(asio::io_context& io, const SentenceServerOptions& options)
    : impl_(std::make_shared<Impl>(io, options)) {
  impl_->listen();
}

SentenceServer::~SentenceServer() {
  impl_->close();
}

std::uint16_t SentenceServer::port() const {
  return impl_->acceptor.local_endpoint().port();
}

void SentenceServer::append(Instant at, std::string_view lines, std::uint32_t sentences) {
  impl_->append(at, lines, sentences);
}

std::size_t SentenceServer::clients_now() const {
  return impl_->clients.size();
}

bool SentenceServer::is_all_sent() const {
  return std::all_of(impl_->clients.begin(), impl_->clients.end(), [&](const ClientPtr& client) {
    return !client->is_writing && client->mark.sentences == impl_->counters.sentences;
  });
}

SentenceServerCounters SentenceServer::counters() const {
  return impl_->counters;
}

void SentenceServer::close() {
  impl_->close();
}

}  // namespace selat::feed
