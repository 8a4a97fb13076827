#include "store/coordination_store.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "store/coordination_schema.h"
#include "store/database.h"
#include "store/log_chain.h"
#include "store/log_table.h"
#include "wire/alert.h"
#include "wire/context_entry.h"

namespace selat::store {
namespace {

// The uids of so many of the newest entries are known after a restart.
constexpr std::size_t kWordsKnown = 20'000;

std::int64_t signed_bits(std::uint64_t value) {
  return static_cast<std::int64_t>(value);
}
std::uint64_t unsigned_bits(std::int64_t value) {
  return static_cast<std::uint64_t>(value);
}
std::int64_t microseconds(Instant at) {
  return at.in_unix_microseconds();
}

template <std::size_t Capacity>
std::string string_of(const ShortText<Capacity>& text) {
  return std::string(text.view());
}

void save_record(Database& database, const coordinate::SectorRecord& record) {
  Statement statement(database,
                      "INSERT OR REPLACE INTO sector VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)");
  const model::AssignmentReason& reason = record.reason;
  statement.execute({string_of(record.sector), string_of(record.holder), signed_bits(record.epoch),
                     signed_bits(record.lease), microseconds(record.changed_at),
                     signed_bits(record.plan_version), reason.travel_time.in_microseconds(),
                     string_of(reason.asset), reason.priority, std::int64_t{reason.open_alerts},
                     string_of(reason.second_best),
                     reason.second_travel_time ? Cell(reason.second_travel_time->in_microseconds()) : Cell(),
                     signed_bits(record.outline)});
}

coordinate::SectorRecord read_record(const Statement& row) {
  coordinate::SectorRecord record;
  record.sector = std::string_view(row.text(0));
  record.holder = std::string_view(row.text(1));
  record.epoch = unsigned_bits(row.integer(2));
  record.lease = unsigned_bits(row.integer(3));
  record.changed_at = Instant::unix_microseconds(row.integer(4));
  record.plan_version = unsigned_bits(row.integer(5));
  record.reason.travel_time = Span::microseconds(row.integer(6));
  record.reason.asset = std::string_view(row.text(7));
  record.reason.priority = row.real(8);
  record.reason.open_alerts = static_cast<std::uint32_t>(row.integer(9));
  record.reason.second_best = std::string_view(row.text(10));
  if (!row.is_null(11)) {
    record.reason.second_travel_time = Span::microseconds(row.integer(11));
  }
  record.outline = unsigned_bits(row.integer(12));
  return record;
}

void save_term(Database& database, std::uint32_t term, Instant wall) {
  Statement(database, "INSERT INTO term VALUES (?1, ?2)").execute({std::int64_t{term}, microseconds(wall)});
}

// What is outstanding, and whether all of it is known.
struct Outstanding {
  coordinate::Promise promise;
  bool is_past_known = false;
};

void save_outstanding(Database& database, const Outstanding& outstanding) {
  Statement(database, "INSERT OR REPLACE INTO promise VALUES (1,?1,?2,?3)")
      .execute({outstanding.promise.lease.in_microseconds(), outstanding.promise.skew_bound.in_microseconds(),
                std::int64_t{outstanding.is_past_known}});
}

Outstanding read_outstanding(Database& database) {
  Statement row(database, "SELECT lease_us, skew_bound_us, is_past_known FROM promise");
  if (!row.step()) {
    return {};
  }
  return {.promise = {.lease = Span::microseconds(row.integer(0)),
                      .skew_bound = Span::microseconds(row.integer(1))},
          .is_past_known = row.integer(2) != 0};
}

std::uint32_t newest_term(Database& database) {
  return static_cast<std::uint32_t>(database.number("SELECT coalesce(max(term), 0) FROM term"));
}

void save_alerts(Database& database, const coordinate::Effects& effects) {
  Statement write(database, "INSERT OR REPLACE INTO alert VALUES (?1,?2,?3,?4)");
  for (const model::Alert& alert : effects.alerts) {
    write.execute({signed_bits(alert.id), std::string(name_of(alert.state)), string_of(alert.anomaly.rule),
                   Blob{wire::to_bytes(alert)}});
  }
  Statement remove(database, "DELETE FROM alert WHERE id = ?1");
  for (const std::uint64_t id : effects.forgotten_alerts) {
    remove.execute({signed_bits(id)});
  }
}

void save_speakers(Database& database, const std::vector<coordinate::SpeakerRecord>& speakers) {
  Statement statement(database, "INSERT OR REPLACE INTO speaker VALUES (?1,?2,?3,?4,?5)");
  for (const coordinate::SpeakerRecord& speaker : speakers) {
    statement.execute({string_of(speaker.control_point), signed_bits(speaker.term),
                       signed_bits(speaker.fence), std::int64_t{speaker.is_standby},
                       std::int64_t{speaker.has_left}});
  }
}

std::vector<coordinate::SpeakerRecord> read_speakers(Database& database) {
  std::vector<coordinate::SpeakerRecord> speakers;
  Statement rows(database, "SELECT control_point, term, fence, is_standby, has_left FROM speaker");
  while (rows.step()) {
    speakers.push_back({.control_point = std::string_view(rows.text(0)),
                        .term = unsigned_bits(rows.integer(1)),
                        .fence = unsigned_bits(rows.integer(2)),
                        .is_standby = rows.integer(3) != 0,
                        .has_left = rows.integer(4) != 0});
  }
  return speakers;
}

void save_exclusions(Database& database, const std::vector<model::Exclusion>& exclusions) {
  Statement exclude(database, "INSERT OR REPLACE INTO exclusion VALUES (?1,?2,?3,?4,?5)");
  for (const model::Exclusion& exclusion : exclusions) {
    exclude.execute({string_of(exclusion.sector), string_of(exclusion.control_point),
                     microseconds(exclusion.until), std::string(name_of(exclusion.code)), exclusion.remark});
  }
}

// "W12": the kind and the number of a context entry.
void save_context(Database& database, const coordinate::Effects& effects) {
  Statement write(database, "INSERT OR REPLACE INTO context VALUES (?1,?2)");
  Statement number(database,
                   "INSERT INTO last_context VALUES (?1,?2) ON CONFLICT (kind) DO"
                   " UPDATE SET number = max(number, excluded.number)");
  for (const model::ContextEntry& entry : effects.context) {
    const std::string id = string_of(entry.id);
    write.execute({id, Blob{wire::to_bytes(entry)}});
    number.execute({id.substr(0, 1), static_cast<std::int64_t>(std::strtoll(id.c_str() + 1, nullptr, 10))});
  }
  Statement remove(database, "DELETE FROM context WHERE id = ?1");
  for (const model::ContextEntryId& id : effects.ended_context) {
    remove.execute({string_of(id)});
  }
}

coordinate::ContextState read_context(Database& database) {
  coordinate::ContextState context;
  Statement rows(database, "SELECT body FROM context ORDER BY id");
  while (rows.step()) {
    // An entry of a later version that this one cannot read is left out; it stays in the file.
    if (auto entry = wire::context_entry_from_bytes(rows.text(0))) {
      context.entries.push_back(*std::move(entry));
    }
  }
  const auto last = [&](const char* kind) {
    Statement row(database, "SELECT number FROM last_context WHERE kind = ?1");
    row.bind({std::string(kind)});
    return row.step() ? static_cast<std::uint32_t>(row.integer(0)) : 0;
  };
  context.last_vessel = last("W");
  context.last_zone = last("Z");
  return context;
}

}  // namespace

struct CoordinationStore::Impl {
  explicit Impl(const std::filesystem::path& file) : database(file) {
    open_schema(database);
    end = chain_end(database);
  }
  // Another server may have begun a term on this file meanwhile: what it promised must not be overwritten.
  void require_own_term() {
    if (const std::uint32_t newest = newest_term(database); newest != term) {
      throw StoreError(
          StoreProblem::superseded,
          LocalizedMessage(tr("database {file}: another coordination server has begun term {newest} on it; "
                              "this one, of term {own}, ends and writes nothing more"),
                           {{"file", database.file().string()},
                            {"newest", std::int64_t{newest}},
                            {"own", std::int64_t{term}}}));
    }
  }

  Database database;
  ChainEnd end;            // of the log
  std::uint32_t term = 0;  // the server's own
  Instant began_at;        // when the server was started
};

CoordinationStore::CoordinationStore(const std::filesystem::path& file)
    : impl_(std::make_unique<Impl>(file)) {}
CoordinationStore::~CoordinationStore() = default;

coordinate::PersistedState CoordinationStore::begin_term(Instant wall, std::uint32_t term_at_least,
                                                         coordinate::Promise own) {
  Database& database = impl_->database;
  coordinate::PersistedState persisted;
  Transaction transaction(database);
  persisted.term = std::max(newest_term(database) + 1, term_at_least);
  save_term(database, persisted.term, wall);
  Outstanding outstanding = read_outstanding(database);
  outstanding.promise.lease = std::max(outstanding.promise.lease, own.lease);
  outstanding.promise.skew_bound = std::max(outstanding.promise.skew_bound, own.skew_bound);
  save_outstanding(database, outstanding);
  persisted.has_past = outstanding.is_past_known;
  persisted.promise = outstanding.promise;
  Statement(database, "DELETE FROM exclusion WHERE until_us <= ?1").execute({microseconds(wall)});

  Statement sectors(database, "SELECT * FROM sector ORDER BY id");
  while (sectors.step()) {
    persisted.records.push_back(read_record(sectors));
  }

  Statement alerts(database, "SELECT body FROM alert ORDER BY id");
  while (alerts.step()) {
    auto alert = wire::alert_from_bytes(alerts.text(0));
    if (!alert) {
      throw StoreError(StoreProblem::corrupt,
                       LocalizedMessage(tr("database {file}: an alert in it cannot be read; move the file "
                                           "away to start with an empty one"),
                                        {{"file", database.file().string()}}));
    }
    persisted.alerts.push_back(std::move(*alert));
  }

  Statement exclusions(database, "SELECT sector, control_point, until_us, code, remark FROM exclusion");
  while (exclusions.step()) {
    persisted.exclusions.push_back(
        {std::string_view(exclusions.text(0)), std::string_view(exclusions.text(1)),
         Instant::unix_microseconds(exclusions.integer(2)),
         from_name<model::DeclineCode>(exclusions.text(3)).value_or(model::DeclineCode::no_asset),
         exclusions.text(4)});
  }
  persisted.speakers = read_speakers(database);
  persisted.context = read_context(database);
  persisted.words = store::newest_log(database, kWordsKnown);
  transaction.commit();
  impl_->term = persisted.term;
  impl_->began_at = wall;
  return persisted;
}

std::expected<void, StoreError> CoordinationStore::save(coordinate::Effects& effects) {
  if (!effects.is_durable_change()) {
    return {};
  }
  Database& database = impl_->database;
  ChainEnd end = impl_->end;
  try {
    Transaction transaction(database);
    impl_->require_own_term();
    if (effects.term) {
      save_term(database, *effects.term, impl_->began_at);
    }
    if (effects.promise) {
      save_outstanding(database, {.promise = *effects.promise, .is_past_known = true});
    }
    for (const auto& record : effects.records) {
      save_record(database, record);
    }
    save_speakers(database, effects.speakers);
    save_alerts(database, effects);
    save_exclusions(database, effects.exclusions);
    save_context(database, effects);
    append_log(database, effects.log, end);
    transaction.commit();
  } catch (const StoreError& error) {
    return std::unexpected(error);
  }
  impl_->end = std::move(end);
  impl_->term = effects.term.value_or(impl_->term);
  return {};
}

std::vector<model::LogEntry> CoordinationStore::newest_log(std::size_t most) const {
  return store::newest_log(impl_->database, most);
}

std::string CoordinationStore::log_hash() const {
  return as_hex(impl_->end.hash);
}

const std::filesystem::path& CoordinationStore::file() const {
  return impl_->database.file();
}

}  // namespace selat::store
