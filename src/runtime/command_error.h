#pragma once
// An error that ends a command: one line in the person's language and an exit status (exit_status.h).
// app/program.cpp catches it and prints the line.

#include <utility>

#include "base/localized_message.h"
#include "runtime/exit_status.h"

namespace selat::runtime {

// Ends the command with one line, in the person's language, and an exit status.
class CommandError : public LocalizedError {
 public:
  [[nodiscard]] int status() const { return status_; }

 protected:
  CommandError(LocalizedMessage message, int status) : LocalizedError(std::move(message)), status_(status) {}

 private:
  int status_;
};

// Wrong usage found after parsing (missing geodata, a feed that cannot be understood, a busy port).
struct UsageError : CommandError {
  explicit UsageError(LocalizedMessage message) : CommandError(std::move(message), kUsage) {}
};
// The command could not do its work.
struct Failure : CommandError {
  explicit Failure(LocalizedMessage message) : CommandError(std::move(message), kFailure) {}
};

}  // namespace selat::runtime
