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

// A stretch of the memory: whole lines. Its bytes never move once written (reserved at birth), so a write to
// a socket may go on while lines are added behind.
struct Block {
  Block(std::uint64_t its_first, std::size_t room) : first(its_first) { bytes.reserve(room); }
  std::uint64_t first;          // sentences appended before this block
  std::uint64_t sentences = 0;  // in it
  Instant latest;
  std::string bytes;
};
using BlockPtr = std::shared_ptr<Block>;

// How far a client has been given the memory; always between two lines.
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
  std::array<char, 256> ignored;  // what a client says is read, to notice its end, and forgotten
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
          "cannot listen on {host}:{port}: {why}",
          {{"host", options.host}, {"port", options.port}, {"why", error.code().message()}}));
    }
    accept();
  }

  void accept() {
    acceptor.async_accept([self = shared_from_this()](error_code error, tcp::socket socket) {
      if (!self->acceptor.is_open()) {
        return;
      }
      if (error) {  // too many descriptors, most likely: later again
        self->timer.expires_after(kAcceptAgainAfter);
        self->timer.async_wait([self](error_code ended) {
          if (!ended) {
            self->accept();
          }
        });
        return;
      }
      self->welcome(std::move(socket));
      self->accept();
    });
  }

  void welcome(tcp::socket socket) {
    if (clients.size() >= options.max_clients) {
      ++counters.refused_clients;
      return;
    }
    ++counters.clients;
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    const auto client = std::make_shared<Client>(std::move(socket));
    if (options.is_memory_given_once && given.block) {
      client->mark = given;
    }
    clients.insert(client);
    listen_to(client);
    write(client);
  }

  void listen_to(const ClientPtr& client) {
    client->socket.async_read_some(asio::buffer(client->ignored),
                                   [self = shared_from_this(), client](error_code error, std::size_t) {
                                     if (error) {
                                       self->end(client);
                                     } else {
                                       self->listen_to(client);
                                     }
                                   });
  }

  void end(const ClientPtr& client) {
    error_code ignored;
    client->socket.close(ignored);
    clients.erase(client);
  }

  // The block after this mark's; the oldest one where that has been forgotten.
  [[nodiscard]] BlockPtr block_after(const Mark& mark) const {
    const auto next = std::find_if(memory.begin(), memory.end(),
                                   [&](const BlockPtr& block) { return block->first >= mark.sentences; });
    return next == memory.end() ? nullptr : *next;
  }

  // Moves on to where there is something to read; false when there is nothing.
  bool find_unread(Client& client) {
    Mark& mark = client.mark;
    if (mark.block && mark.offset < mark.block->bytes.size() && !is_forgotten(*mark.block)) {
      return true;
    }
    const BlockPtr next = mark.block ? block_after(mark) : memory.empty() ? nullptr : memory.front();
    if (!next || next == mark.block || next->bytes.empty()) {
      return false;
    }
    if (mark.block) {
      counters.dropped_sentences += next->first - mark.sentences;
    }
    mark = {next, 0, next->first};
    return true;
  }

  [[nodiscard]] bool is_forgotten(const Block& block) const {
    return memory.empty() || block.first < memory.front()->first;
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
    if (memory.empty() || memory.back()->bytes.size() + lines.size() > memory.back()->bytes.capacity()) {
      memory.push_back(std::make_shared<Block>(counters.sentences, std::max(kBlockSize, lines.size())));
      bytes += memory.back()->bytes.capacity();
    }
    Block& block = *memory.back();
    block.bytes += lines;
    block.sentences += sentences;
    block.latest = std::max(block.latest, at);
    counters.sentences += sentences;
    forget_before(at - options.memory);
    for (const ClientPtr& client : clients) {
      write(client);
    }
  }

  void forget_before(Instant oldest) {
    while (memory.size() > 1 && (memory.front()->latest < oldest || bytes > options.max_bytes)) {
      bytes -= memory.front()->bytes.capacity();
      memory.pop_front();
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
  std::deque<BlockPtr> memory;
  std::size_t bytes = 0;  // reserved by the memory
  Mark given;             // the farthest any client has been given
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
