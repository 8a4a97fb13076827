#pragma once
// The program under test as a child process, in a run and data directory of its own.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>
#include <sys/types.h>

namespace selat::test {

[[nodiscard]] std::string content_of(const std::filesystem::path& file);

class SelatProcess {
 public:
  // Starts `selat <arguments>`; what it prints goes to files in `directory`.
  SelatProcess(const std::filesystem::path& directory, std::vector<std::string> arguments);
  // Kills it when it still runs.
  ~SelatProcess();
  SelatProcess(const SelatProcess&) = delete;
  SelatProcess& operator=(const SelatProcess&) = delete;

  void signal(int number) const;
  // Its exit status; −1 when a signal ended it or it did not end in time.
  int wait();
  [[nodiscard]] pid_t pid() const { return pid_; }
  // Its child that runs `selat <command> …`; 0 when there is none.
  [[nodiscard]] pid_t child(const std::string& command) const;
  [[nodiscard]] std::string output() const { return content_of(output_); }
  [[nodiscard]] std::string errors() const { return content_of(errors_); }

 private:
  std::filesystem::path output_, errors_;
  pid_t pid_ = 0;
};

// `selat top --once --json` of the system in the run directory; null when nothing runs there.
[[nodiscard]] nlohmann::json top(const std::filesystem::path& directory,
                                 const std::vector<std::string>& common);

// Looks until `condition` holds for what top shows, or the deadline is over. Returns the last look.
[[nodiscard]] nlohmann::json top_until(const std::filesystem::path& directory,
                                       const std::vector<std::string>& common,
                                       const std::function<bool(const nlohmann::json&)>& condition);

}  // namespace selat::test
