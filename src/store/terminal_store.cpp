#include "store/terminal_store.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "store/database.h"
#include "store/file_kind.h"
#include "wire/order.h"
#include "wire/request.h"

namespace selat::store {
namespace {

using coordinate::ToldAlert;
using coordinate::Words;
using coordinate::WordsState;

constexpr FileKind kKind = {.application = 0x53454c43,  // "SELC"
                            .version = 2};
constexpr const char* kTables = R"sql(
  CREATE TABLE words (             -- what people wrote
    number INTEGER PRIMARY KEY,
    uid INTEGER NOT NULL UNIQUE,
    written_at_us INTEGER NOT NULL,
    body BLOB NOT NULL,            -- selat.v1.CoordinationMessage
    state TEXT NOT NULL,
    answered_at_us INTEGER,
    refusal TEXT,
    remark TEXT NOT NULL
  ) STRICT;
  CREATE INDEX words_state ON words (state);
  CREATE TABLE told (              -- the newest notice about each alert
    alert INTEGER PRIMARY KEY,
    told_at_us INTEGER NOT NULL,
    is_printed INTEGER NOT NULL,
    body BLOB NOT NULL             -- selat.v1.CoordinationMessage
  ) STRICT;
  CREATE TABLE line (              -- typed, for recalling
    number INTEGER PRIMARY KEY,
    text TEXT NOT NULL
  ) STRICT;
)sql";

// New in version 2.
constexpr const char* kSecondTables = R"sql(
  CREATE TABLE coordinator (       -- what is remembered of the coordination server
    one INTEGER PRIMARY KEY CHECK (one = 1),
    term INTEGER NOT NULL,
    lease_us INTEGER NOT NULL
  ) STRICT;
)sql";

Cell instant_or_null(const std::optional<Instant>& at) {
  return at ? Cell(at->in_unix_microseconds()) : Cell();
}
Cell refusal_or_null(const std::optional<model::RefusalCode>& code) {
  return code ? Cell(std::string(name_of(*code))) : Cell();
}

// Empty when a later version of Selat wrote what this one cannot read; it stays in the file.
std::optional<Words> read_words(const Statement& row) {
  auto body = wire::request_from_bytes(row.text(3));
  const auto state = from_name<WordsState>(row.text(4));
  if (!body || !state) {
    return std::nullopt;
  }
  Words words;
  words.number = unsigned_bits(row.integer(0));
  words.uid = unsigned_bits(row.integer(1));
  words.written_at = Instant::unix_microseconds(row.integer(2));
  words.body = std::move(*body);
  words.state = *state;
  if (!row.is_null(5)) {
    words.answered_at = Instant::unix_microseconds(row.integer(5));
  }
  words.refusal = from_name<model::RefusalCode>(row.text(6));
  words.remark = row.text(7);
  return words;
}

std::expected<void, StoreError> in_one_transaction(Database& database, const std::function<void()>& work) {
  try {
    Transaction transaction(database);
    work();
    transaction.commit();
  } catch (const StoreError& error) {
    return std::unexpected(error);
  }
  return {};
}

}  // namespace

struct TerminalStore::Impl {
  explicit Impl(const std::filesystem::path& file) : database(file, Database::Access::writer) {
    open_tables();
    version = database.number("PRAGMA data_version");
  }

  // Two processes may open a new file at once.
  void open_tables() {
    Transaction transaction(database);
    if (is_empty(database)) {
      database.run(kTables);
      database.run(kSecondTables);
      set_kind(database, kKind);
    }
    require_kind(database, kKind);
    require_sound(database);
    if (database.number("PRAGMA user_version") < kKind.version) {
      database.run(kSecondTables);
      set_kind(database, kKind);
    }
    transaction.commit();
  }

  Database database;
  std::int64_t version = 0;
};

TerminalStore::TerminalStore(const std::filesystem::path& file) : impl_(std::make_unique<Impl>(file)) {}
TerminalStore::~TerminalStore() = default;

std::vector<Words> TerminalStore::words() const {
  Statement statement(impl_->database,
                      "SELECT * FROM words WHERE state = 'waiting' OR number IN (SELECT number FROM words"
                      " WHERE state <> 'waiting' ORDER BY number DESC LIMIT ?1) ORDER BY number");
  statement.bind({static_cast<std::int64_t>(coordinate::Outbox::kMostAnswered)});
  std::vector<Words> words;
  while (statement.step()) {
    if (auto one = read_words(statement)) {
      words.push_back(std::move(*one));
    }
  }
  return words;
}

bool TerminalStore::has_changed_elsewhere() {
  try {
    const std::int64_t before = std::exchange(impl_->version, impl_->database.number("PRAGMA data_version"));
    return impl_->version != before;
  } catch (const StoreError&) {
    return false;
  }
}

std::expected<void, StoreError> TerminalStore::write(std::span<Words> words) {
  Database& database = impl_->database;
  std::vector<std::uint64_t> numbers;
  auto done = in_one_transaction(database, [&] {
    Statement(database,
              "DELETE FROM words WHERE state <> 'waiting' AND number <= (SELECT max(number) FROM"
              " words) - ?1")
        .execute({static_cast<std::int64_t>(2 * coordinate::Outbox::kMostAnswered)});
    // A write that failed after it was on the disk is tried again: the uid says that it is there.
    Statement insert(database,
                     "INSERT INTO words VALUES (NULL,?1,?2,?3,?4,?5,?6,?7) ON CONFLICT (uid) DO NOTHING");
    Statement number(database, "SELECT number FROM words WHERE uid = ?1");
    for (const Words& one : words) {
      insert.execute({signed_bits(one.uid), one.written_at.in_unix_microseconds(),
                      Blob{wire::to_bytes(one.body)}, std::string(name_of(one.state)),
                      instant_or_null(one.answered_at), refusal_or_null(one.refusal), one.remark});
      number.bind({signed_bits(one.uid)});
      numbers.push_back(number.step() ? unsigned_bits(number.integer(0)) : 0);
    }
  });
  for (std::size_t i = 0; done && i < words.size(); ++i) {
    words[i].number = numbers[i];
  }
  return done;
}

std::expected<void, StoreError> TerminalStore::settle(const Words& words) {
  return in_one_transaction(impl_->database, [&] {
    Statement(impl_->database,
              "UPDATE words SET state = ?2, answered_at_us = ?3, refusal = ?4, remark = ?5 WHERE uid = ?1")
        .execute({signed_bits(words.uid), std::string(name_of(words.state)),
                  instant_or_null(words.answered_at), refusal_or_null(words.refusal), words.remark});
  });
}

std::vector<ToldAlert> TerminalStore::told() const {
  Statement statement(impl_->database, "SELECT told_at_us, is_printed, body FROM told ORDER BY alert");
  std::vector<ToldAlert> told;
  while (statement.step()) {
    if (auto notice = wire::notice_from_bytes(statement.text(2))) {
      told.push_back({.notice = std::move(*notice),
                      .told_at = Instant::unix_microseconds(statement.integer(0)),
                      .is_printed = statement.integer(1) != 0});
    }
  }
  return told;
}

std::expected<void, StoreError> TerminalStore::save(std::span<const ToldAlert> told,
                                                    std::span<const std::uint64_t> dropped) {
  Database& database = impl_->database;
  return in_one_transaction(database, [&] {
    Statement write(database, "INSERT OR REPLACE INTO told VALUES (?1,?2,?3,?4)");
    for (const ToldAlert& one : told) {
      write.execute({signed_bits(one.notice.alert.id), one.told_at.in_unix_microseconds(),
                     std::int64_t{one.is_printed}, Blob{wire::to_bytes(one.notice)}});
    }
    Statement remove(database, "DELETE FROM told WHERE alert = ?1");
    for (const std::uint64_t alert : dropped) {
      remove.execute({signed_bits(alert)});
    }
  });
}

coordinate::CoordinatorMemory TerminalStore::coordinator() const {
  Statement row(impl_->database, "SELECT term, lease_us FROM coordinator");
  if (!row.step()) {
    return {};
  }
  return {.term = static_cast<std::uint32_t>(row.integer(0)), .lease = Span::microseconds(row.integer(1))};
}

// The other terminal of this name may have heard of a later server.
std::expected<void, StoreError> TerminalStore::save(const coordinate::CoordinatorMemory& memory) {
  return in_one_transaction(impl_->database, [&] {
    Statement(impl_->database,
              "INSERT INTO coordinator VALUES (1, ?1, ?2) ON CONFLICT (one) DO UPDATE SET term ="
              " excluded.term, lease_us = excluded.lease_us WHERE excluded.term > term OR (excluded.term ="
              " term AND excluded.lease_us > lease_us)")
        .execute({std::int64_t{memory.term}, memory.lease.in_microseconds()});
  });
}

std::vector<std::string> TerminalStore::lines() const {
  Statement statement(impl_->database, "SELECT text FROM line ORDER BY number DESC LIMIT ?1");
  statement.bind({static_cast<std::int64_t>(kMostLines)});
  std::vector<std::string> lines;
  while (statement.step()) {
    lines.push_back(statement.text(0));
  }
  std::ranges::reverse(lines);
  return lines;
}

std::expected<void, StoreError> TerminalStore::remember(std::string_view line) {
  Database& database = impl_->database;
  return in_one_transaction(database, [&] {
    Statement(database, "INSERT INTO line VALUES (NULL, ?1)").execute({std::string(line)});
    Statement(database, "DELETE FROM line WHERE number <= (SELECT max(number) FROM line) - ?1")
        .execute({static_cast<std::int64_t>(kMostLines)});
  });
}

}  // namespace selat::store
