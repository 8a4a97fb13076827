#include "wire/localized_message.h"

#include <vector>

#include "selat/v1/localized_message.pb.h"

namespace selat::wire {

namespace {

constexpr int kMaxDepth = 4;
constexpr int kMaxArguments = 16;

std::expected<LocalizedMessage, WireProblem> read(const v1::LocalizedMessage& wire, int depth) {
  if (depth > kMaxDepth || wire.arguments_size() > kMaxArguments) {
    return std::unexpected(WireProblem::too_many);
  }
  std::vector<LocalizedMessage::Argument> arguments;
  for (const v1::MessageArgument& argument : wire.arguments()) {
    if (!argument.has_message()) {
      arguments.emplace_back(argument.name(), argument.value());
    } else if (auto nested = read(argument.message(), depth + 1)) {
      arguments.emplace_back(argument.name(), *std::move(nested));
    } else {
      return nested;
    }
  }
  return LocalizedMessage::from_outside(wire.key(), std::move(arguments));
}

}  // namespace

void to_wire(const LocalizedMessage& message, v1::LocalizedMessage& wire) {
  wire.set_key(message.key());
  wire.clear_arguments();
  for (const LocalizedMessage::Argument& argument : message.arguments()) {
    v1::MessageArgument& into = *wire.add_arguments();
    into.set_name(argument.name);
    into.set_value(argument.value);
    for (const LocalizedMessage& nested : argument.message) {
      to_wire(nested, *into.mutable_message());
    }
  }
}

std::expected<LocalizedMessage, WireProblem> from_wire(const v1::LocalizedMessage& wire) {
  return read(wire, 1);
}

}  // namespace selat::wire
