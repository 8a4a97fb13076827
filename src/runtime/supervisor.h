#pragma once
// Keeps child processes running: starts them, logs their output, restarts those that die (at once first, then
// after a growing pause), kills those that gave signs of life and give none any more, and ends them in order.
//
// No child outlives the supervisor, however it ends: the kernel kills them with it. Children are in process
// groups of their own, so that Ctrl-C reaches only the supervisor, which then ends them in order.
//
// Thread: one, that of the io_context, and it must be the one that lives as long as the process. One
// Supervisor per process (it takes SIGCHLD).

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "units/instant.h"

namespace boost::asio {
class io_context;
}

namespace selat::runtime {

struct ChildSpec {
  std::string name;                  // also of its log: "ingest"
  std::vector<std::string> command;  // program (a path) and its arguments
  int stage = 0;                     // children of a higher stage are ended first
};

enum class ChildEventKind : std::uint8_t {
  started,
  died,     // will be started again
  refused,  // ended with status 2 before it ever worked: everything is to end
  ended,    // because it was asked to
};

struct ChildEvent {
  ChildEventKind kind = ChildEventKind::started;
  std::string child;
  std::string how;        // "status 1", "signal 9 (Killed)"
  std::string last_line;  // why, as far as this run said it shortly before; untrusted, to be escaped
};

struct ChildStatus {
  std::string name;
  int pid = 0;  // 0 while it waits to be started
  std::uint64_t restarts = 0;
  Span silent_for;  // since its last sign of life; zero for one that has not given any yet
};

struct SupervisorOptions {
  std::filesystem::path log_directory;  // made when missing
  std::uint64_t largest_log_bytes = 8 * 1024 * 1024;
  Span first_pause = Span::milliseconds(200);
  Span longest_pause = Span::seconds(10);
  Span settled_after =
      Span::seconds(5);  // a child that ran for so long works; its pauses start from the first again
  Span stage_grace = Span::milliseconds(600);
  Span kill_after = Span::milliseconds(2'500);
  Span hung_after = Span::seconds(20);  // without a sign of life
  // A line that is older when the child ends is not why it ended.
  Span last_words_within = Span::seconds(2);
};

class Supervisor {
 public:
  using Handler = std::function<void(const ChildEvent&)>;

  // Throws std::filesystem::filesystem_error when the log directory cannot be made.
  Supervisor(boost::asio::io_context& io, SupervisorOptions options, Handler handler);
  // Ends the children as end_all() does.
  ~Supervisor();
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  // Starts the child, now and whenever it dies.
  void add(ChildSpec spec);
  // SIGTERM stage by stage, SIGKILL to what is left after `kill_after`; returns when all are gone. Runs the
  // io_context itself (which may have been stopped).
  void end_all();
  // A sign of life of the child. Silence counts from the first one on, and only while this process runs: one
  // that was stopped itself, or a machine that was, finds nobody hung.
  void note_alive(std::string_view child);
  [[nodiscard]] std::vector<ChildStatus> children() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::runtime
