#include "wire/sector_table.h"

#include <algorithm>
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
constexpr int kMostExclusions = 10'000;

void write_status(const model::ControlPointStatus& status, v1::ControlPointStatus& wire) {
  to_wire(status.control_point, *wire.mutable_control_point());
  wire.set_is_connected(status.is_connected);
  wire.set_is_standby(status.is_standby);
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
  status.is_standby = wire.is_standby();
  if (wire.has_last_heard_unix_us()) {
    status.last_heard_at = reading.instant(wire.last_heard_unix_us());
  }
  status.sectors_held = wire.sectors_held();
  return reading.result(std::move(status));
}

void write_exclusion(const model::Exclusion& exclusion, v1::Exclusion& wire) {
  wire.set_sector(utf8_or_marked(exclusion.sector));
  wire.set_control_point(utf8_or_marked(exclusion.control_point));
  wire.set_until_unix_us(to_wire(exclusion.until));
  wire.set_code(enum_to_wire<v1::DeclineCode>(exclusion.code));
  wire.set_remark(exclusion.remark);
}

std::expected<model::Exclusion, WireProblem> read_exclusion(const v1::Exclusion& wire) {
  Reading reading;
  model::Exclusion exclusion;
  exclusion.sector = reading.identity<model::SectorId>(wire.sector());
  exclusion.control_point = reading.identity<model::ControlPointId>(wire.control_point());
  exclusion.until = reading.instant(wire.until_unix_us());
  exclusion.code = reading.enumeration<model::DeclineCode>(wire.code());
  exclusion.remark = wire.remark().substr(0, model::kLongestFreeText);
  return reading.result(std::move(exclusion));
}

void read_exclusions(const v1::AssignmentTable& wire, model::SectorTable& table,
                     EnumCounts<WireProblem>& problems) {
  for (const v1::Exclusion& one : wire.exclusions()) {
    auto exclusion = read_exclusion(one);
    if (!exclusion) {
      problems.add(exclusion.error());
      continue;
    }
    const auto row = std::ranges::find(table.rows, exclusion->sector,
                                       [](const model::SectorRow& known) { return known.assignment.sector; });
    if (row != table.rows.end()) {
      row->exclusions.push_back(*std::move(exclusion));
    }
  }
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
  for (const model::SectorRow& row : table.rows) {
    for (const model::Exclusion& exclusion : row.exclusions) {
      write_exclusion(exclusion, *wire.add_exclusions());
    }
  }
  for (const model::ControlPointStatus& status : table.control_points) {
    write_status(status, *wire.add_control_points());
  }
}

model::SectorTable from_wire(const v1::AssignmentTable& wire, EnumCounts<WireProblem>& problems) {
  model::SectorTable table;
  if (wire.assignments_size() > kMostRows || wire.control_points_size() > kMostRows ||
      wire.traffic_size() > kMostRows || wire.exclusions_size() > kMostExclusions) {
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
      table.rows.push_back({.assignment = *assignment, .vessels = vessels[row.sector()], .exclusions = {}});
    } else {
      problems.add(assignment.error());
    }
  }
  read_exclusions(wire, table, problems);
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
