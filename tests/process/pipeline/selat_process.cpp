#include "selat_process.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "../child.h"

namespace selat::test {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

SelatProcess::SelatProcess(const fs::path& directory, std::vector<std::string> arguments) {
  static int number = 0;
  const std::string base = "process-" + std::to_string(++number);
  output_ = directory / (base + ".out");
  errors_ = directory / (base + ".err");
  arguments.insert(arguments.begin(), SELAT_BINARY_DIR "/bin/selat");
  std::vector<char*> words;
  for (std::string& argument : arguments) {
    words.push_back(argument.data());
  }
  words.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
    ::dup2(::open(output_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
    ::dup2(::open(errors_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
    ::execv(words[0], words.data());
    ::_exit(127);
  }
}

SelatProcess::~SelatProcess() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
}

void SelatProcess::signal(int number) const {
  if (pid_ > 0) {
    ::kill(pid_, number);
  }
}

pid_t SelatProcess::child(const std::string& command) const {
  const std::string parent = "PPid:\t" + std::to_string(pid_) + "\n";
  const std::string words = SELAT_BINARY_DIR "/bin/selat" + std::string(1, '\0') + command + '\0';
  for (const auto& process : fs::directory_iterator("/proc", fs::directory_options::skip_permission_denied)) {
    const std::string name = process.path().filename();
    if (name.find_first_not_of("0123456789") == std::string::npos &&
        content_of(process.path() / "status").find(parent) != std::string::npos &&
        content_of(process.path() / "cmdline").starts_with(words)) {
      return static_cast<pid_t>(std::stol(name));
    }
  }
  return 0;
}

int SelatProcess::wait() {
  return exit_status_of(pid_);
}

nlohmann::json top(const fs::path& directory, const std::vector<std::string>& common) {
  std::vector<std::string> arguments = {"top", "--once", "--json"};
  arguments.insert(arguments.end(), common.begin(), common.end());
  SelatProcess process(directory, arguments);
  return process.wait() == 0 ? nlohmann::json::parse(process.output()) : nlohmann::json();
}

nlohmann::json top_until(const fs::path& directory, const std::vector<std::string>& common,
                         const std::function<bool(const nlohmann::json&)>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + kDeadline;
  nlohmann::json picture;
  do {
    picture = top(directory, common);  // takes more than a second: no need to wait in between
  } while ((picture.is_null() || !condition(picture)) && std::chrono::steady_clock::now() < deadline);
  return picture;
}

}  // namespace selat::test
