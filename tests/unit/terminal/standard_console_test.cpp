// Lines that are piped in, through the real standard input of this process.

#include "terminal/standard_console.h"

#include <array>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace selat::terminal {
namespace {

using testing::ElementsAre;

// Standard input is a pipe with this text in it, which then ends.
class PipedIn {
 public:
  explicit PipedIn(std::string_view text) : before_(::dup(STDIN_FILENO)) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);
    EXPECT_EQ(::write(ends[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
    ::close(ends[1]);
    ::dup2(ends[0], STDIN_FILENO);
    ::close(ends[0]);
  }
  ~PipedIn() {
    ::dup2(before_, STDIN_FILENO);
    ::close(before_);
  }
  PipedIn(const PipedIn&) = delete;
  PipedIn& operator=(const PipedIn&) = delete;

 private:
  int before_;
};

TEST(StandardConsole, TakesThePipedLinesThatThereIsRoomForAndTheLastWithoutItsEnd) {
  const PipedIn input("one\ntwo\nthree\nfour");
  boost::asio::io_context io;
  StandardConsole console(io, {.prompt = "", .is_reading = true});
  std::vector<std::string> lines;
  bool has_ended = false;
  console.start({.line =
                     [&](std::string_view line) {
                       lines.emplace_back(line);
                       EXPECT_FALSE(console.unfinished().contains(line)) << "it is being carried out";
                       console.hold_piped(lines.size() == 2);
                     },
                 .end_of_input = [&] { has_ended = true; },
                 .drained = [] {},
                 .cannot_write = [](const LocalizedMessage&) {}},
                {});
  while (lines.size() < 2) {
    ASSERT_EQ(io.run_one(), 1U);
  }
  io.poll();
  EXPECT_THAT(lines, ElementsAre("one", "two"));
  EXPECT_EQ(console.unfinished(), "three\nfour");
  io.restart();
  console.hold_piped(false);
  while (!has_ended) {
    ASSERT_EQ(io.run_one(), 1U);
  }
  EXPECT_THAT(lines, ElementsAre("one", "two", "three", "four"));
}

// Somebody may answer through a pipe until it ends; nobody through /dev/null or a file.
TEST(StandardConsole, KnowsWhetherSomebodyMayAnswer) {
  boost::asio::io_context io;
  {
    const PipedIn input("one");
    StandardConsole console(io, {.prompt = "", .is_reading = true});
    EXPECT_TRUE(console.has_reader());
    bool has_ended = false;
    console.start({.line = [](std::string_view) {},
                   .end_of_input = [&] { has_ended = true; },
                   .drained = [] {},
                   .cannot_write = [](const LocalizedMessage&) {}},
                  {});
    while (!has_ended) {
      ASSERT_EQ(io.run_one(), 1U);
    }
    EXPECT_FALSE(console.has_reader());
  }
  const PipedIn restored("");  // of what follows
  for (const char* const nobody : {"/dev/null", SELAT_SOURCE_DIR "/README.md"}) {
    const int opened = ::open(nobody, O_RDONLY | O_CLOEXEC);
    ASSERT_GE(opened, 0);
    ASSERT_EQ(::dup2(opened, STDIN_FILENO), STDIN_FILENO);
    ::close(opened);
    EXPECT_FALSE(StandardConsole(io, {.prompt = "", .is_reading = true}).has_reader()) << nobody;
  }
}

}  // namespace
}  // namespace selat::terminal
