#include "service/audit_report.h"

#include <nlohmann/json.hpp>

#include "text/measure.h"
#include "text/terminal.h"

namespace selat::service {
namespace {

// "2026-11-29T21:00:00Z patrol_report belawan": what stands at the broken place.
std::string what_stands_there(const store::BrokenLink& broken) {
  return broken.entry ? text::for_terminal(text::date_and_time(broken.entry->at) + " " +
                                           std::string(name_of(broken.entry->kind)) + " " +
                                           std::string(broken.entry->from.view()))
                      : std::string();
}

}  // namespace

std::string as_json(const store::AuditResult& result, const std::filesystem::path& database) {
  nlohmann::ordered_json out = {{"database", database.string()},
                                {"entries", result.entries},
                                {"newest_hash", result.last_hash},
                                {"is_whole", !result.broken},
                                {"broken", nullptr}};
  if (result.broken) {
    out["broken"] = {{"entry", result.broken->number}, {"kind", std::string(name_of(result.broken->kind))}};
  }
  return out.dump(2);
}

LocalizedMessage words_of(const store::AuditResult& result, const std::filesystem::path& database) {
  const std::string file = database.string();
  if (!result.broken && result.entries == 0) {
    return {tr("the log in {file} has no entries yet"), {{"file", file}}};
  }
  if (!result.broken) {
    return {tr("the log in {file} is whole: {n} {n:entry|entries}; note the hash of the newest elsewhere: "
               "{hash}"),
            {{"file", file}, {"n", result.entries}, {"hash", result.last_hash}}};
  }
  const store::BrokenLink& broken = *result.broken;
  if (broken.kind == store::BrokenLink::Kind::missing) {
    return {tr("the log in {file} is BROKEN: entry {n} is missing; the entries before it are whole"),
            {{"file", file}, {"n", broken.number}}};
  }
  return {
      tr("the log in {file} is BROKEN: entry {n} ({what}) is not what was written; the entries before it are "
         "whole"),
      {{"file", file}, {"n", broken.number}, {"what", what_stands_there(broken)}}};
}

}  // namespace selat::service
