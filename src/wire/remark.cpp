#include "wire/remark.h"

#include <vector>

#include "selat/v1/remark.pb.h"

namespace selat::wire {

namespace {

constexpr int kDeepest = 4;
constexpr int kMostFills = 16;

std::expected<Remark, WireProblem> read(const v1::Remark& wire, int depth) {
  if (depth > kDeepest || wire.fills_size() > kMostFills) {
    return std::unexpected(WireProblem::too_many);
  }
  std::vector<Remark::Fill> fills;
  for (const v1::RemarkFill& fill : wire.fills()) {
    if (!fill.has_remark()) {
      fills.emplace_back(fill.place(), fill.value());
    } else if (auto within = read(fill.remark(), depth + 1)) {
      fills.emplace_back(fill.place(), *std::move(within));
    } else {
      return within;
    }
  }
  return Remark(wire.words(), std::move(fills));
}

}  // namespace

void to_wire(const Remark& remark, v1::Remark& wire) {
  wire.set_words(remark.words());
  wire.clear_fills();
  for (const Remark::Fill& fill : remark.fills()) {
    v1::RemarkFill& into = *wire.add_fills();
    into.set_place(fill.name);
    into.set_value(fill.value);
    for (const Remark& within : fill.remark) {
      to_wire(within, *into.mutable_remark());
    }
  }
}

std::expected<Remark, WireProblem> from_wire(const v1::Remark& wire) {
  return read(wire, 1);
}

}  // namespace selat::wire
