#include "store/coordination_store.h"

#include <utility>

#include <fmt/format.h>

#include "store/database.h"
#include "wire/alert.h"

namespace selat::store {
namespace {

constexpr std::int64_t kApplication = 0x53454c54;  // "SELT"
constexpr std::int64_t kVersion = 1;

// Unsigned numbers are stored as their 64 bits.
constexpr const char* kSchema = R"sql(
  CREATE TABLE term (
    term INTEGER PRIMARY KEY,
    began_at_us INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE sector (
    id TEXT PRIMARY KEY,
    holder TEXT NOT NULL,          -- '': unowned
    epoch INTEGER NOT NULL,
    lease INTEGER NOT NULL,
    lease_for_us INTEGER NOT NULL,
    changed_at_us INTEGER NOT NULL,
    plan_version INTEGER NOT NULL,
    travel_time_us INTEGER NOT NULL,
    asset TEXT NOT NULL,
    priority REAL NOT NULL,
    open_alerts INTEGER NOT NULL,
    second_best TEXT NOT NULL,
    second_travel_time_us INTEGER
  ) STRICT;
  CREATE TABLE alert (
    id INTEGER PRIMARY KEY,
    state TEXT NOT NULL,           -- for people; the program reads body
    rule TEXT NOT NULL,
    body BLOB NOT NULL             -- selat.v1.Alert
  ) STRICT;
  CREATE TABLE exclusion (
    sector TEXT NOT NULL,
    control_point TEXT NOT NULL,
    until_us INTEGER NOT NULL,
    code TEXT NOT NULL,
    remark TEXT NOT NULL,
    PRIMARY KEY (sector, control_point)
  ) STRICT;
  CREATE TABLE log (               -- append only
    entry INTEGER PRIMARY KEY,
    at_us INTEGER NOT NULL,
    kind TEXT NOT NULL,
    from_control_point TEXT NOT NULL,
    from_term INTEGER NOT NULL,
    letter INTEGER NOT NULL,
    sector TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    alert INTEGER NOT NULL,
    code TEXT,
    latitude_e7 INTEGER,
    longitude_e7 INTEGER,
    text TEXT NOT NULL,
    UNIQUE (from_control_point, from_term, letter)
  ) STRICT;
)sql";

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

template <typename Enum>
Cell name_or_null(const std::optional<Enum>& value) {
  return value ? Cell(std::string(name_of(*value))) : Cell();
}

void save_record(Database& database, const coordinate::SectorRecord& record) {
  Statement statement(database,
                      "INSERT OR REPLACE INTO sector VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)");
  const model::AssignmentReason& reason = record.reason;
  statement.execute(
      {string_of(record.sector), string_of(record.holder), signed_bits(record.epoch),
       signed_bits(record.lease), record.lease_for.in_microseconds(), microseconds(record.changed_at),
       signed_bits(record.plan_version), reason.travel_time.in_microseconds(), string_of(reason.asset),
       reason.priority, std::int64_t{reason.open_alerts}, string_of(reason.second_best),
       reason.second_travel_time ? Cell(reason.second_travel_time->in_microseconds()) : Cell()});
}

coordinate::SectorRecord read_record(const Statement& row) {
  coordinate::SectorRecord record;
  record.sector = std::string_view(row.text(0));
  record.holder = std::string_view(row.text(1));
  record.epoch = unsigned_bits(row.integer(2));
  record.lease = unsigned_bits(row.integer(3));
  record.lease_for = Span::microseconds(row.integer(4));
  record.changed_at = Instant::unix_microseconds(row.integer(5));
  record.plan_version = unsigned_bits(row.integer(6));
  record.reason.travel_time = Span::microseconds(row.integer(7));
  record.reason.asset = std::string_view(row.text(8));
  record.reason.priority = row.real(9);
  record.reason.open_alerts = static_cast<std::uint32_t>(row.integer(10));
  record.reason.second_best = std::string_view(row.text(11));
  if (!row.is_null(12)) {
    record.reason.second_travel_time = Span::microseconds(row.integer(12));
  }
  return record;
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

void append_log(Database& database, const std::vector<model::LogEntry>& log) {
  Statement statement(
      database,
      "INSERT OR IGNORE INTO log (at_us, kind, from_control_point, from_term, letter, sector, epoch,"
      " alert, code, latitude_e7, longitude_e7, text) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)");
  for (const model::LogEntry& entry : log) {
    statement.execute({microseconds(entry.at), std::string(name_of(entry.kind)), string_of(entry.from),
                       signed_bits(entry.from_term), signed_bits(entry.request), string_of(entry.sector),
                       signed_bits(entry.epoch), signed_bits(entry.alert), name_or_null(entry.code),
                       entry.place ? Cell(std::int64_t{entry.place->latitude_e7()}) : Cell(),
                       entry.place ? Cell(std::int64_t{entry.place->longitude_e7()}) : Cell(), entry.text});
  }
}

model::LogEntry read_log_entry(const Statement& row) {
  model::LogEntry entry;
  entry.at = Instant::unix_microseconds(row.integer(0));
  entry.kind = from_name<model::LogKind>(row.text(1)).value_or(model::LogKind::accepted);
  entry.from = std::string_view(row.text(2));
  entry.from_term = unsigned_bits(row.integer(3));
  entry.request = unsigned_bits(row.integer(4));
  entry.sector = std::string_view(row.text(5));
  entry.epoch = unsigned_bits(row.integer(6));
  entry.alert = unsigned_bits(row.integer(7));
  if (!row.is_null(8)) {
    entry.code = from_name<model::DeclineCode>(row.text(8));
  }
  if (!row.is_null(9)) {
    entry.place = geo::Position::e7(static_cast<std::int32_t>(row.integer(9)),
                                    static_cast<std::int32_t>(row.integer(10)));
  }
  entry.text = row.text(11);
  return entry;
}

void open_schema(Database& database) {
  const std::int64_t application = database.number("PRAGMA application_id");
  const std::int64_t version = database.number("PRAGMA user_version");
  const auto name = database.file().string();
  if (application == 0 && version == 0 && database.number("SELECT count(*) FROM sqlite_schema") == 0) {
    Transaction transaction(database);
    database.run(kSchema);
    database.run(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}", kApplication, kVersion));
    transaction.commit();
    return;
  }
  if (application != kApplication) {
    throw StoreError(StoreProblem::corrupt,
                     LocalizedMessage(tr("database {file}: it belongs to another program; name another file"),
                                      {{"file", name}}));
  }
  if (version > kVersion) {
    throw StoreError(
        StoreProblem::newer,
        LocalizedMessage(
            tr("database {file}: its version is {version}, this Selat knows {known}; use the later Selat"),
            {{"file", name}, {"version", version}, {"known", kVersion}}));
  }
  Statement check(database, "PRAGMA quick_check(1)");
  if (!check.step() || check.text(0) != "ok") {
    throw StoreError(
        StoreProblem::corrupt,
        LocalizedMessage(
            tr("database {file}: it is damaged ({why}); move the file away to start with an empty one"),
            {{"file", name}, {"why", check.text(0)}}));
  }
}

}  // namespace

struct CoordinationStore::Impl {
  explicit Impl(const std::filesystem::path& file) : database(file) { open_schema(database); }
  Database database;
};

CoordinationStore::CoordinationStore(const std::filesystem::path& file)
    : impl_(std::make_unique<Impl>(file)) {}
CoordinationStore::~CoordinationStore() = default;

coordinate::PersistedState CoordinationStore::begin_term(Instant wall) {
  Database& database = impl_->database;
  coordinate::PersistedState persisted;
  Transaction transaction(database);
  persisted.term = static_cast<std::uint32_t>(database.number("SELECT coalesce(max(term), 0) + 1 FROM term"));
  Statement(database, "INSERT INTO term VALUES (?1, ?2)")
      .execute({std::int64_t{persisted.term}, microseconds(wall)});
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
  transaction.commit();
  return persisted;
}

std::expected<void, StoreError> CoordinationStore::save(const coordinate::Effects& effects) {
  if (!effects.is_durable_change()) {
    return {};
  }
  Database& database = impl_->database;
  try {
    Transaction transaction(database);
    for (const auto& record : effects.records) {
      save_record(database, record);
    }
    save_alerts(database, effects);
    Statement exclude(database, "INSERT OR REPLACE INTO exclusion VALUES (?1,?2,?3,?4,?5)");
    for (const auto& exclusion : effects.exclusions) {
      exclude.execute({string_of(exclusion.sector), string_of(exclusion.control_point),
                       microseconds(exclusion.until), std::string(name_of(exclusion.code)),
                       exclusion.remark});
    }
    append_log(database, effects.log);
    transaction.commit();
  } catch (const StoreError& error) {
    return std::unexpected(error);
  }
  return {};
}

std::vector<model::LogEntry> CoordinationStore::newest_log(std::size_t most) const {
  Statement statement(impl_->database,
                      "SELECT at_us, kind, from_control_point, from_term, letter, sector, epoch, alert, code,"
                      " latitude_e7, longitude_e7, text FROM log ORDER BY entry DESC LIMIT ?1");
  statement.bind({static_cast<std::int64_t>(most)});
  std::vector<model::LogEntry> entries;
  while (statement.step()) {
    entries.push_back(read_log_entry(statement));
  }
  return entries;
}

const std::filesystem::path& CoordinationStore::file() const {
  return impl_->database.file();
}

}  // namespace selat::store
