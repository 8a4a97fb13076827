#include "store/terminal_store.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <utility>

#include "store/database.h"
#include "store/owner_lock.h"
#include "store/terminal_schema.h"
#include "wire/order.h"
#include "wire/request.h"

namespace selat::store {
namespace {

using coordinate::ToldAlert;
using coordinate::Words;
using coordinate::WordsState;

// Another terminal of the same file puts it in order within milliseconds.
constexpr Span kPatience = Span::seconds(2);

Cell instant_or_null(const std::optional<Instant>& at) {
  return at ? Cell(at->in_unix_microseconds()) : Cell();
}
Cell refusal_or_null(const std::optional<model::RefusalCode>& code) {
  return code ? Cell(std::string(name_of(*code))) : Cell();
}

// Of rows whose checksum holds: their types are those of the columns.
std::int64_t integer(const Cell& cell) {
  const auto* value = std::get_if<std::int64_t>(&cell);
  return value == nullptr ? 0 : *value;
}
std::string text(const Cell& cell) {
  const auto* blob = std::get_if<Blob>(&cell);
  const auto* value = std::get_if<std::string>(&cell);
  return blob != nullptr ? blob->bytes : value != nullptr ? *value : std::string();
}

std::vector<Cell> cells_of(const Words& words) {
  return {signed_bits(words.number),
          signed_bits(words.uid),
          words.written_at.in_unix_microseconds(),
          Blob{wire::to_bytes(words.body)},
          std::string(name_of(words.state)),
          instant_or_null(words.answered_at),
          refusal_or_null(words.refusal),
          words.remark};
}

// Empty when a later version of Selat wrote what this one cannot read; it stays in the file.
std::optional<Words> words_of(const std::vector<Cell>& cells) {
  auto body = wire::request_from_bytes(text(cells[3]));
  const auto state = from_name<WordsState>(text(cells[4]));
  if (!body || !state) {
    return std::nullopt;
  }
  Words words;
  words.number = unsigned_bits(integer(cells[0]));
  words.uid = unsigned_bits(integer(cells[1]));
  words.written_at = Instant::unix_microseconds(integer(cells[2]));
  words.body = std::move(*body);
  words.state = *state;
  if (std::holds_alternative<std::int64_t>(cells[5])) {
    words.answered_at = Instant::unix_microseconds(integer(cells[5]));
  }
  words.refusal = from_name<model::RefusalCode>(text(cells[6]));
  words.remark = text(cells[7]);
  return words;
}

// The rows whose checksum holds. What was damaged before the file was opened has been found and told by then.
void read_rows(Database& database, const CheckedTable& table,
               const std::function<void(std::vector<Cell>)>& visit) {
  bool is_torn = false;
  std::ignore = read_checked(database, table, visit, is_torn);
}

std::int64_t number_of(Database& database, std::uint64_t uid) {
  Statement row(database, "SELECT number FROM words WHERE uid = ?1");
  row.bind({signed_bits(uid)});
  return row.step() ? row.integer(0) : 0;
}

void drop_oldest_answered(Database& database) {
  Statement(database,
            "DELETE FROM words WHERE state <> 'waiting' AND number <= (SELECT max(number) FROM words) - ?1")
      .execute({static_cast<std::int64_t>(2 * coordinate::Outbox::kMostAnswered)});
}

coordinate::CoordinatorMemory read_coordinator(Database& database) {
  coordinate::CoordinatorMemory memory;
  read_rows(database, kCoordinator, [&](const std::vector<Cell>& cells) {
    memory = {.term = static_cast<std::uint32_t>(integer(cells[1])),
              .run = unsigned_bits(integer(cells[2])),
              .lease = Span::microseconds(integer(cells[3]))};
  });
  return memory;
}

std::uint64_t read_saves(Database& database) {
  std::uint64_t saves = 0;
  read_rows(database, kSaves,
            [&](const std::vector<Cell>& cells) { saves = unsigned_bits(integer(cells[1])); });
  return saves;
}

void write_saves(Database& database, std::uint64_t saves) {
  CheckedWriter(database, kSaves).write({std::int64_t{1}, signed_bits(saves)});
}

}  // namespace

struct TerminalStore::Impl {
  Impl(const std::filesystem::path& file, Instant wall)
      : lock(file, kPatience),
        findings(put_in_order(file, terminal_file(), wall, lock.noted().saves > 0)),
        database(file) {
    look_for_lost_saves();
    lock.release();
    version = database.number("PRAGMA data_version");
  }

  // What SQLite finds damaged at the end of its write-ahead log it leaves out without a word.
  void look_for_lost_saves() {
    Transaction transaction(database);
    const std::uint64_t saves = read_saves(database);
    const std::uint64_t noted = lock.noted().saves;
    if (noted > saves) {
      findings.lines.emplace_back(
          tr("database {file}: {missing} saves are not in it: it was deleted, replaced by an older copy, or "
             "the disk has lost them"),
          std::vector<LocalizedMessage::Argument>{{"file", database.file().string()},
                                                  {"missing", static_cast<std::int64_t>(noted - saves)}});
      write_saves(database, noted);
    }
    transaction.commit();
  }

  std::expected<void, StoreError> in_one_transaction(const std::function<void()>& work) {
    try {
      Transaction transaction(database);
      work();
      const std::uint64_t saves = read_saves(database) + 1;
      write_saves(database, saves);
      transaction.commit();
      lock.note({.saves = saves, .alert_number = 0});
    } catch (const StoreError& error) {
      return std::unexpected(error);
    }
    return {};
  }

  OwnerLock lock;
  Findings findings;
  Database database;
  std::int64_t version = 0;
};

TerminalStore::TerminalStore(const std::filesystem::path& file, Instant wall)
    : impl_(std::make_unique<Impl>(file, wall)) {}
TerminalStore::~TerminalStore() = default;

const std::vector<LocalizedMessage>& TerminalStore::findings() const {
  return impl_->findings.lines;
}

bool TerminalStore::is_in_place() {
  try {
    impl_->database.require_in_place();
  } catch (const StoreError&) {
    return false;
  }
  return true;
}

std::vector<Words> TerminalStore::words() const {
  std::vector<Words> words;
  read_rows(impl_->database, kWords, [&](const std::vector<Cell>& cells) {
    if (auto one = words_of(cells)) {
      words.push_back(std::move(*one));
    }
  });
  std::ranges::sort(words, {}, &Words::number);
  std::ptrdiff_t too_many =
      std::ranges::count_if(words, [](const Words& one) { return one.state != WordsState::waiting; }) -
      static_cast<std::ptrdiff_t>(coordinate::Outbox::kMostAnswered);
  std::erase_if(words, [&](const Words& one) { return one.state != WordsState::waiting && too_many-- > 0; });
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
  std::vector<std::int64_t> numbers;
  auto done = impl_->in_one_transaction([&] {
    drop_oldest_answered(database);
    CheckedWriter writer(database, kWords);
    for (const Words& one : words) {
      // A write that failed after it was on the disk is tried again: the uid says that it is there.
      std::int64_t number = number_of(database, one.uid);
      if (number == 0) {
        number = database.number("SELECT coalesce(max(number), 0) + 1 FROM words");
        Words numbered = one;
        numbered.number = unsigned_bits(number);
        writer.write(cells_of(numbered));
      }
      numbers.push_back(number);
    }
  });
  for (std::size_t i = 0; done && i < words.size(); ++i) {
    words[i].number = unsigned_bits(numbers[i]);
  }
  return done;
}

std::expected<void, StoreError> TerminalStore::settle(const Words& words) {
  return impl_->in_one_transaction([&] {
    Words numbered = words;
    numbered.number = unsigned_bits(number_of(impl_->database, words.uid));
    if (numbered.number != 0) {
      CheckedWriter(impl_->database, kWords).write(cells_of(numbered));
    }
  });
}

std::vector<ToldAlert> TerminalStore::told() const {
  std::vector<ToldAlert> told;
  read_rows(impl_->database, kTold, [&](const std::vector<Cell>& cells) {
    if (auto notice = wire::notice_from_bytes(text(cells[3]))) {
      told.push_back({.notice = std::move(*notice),
                      .told_at = Instant::unix_microseconds(integer(cells[1])),
                      .is_printed = integer(cells[2]) != 0});
    }
  });
  return told;
}

std::expected<void, StoreError> TerminalStore::save(std::span<const ToldAlert> told,
                                                    std::span<const std::uint64_t> dropped) {
  Database& database = impl_->database;
  return impl_->in_one_transaction([&] {
    CheckedWriter writer(database, kTold);
    for (const ToldAlert& one : told) {
      writer.write({signed_bits(one.notice.alert.id), one.told_at.in_unix_microseconds(),
                    std::int64_t{one.is_printed}, Blob{wire::to_bytes(one.notice)}});
    }
    Statement remove(database, "DELETE FROM told WHERE alert = ?1");
    for (const std::uint64_t alert : dropped) {
      remove.execute({signed_bits(alert)});
    }
  });
}

coordinate::CoordinatorMemory TerminalStore::coordinator() const {
  return read_coordinator(impl_->database);
}

// The other terminal of this name may have heard of a later server.
std::expected<void, StoreError> TerminalStore::save(const coordinate::CoordinatorMemory& memory) {
  return impl_->in_one_transaction([&] {
    const coordinate::CoordinatorMemory known = read_coordinator(impl_->database);
    if (memory.term < known.term) {
      return;
    }
    const Span lease = memory.term == known.term ? std::max(memory.lease, known.lease) : memory.lease;
    CheckedWriter(impl_->database, kCoordinator)
        .write(
            {std::int64_t{1}, std::int64_t{memory.term}, signed_bits(memory.run), lease.in_microseconds()});
  });
}

std::vector<std::string> TerminalStore::lines() const {
  std::vector<std::pair<std::int64_t, std::string>> numbered;
  read_rows(impl_->database, kLines, [&](const std::vector<Cell>& cells) {
    numbered.emplace_back(integer(cells[0]), text(cells[1]));
  });
  std::ranges::sort(numbered);
  std::vector<std::string> lines;
  std::ranges::transform(numbered, std::back_inserter(lines),
                         [](auto& line) { return std::move(line.second); });
  return lines;
}

std::expected<void, StoreError> TerminalStore::remember(std::string_view line) {
  Database& database = impl_->database;
  return impl_->in_one_transaction([&] {
    const std::int64_t number = database.number("SELECT coalesce(max(number), 0) + 1 FROM line");
    CheckedWriter(database, kLines).write({number, std::string(line)});
    Statement(database, "DELETE FROM line WHERE number <= ?1")
        .execute({number - static_cast<std::int64_t>(kMostLines)});
  });
}

}  // namespace selat::store
