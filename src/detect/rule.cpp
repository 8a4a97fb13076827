#include "detect/rule.h"

#include "base/check.h"

namespace selat::detect {

Thresholds::Thresholds(std::span<const Threshold> declared,
                       const std::map<std::string, double, std::less<>>& set)
    : declared_(declared) {
  for (const Threshold& threshold : declared) {
    const auto found = set.find(threshold.key);
    values_.push_back(found == set.end() ? threshold.default_value : found->second);
  }
}

double Thresholds::operator[](std::string_view key) const {
  for (std::size_t i = 0; i < declared_.size(); ++i) {
    if (declared_[i].key == key) {
      return values_[i];
    }
  }
  contract_broken("a rule asks for a threshold it does not declare", std::source_location::current());
}

model::ReportReference reference_to(model::Mmsi mmsi, const track::Fix& fix,
                                    const track::SourceTable& sources) {
  model::ReportReference reference;
  reference.mmsi = mmsi;
  reference.observed_at = fix.at();
  reference.fingerprint = fix.fingerprint;
  reference.source = sources.name_of(fix.source);
  if (fix.has_position) {
    reference.position = fix.position;
  }
  reference.sog = fix.sog();
  return reference;
}

}  // namespace selat::detect
