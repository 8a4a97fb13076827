#include "store/coordination_store.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "store/coordination_file.h"
#include "store/coordination_schema.h"
#include "store/database.h"
#include "store/log_chain.h"
#include "store/log_table.h"
#include "store/owner_lock.h"
#include "store/standing.h"
#include "wire/alert.h"
#include "wire/context_entry.h"
#include "wire/sighting.h"

namespace selat::store {
namespace {

// The uids of so many of the newest entries are known after a restart.
constexpr std::size_t kWordsKnown = 20'000;

std::int64_t microseconds(Instant at) {
  return at.in_unix_microseconds();
}

template <std::size_t Capacity>
std::string string_of(const ShortText<Capacity>& text) {
  return std::string(text.view());
}

void save_records(Database& database, const std::vector<coordinate::SectorRecord>& records) {
  CheckedWriter writer(database, kSectors);
  for (const coordinate::SectorRecord& record : records) {
    const model::AssignmentReason& reason = record.reason;
    writer.write({string_of(record.sector), string_of(record.holder), signed_bits(record.epoch),
                  signed_bits(record.lease), microseconds(record.changed_at),
                  signed_bits(record.plan_version), reason.travel_time.in_microseconds(),
                  string_of(reason.asset), reason.priority, std::int64_t{reason.open_alerts},
                  string_of(reason.second_best),
                  reason.second_travel_time ? Cell(reason.second_travel_time->in_microseconds()) : Cell(),
                  signed_bits(record.outline)});
  }
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

void save_alerts(Database& database, const coordinate::Effects& effects) {
  CheckedWriter writer(database, kAlerts);
  for (const model::Alert& alert : effects.alerts) {
    writer.write({signed_bits(alert.id), std::string(name_of(alert.state)), string_of(alert.anomaly.rule),
                  Blob{wire::to_bytes(alert)}});
  }
  Statement remove(database, "DELETE FROM alert WHERE id = ?1");
  for (const std::uint64_t id : effects.forgotten_alerts) {
    remove.execute({signed_bits(id)});
  }
}

void save_speakers(Database& database, const std::vector<coordinate::SpeakerRecord>& speakers) {
  CheckedWriter writer(database, kSpeakers);
  for (const coordinate::SpeakerRecord& speaker : speakers) {
    writer.write({string_of(speaker.control_point), signed_bits(speaker.term), signed_bits(speaker.fence),
                  std::int64_t{speaker.is_standby}, std::int64_t{speaker.has_left}});
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
  CheckedWriter writer(database, kExclusions);
  for (const model::Exclusion& exclusion : exclusions) {
    writer.write({string_of(exclusion.sector), string_of(exclusion.control_point),
                  microseconds(exclusion.until), std::string(name_of(exclusion.code)), exclusion.remark});
  }
}

std::int64_t last_context(Database& database, const std::string& kind) {
  Statement row(database, "SELECT number FROM last_context WHERE kind = ?1");
  row.bind({kind});
  return row.step() ? row.integer(0) : 0;
}

// "W12": the kind and the number of a context entry.
void save_context(Database& database, const coordinate::Effects& effects) {
  CheckedWriter writer(database, kContext);
  CheckedWriter last(database, kLastContext);
  for (const model::ContextEntry& entry : effects.context) {
    const std::string id = string_of(entry.id);
    const std::string kind = id.substr(0, 1);
    writer.write({id, Blob{wire::to_bytes(entry)}});
    last.write({kind, std::max<std::int64_t>(last_context(database, kind),
                                             std::strtoll(id.c_str() + 1, nullptr, 10))});
  }
  Statement remove(database, "DELETE FROM context WHERE id = ?1");
  for (const model::ContextEntryId& id : effects.ended_context) {
    remove.execute({string_of(id)});
  }
}

// What a later version wrote and this one cannot read is left out; it stays in the file.
coordinate::ContextState read_context(Database& database) {
  coordinate::ContextState context;
  Statement rows(database, "SELECT body FROM context ORDER BY id");
  while (rows.step()) {
    if (auto entry = wire::context_entry_from_bytes(rows.text(0))) {
      context.entries.push_back(*std::move(entry));
    }
  }
  context.last_vessel = static_cast<std::uint32_t>(last_context(database, "W"));
  context.last_zone = static_cast<std::uint32_t>(last_context(database, "Z"));
  return context;
}

void save_sightings(Database& database, const coordinate::Effects& effects) {
  CheckedWriter writer(database, kSightings);
  for (const model::Sighting& sighting : effects.sightings) {
    writer.write({signed_bits(sighting.id), Blob{wire::to_bytes(sighting)}});
  }
  Statement remove(database, "DELETE FROM sighting WHERE id = ?1");
  for (const std::uint64_t id : effects.forgotten_sightings) {
    remove.execute({signed_bits(id)});
  }
}

// As with the context.
std::vector<model::Sighting> read_sightings(Database& database) {
  std::vector<model::Sighting> sightings;
  Statement rows(database, "SELECT body FROM sighting ORDER BY id");
  while (rows.step()) {
    if (auto sighting = wire::sighting_from_bytes(rows.text(0))) {
      sightings.push_back(*std::move(sighting));
    }
  }
  return sightings;
}

std::vector<coordinate::SectorRecord> read_records(Database& database,
                                                   const std::vector<DamagedRow>& damaged) {
  std::vector<coordinate::SectorRecord> records;
  {
    Statement rows(database, "SELECT " + std::string(kSectors.columns) + " FROM sector ORDER BY id");
    while (rows.step()) {
      records.push_back(read_record(rows));
    }
  }
  for (const DamagedRow& row : damaged) {
    coordinate::SectorRecord record;
    record.sector = std::string_view(row.key);  // as far as it can be read
    record.is_damaged = true;
    if (row.table == kSectors.name &&
        std::ranges::find(records, record.sector, &coordinate::SectorRecord::sector) == records.end()) {
      records.push_back(record);
    }
  }
  return records;
}

std::vector<model::Exclusion> read_exclusions(Database& database) {
  std::vector<model::Exclusion> exclusions;
  Statement rows(database, "SELECT sector, control_point, until_us, code, remark FROM exclusion");
  while (rows.step()) {
    exclusions.push_back({std::string_view(rows.text(0)), std::string_view(rows.text(1)),
                          Instant::unix_microseconds(rows.integer(2)),
                          from_name<model::DeclineCode>(rows.text(3)).value_or(model::DeclineCode::no_asset),
                          rows.text(4)});
  }
  return exclusions;
}

}  // namespace

// Of those raised so far.
struct NewestAlert {
  std::uint32_t number = 0;
  Instant raised_at;

  void note(const std::vector<model::Alert>& alerts) {
    for (const model::Alert& alert : alerts) {
      if (alert.raised_at >= raised_at) {
        *this = {.number = alert.number, .raised_at = alert.raised_at};
      }
    }
  }
};

struct CoordinationStore::Impl {
  Impl(const std::filesystem::path& file, Instant wall)
      : lock(file),
        findings(put_in_order(file, coordination_file(), wall, lock.noted().saves > 0)),
        database(file),
        end(chain_end(database)) {}

  [[nodiscard]] std::vector<model::Alert> read_alerts();
  [[nodiscard]] std::vector<model::LogEntry> read_words();
  void write(coordinate::Effects& effects, ChainEnd& next_end);
  [[nodiscard]] std::expected<void, StoreError> save(coordinate::Effects& effects);
  void require_own_state();
  [[nodiscard]] StoreError displaced(const StoreError& error);
  void find(MessageId what, const LocalizedMessage::Argument& about) {
    findings.lines.emplace_back(
        what, std::vector<LocalizedMessage::Argument>{{"file", database.file().string()}, about});
  }

  OwnerLock lock;
  Findings findings;
  Database database;
  ChainEnd end;                     // of the log, as it is in the file
  std::uint64_t acknowledged = 0;   // the newest entry of the log that was
  Standing standing;                // as it was acknowledged
  std::uint32_t term = 0;           // the server's own
  std::uint32_t term_in_doubt = 0;  // its own if the save that is being written should count
  Instant began_at;                 // when the server was started
  coordinate::Promise own;
  NewestAlert last_alert;
};

// Alerts that cannot be read are left out, and said: the detector tells those anew that it still holds.
std::vector<model::Alert> CoordinationStore::Impl::read_alerts() {
  std::vector<model::Alert> alerts;
  Statement rows(database, "SELECT id, body FROM alert ORDER BY id");
  while (rows.step()) {
    if (auto alert = wire::alert_from_bytes(rows.text(1))) {
      alerts.push_back(std::move(*alert));
    } else {
      find(tr("database {file}: the alert with id {id} cannot be read and is left out"),
           {"id", std::to_string(unsigned_bits(rows.integer(0)))});
    }
  }
  return alerts;
}

// The newest entries of the log; those that their hash does not fit say nothing for certain.
std::vector<model::LogEntry> CoordinationStore::Impl::read_words() {
  std::vector<model::LogEntry> words;
  const std::uint64_t first = end.number > kWordsKnown ? end.number - kWordsKnown : 0;
  std::string before;
  bool is_before_known = first == 0;
  std::uint64_t broken = 0;
  read_log(database, std::max<std::uint64_t>(first, 1),
           [&](const model::LogEntry& entry, const std::string& hash) {
             const bool is_whole = !is_before_known || chain_hash(before, entry) == hash;
             is_before_known = true;
             if (is_whole) {
               words.push_back(entry);
             } else if (broken == 0) {
               broken = entry.number;
             }
             before = hash;
             return true;
           });
  if (broken != 0) {
    find(tr("database {file}: entry {entry} of the log was changed or is damaged ('selat audit verify')"),
         {"entry", static_cast<std::int64_t>(broken)});
  }
  return words;
}

StoreError superseded(const Database& database, std::uint32_t newest, std::uint32_t own) {
  return {StoreProblem::superseded,
          LocalizedMessage(tr("database {file}: another coordination server has begun term {newest} on it; "
                              "this one, of term {own}, ends and writes nothing more"),
                           {{"file", database.file().string()},
                            {"newest", std::int64_t{newest}},
                            {"own", std::int64_t{own}}})};
}

// What is in the file must be what was acknowledged last, or one save more: that of a commit which failed
// after it was written. Anything else was written by another server, or the disk has lost it.
void CoordinationStore::Impl::require_own_state() {
  const Standing there = read_standing(database);
  if (there.saves < standing.saves) {
    throw problem_with(database.file(), StoreProblem::lost,
                       fmt::format("{} of {} saves", there.saves, standing.saves));
  }
  if (there.saves == standing.saves + 1) {
    end = chain_end(database);
    standing = there;
    term = term_in_doubt;
  }
  const std::uint32_t newest = newest_term(database);
  if (newest != term || there.saves != standing.saves) {
    throw superseded(database, newest, term);
  }
}

// An unlinked file can still be read through its open handle, a file that was cut short cannot. Whatever lies
// at its path at the next start is not what was acknowledged: the note says that a save is missing.
StoreError CoordinationStore::Impl::displaced(const StoreError& error) {
  lock.note({.saves = standing.saves + 1, .alert_number = last_alert.number});
  const std::filesystem::path kept = fmt::format("{}.rescued-term-{}", database.file().string(), term);
  try {
    database.copy_to(kept);
  } catch (const StoreError&) {
    return error;
  }
  return {error.problem(), LocalizedMessage(tr("{problem}. What it held is kept as {kept}"),
                                            {{"problem", error.message()}, {"kept", kept.string()}})};
}

void CoordinationStore::Impl::write(coordinate::Effects& effects, ChainEnd& next_end) {
  if (effects.term) {
    save_term(database, *effects.term, began_at, own);
  }
  save_records(database, effects.records);
  save_speakers(database, effects.speakers);
  save_alerts(database, effects);
  save_exclusions(database, effects.exclusions);
  save_context(database, effects);
  save_sightings(database, effects);
  append_log(database, effects.log, acknowledged, next_end);
}

std::expected<void, StoreError> CoordinationStore::Impl::save(coordinate::Effects& effects) {
  try {
    Transaction transaction(database);
    require_own_state();
    ChainEnd next_end = end;
    Standing next = standing;
    ++next.saves;
    if (effects.promise) {
      next.promise = *effects.promise;
      next.is_past_known = true;
    }
    save_standing(database, next);
    term_in_doubt = effects.term.value_or(term);
    write(effects, next_end);
    transaction.commit();
    last_alert.note(effects.alerts);
    lock.note({.saves = next.saves, .alert_number = last_alert.number});
    standing = next;
    acknowledged = next_end.number;
    end = std::move(next_end);
    term = term_in_doubt;
  } catch (const StoreError& error) {
    return std::unexpected(error.problem() == StoreProblem::displaced ? displaced(error) : error);
  }
  return {};
}

CoordinationStore::CoordinationStore(const std::filesystem::path& file, Instant wall)
    : impl_(std::make_unique<Impl>(file, wall)) {}
CoordinationStore::~CoordinationStore() = default;

coordinate::PersistedState CoordinationStore::begin_term(Instant wall, std::uint32_t term_at_least,
                                                         coordinate::Promise own) {
  Impl& impl = *impl_;
  Database& database = impl.database;
  coordinate::PersistedState persisted;
  Transaction transaction(database);
  persisted.term = std::max(highest_term(database) + 1, term_at_least);
  save_term(database, persisted.term, wall, own);
  Standing standing = read_standing(database);
  const OwnerLock::Note before = impl.lock.noted();
  if (const std::uint64_t noted = before.saves; noted > standing.saves) {
    impl.find(tr("database {file}: {missing} saves that were acknowledged are not in it: it was deleted, "
                 "replaced by "
                 "an older copy, or the disk has lost them. The server begins without its past"),
              {"missing", static_cast<std::int64_t>(noted - standing.saves)});
    standing.saves = noted;
    standing.is_past_known = false;
    persisted.is_past_lost = true;
  }
  ++standing.saves;
  standing.promise.lease = std::max(standing.promise.lease, own.lease);
  standing.promise.skew_bound = std::max(standing.promise.skew_bound, own.skew_bound);
  save_standing(database, standing);
  persisted.has_past = standing.is_past_known;
  persisted.began_at =
      Instant::unix_microseconds(database.number("SELECT coalesce(min(began_at_us), 0) FROM term"));
  persisted.promise = standing.promise;
  Statement(database, "DELETE FROM exclusion WHERE until_us <= ?1").execute({microseconds(wall)});
  persisted.records = read_records(database, impl.findings.rows);
  persisted.alerts = impl.read_alerts();
  persisted.exclusions = read_exclusions(database);
  persisted.speakers = read_speakers(database);
  persisted.context = read_context(database);
  persisted.sightings = read_sightings(database);
  persisted.words = impl.read_words();
  transaction.commit();
  impl.last_alert.note(persisted.alerts);
  impl.last_alert.number = before.alert_number == 0 ? impl.last_alert.number : before.alert_number;
  persisted.last_alert_number = impl.last_alert.number;
  impl.lock.note({.saves = standing.saves, .alert_number = impl.last_alert.number});
  impl.standing = standing;
  impl.acknowledged = impl.end.number;
  impl.term = persisted.term;
  impl.began_at = wall;
  impl.own = own;
  return persisted;
}

std::expected<void, StoreError> CoordinationStore::confirm() {
  Impl& impl = *impl_;
  try {
    impl.database.require_in_place();
    const std::uint32_t newest = newest_term(impl.database);
    if (newest != impl.term && newest != impl.term_in_doubt) {
      throw superseded(impl.database, newest, impl.term);
    }
  } catch (const StoreError& error) {
    return std::unexpected(error.problem() == StoreProblem::displaced ? impl.displaced(error) : error);
  }
  return {};
}

std::expected<void, StoreError> CoordinationStore::save(coordinate::Effects& effects) {
  return effects.is_durable_change() ? impl_->save(effects) : std::expected<void, StoreError>();
}

std::expected<void, StoreError> CoordinationStore::probe() {
  coordinate::Effects nothing;
  return impl_->save(nothing);
}

const std::vector<LocalizedMessage>& CoordinationStore::findings() const {
  return impl_->findings.lines;
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
