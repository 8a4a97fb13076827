#include "service/added_entry.h"

#include <algorithm>
#include <string_view>
#include <variant>

#include <nlohmann/json.hpp>

#include "detect/rule_table.h"
#include "service/command_json.h"
#include "text/measure.h"

namespace selat::service {

namespace {

constexpr std::string_view kMargin = "speed_margin_kn";
constexpr std::string_view kFor = "speed_s";

// That which judges by the speed limits of zones.
const detect::RuleDescription* rule_of_limits() {
  const auto rules = detect::rule_table();
  const auto found = std::ranges::find_if(rules, [](const detect::RuleDescription& rule) {
    return std::ranges::find(rule.thresholds, kMargin, &detect::Threshold::key) != rule.thresholds.end();
  });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace

std::optional<Speeding> speeding_in(const model::ContextEntry& entry, const config::Settings& settings) {
  const auto* const zone = std::get_if<model::Zone>(&entry.what);
  const detect::RuleDescription* const rule = rule_of_limits();
  if (zone == nullptr || !zone->speed_limit || rule == nullptr) {
    return std::nullopt;
  }
  const auto set = settings.detect.rules.find(rule->id);
  const detect::Thresholds thresholds(rule->thresholds, set == settings.detect.rules.end()
                                                            ? config::RuleSettings().thresholds
                                                            : set->second.thresholds);
  return Speeding{.above = *zone->speed_limit + Speed::knots(thresholds[kMargin]),
                  .kept_for = Span::seconds(thresholds[kFor])};
}

std::string added_as_json(const std::string& id, Instant ends_at, const std::optional<Speeding>& speeding) {
  using Json = nlohmann::ordered_json;
  Json out = Json::parse(as_json(Done{.id = id, .ends_at = ends_at}));
  out["speeding_above_kn"] = speeding ? Json(text::tenth(speeding->above.in_knots())) : Json();
  out["speeding_for_s"] = speeding ? Json(speeding->kept_for.in_seconds()) : Json();
  return out.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace selat::service
