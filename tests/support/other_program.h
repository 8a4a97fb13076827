#pragma once
// A program of another project (gpsd, mosquitto, Python) that a test runs by itself, on loopback, and ends
// again.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace selat::test {

// A port of loopback that nobody used a moment ago.
inline std::uint16_t free_port(int type = SOCK_STREAM) {
  const int socket = ::socket(AF_INET, type, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size), 0);
  ::close(socket);
  return ntohs(address.sin_port);
}

class OtherProgram {
 public:
  // What it says goes into the file; `environment` is added to that of the test, as "NAME=value".
  explicit OtherProgram(std::vector<std::string> command, std::filesystem::path output = "/dev/null",
                        std::vector<std::string> environment = {})
      : output_(std::move(output)) {
    std::vector<char*> words;
    for (auto& word : command) {
      words.push_back(word.data());
    }
    words.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ == 0) {
      for (std::string& setting : environment) {
        ::putenv(setting.data());
      }
      const int said = ::open(output_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
      ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
      ::dup2(said, STDOUT_FILENO);
      ::dup2(said, STDERR_FILENO);
      ::execvp(words[0], words.data());
      ::_exit(127);
    }
  }
  ~OtherProgram() { end(); }
  OtherProgram(const OtherProgram&) = delete;
  OtherProgram& operator=(const OtherProgram&) = delete;

  void end() {
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      ::waitpid(std::exchange(pid_, 0), nullptr, 0);
    }
  }
  // Its exit status, when it has ended by itself; -1 if it was killed.
  int wait_for_end() {
    int status = 0;
    ::waitpid(std::exchange(pid_, 0), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  [[nodiscard]] std::string output() const {
    std::ostringstream text;
    text << std::ifstream(output_).rdbuf();
    return text.str();
  }

 private:
  std::filesystem::path output_;
  pid_t pid_ = 0;
};

}  // namespace selat::test
