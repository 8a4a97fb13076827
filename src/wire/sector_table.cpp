#include "wire/sector_table.h"

#include <expected>
#include <string>
#include <unordered_map>
#include <utility>

#include "selat/v1/assignment.pb.h"
#include "wire/assignment.h"
#include "wire/control_point.h"
#include "wire/reading.h"
#include "wire/utf8.h"

namespace selat::wire {

namespace {

// No system has more sectors or control points.
constexpr int kMostRows = 1'000;

void write_status(const model::ControlPointStatus& status, v1::ControlPointStatus& wire) {
  to_wire(status.control_point, *wire.mutable_control_point());
  wire.set_is_connected(status.is_connected);
  if (status.last_heard_at) {
    wire.set_last_heard_unix_us(to_wire(*status.last_heard_at));
  }
  wire.set_sectors_held(status.sectors_held);
}

std::expected<model::ControlPointStatus, WireProblem> read_status(const v1::ControlPointStatus& wire) {
  Reading reading;
  model::ControlPointStatus status;
  status.control_point = reading.value(from_wire(wire.control_point()));
  status.is_connected = wire.is_connected();
  if (wire.has_last_heard_unix_us()) {
    status.last_heard_at = reading.instant(wire.last_heard_unix_us());
  }
  status.sectors_held = wire.sectors_held();
  return reading.result(std::move(status));
}

}  // namespace

void to_wire(const model::SectorTable& table, v1::AssignmentTable& wire) {
  wire.Clear();
  wire.set_plan_version(table.plan_version);
  for (const model::SectorRow& row : table.rows) {
    to_wire(row.assignment, *wire.add_assignments());
    v1::SectorTraffic& traffic = *wire.add_traffic();
    traffic.set_sector(utf8_or_marked(row.assignment.sector));
    traffic.set_vessels(row.vessels);
  }
  for (const model::ControlPointStatus& status : table.control_points) {
    write_status(status, *wire.add_control_points());
  }
}

model::SectorTable from_wire(const v1::AssignmentTable& wire, EnumCounts<WireProblem>& problems) {
  model::SectorTable table;
  if (wire.assignments_size() > kMostRows || wire.control_points_size() > kMostRows ||
      wire.traffic_size() > kMostRows) {
    problems.add(WireProblem::too_many);
    return table;
  }
  table.plan_version = wire.plan_version();
  std::unordered_map<std::string, std::uint32_t> vessels;
  for (const v1::SectorTraffic& traffic : wire.traffic()) {
    vessels[traffic.sector()] = traffic.vessels();
  }
  for (const v1::Assignment& row : wire.assignments()) {
    if (const auto assignment = from_wire(row)) {
      table.rows.push_back({.assignment = *assignment, .vessels = vessels[row.sector()]});
    } else {
      problems.add(assignment.error());
    }
  }
  for (const v1::ControlPointStatus& row : wire.control_points()) {
    if (auto status = read_status(row)) {
      table.control_points.push_back(*std::move(status));
    } else {
      problems.add(status.error());
    }
  }
  return table;
}

}  // namespace selat::wire
