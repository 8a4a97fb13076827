#include "store/standing.h"

#include <algorithm>

#include "store/coordination_schema.h"

namespace selat::store {
namespace {

// config/settings_schema.cpp allows no more.
constexpr coordinate::Promise kLongest = {.lease = Span::hours(1), .skew_bound = Span::minutes(1)};

coordinate::Promise longest_of_all_terms(Database& database) {
  Statement row(database, "SELECT max(lease_us), max(skew_bound_us) FROM term WHERE lease_us > 0");
  if (!row.step() || row.is_null(0)) {
    return kLongest;
  }
  return {.lease = Span::microseconds(row.integer(0)), .skew_bound = Span::microseconds(row.integer(1))};
}

}  // namespace

Standing read_standing(Database& database) {
  Statement row(database, "SELECT lease_us, skew_bound_us, is_past_known, saves FROM standing");
  if (!row.step()) {
    const bool is_new = database.number("SELECT count(*) FROM term") == 0;
    return {.promise = is_new ? coordinate::Promise{} : longest_of_all_terms(database)};
  }
  return {.promise = {.lease = Span::microseconds(row.integer(0)),
                      .skew_bound = Span::microseconds(row.integer(1))},
          .is_past_known = row.integer(2) != 0,
          .saves = unsigned_bits(row.integer(3))};
}

void save_standing(Database& database, const Standing& standing) {
  CheckedWriter(database, kStanding)
      .write({std::int64_t{1}, standing.promise.lease.in_microseconds(),
              standing.promise.skew_bound.in_microseconds(), std::int64_t{standing.is_past_known},
              signed_bits(standing.saves)});
}

std::uint32_t newest_term(Database& database) {
  return static_cast<std::uint32_t>(database.number("SELECT coalesce(max(term), 0) FROM term"));
}

std::uint32_t highest_term(Database& database) {
  return std::max(newest_term(database),
                  static_cast<std::uint32_t>(
                      database.number("SELECT coalesce(max((epoch >> 32) & 4294967295), 0) FROM sector")));
}

void save_term(Database& database, std::uint32_t term, Instant began_at, coordinate::Promise own) {
  CheckedWriter(database, kTerms)
      .write({std::int64_t{term}, began_at.in_unix_microseconds(), own.lease.in_microseconds(),
              own.skew_bound.in_microseconds()});
}

}  // namespace selat::store
