#include "store/database.h"

#include <utility>

#include <sqlite3.h>

#include "store/store_error.h"

namespace selat::store {
namespace {

constexpr int kBusyTimeout_ms = 1'000;
constexpr int kJournalPages = 1'000;  // of 4 KiB; then the write-ahead log is emptied into the database

StoreProblem problem_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return StoreProblem::in_use;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    // The file has not the tables, or a row not the values, that this program writes.
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return StoreProblem::corrupt;
    case SQLITE_FULL:
      return StoreProblem::full;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return StoreProblem::read_only;
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
      return StoreProblem::unreachable;
    default:
      return StoreProblem::failed;
  }
}

}  // namespace

Database::Database(std::filesystem::path file, Access access) : file_(std::move(file)), access_(access) {
  try {
    if (access_ == Access::writer) {
      make_directory_of(file_);
      keep_private(file_);
    }
    open();
    if (access_ == Access::writer) {
      // The process before may have seen the disk fail, and this one cannot know it.
      const int code =
          sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
      is_suspect_ |= (code & 0xff) == SQLITE_IOERR;
    }
  } catch (...) {
    close();
    throw;
  }
}

Database::~Database() {
  close();
}

// A file that is not there is not made: a writer's is there already.
void Database::open() {
  std::error_code ignored;
  if (access_ != Access::memory && std::filesystem::is_directory(file_, ignored)) {
    throw StoreError(StoreProblem::unreachable,
                     LocalizedMessage(tr("database {file}: it is a directory; name the file in it"),
                                      {{"file", file_.string()}}));
  }
  const int flags = access_ == Access::reader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  const char* name = access_ == Access::memory ? ":memory:" : file_.c_str();
  if (const int code = sqlite3_open_v2(name, &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
      code != SQLITE_OK) {
    fail(code);
  }
  sqlite3_extended_result_codes(handle_, 1);
  sqlite3_busy_timeout(handle_, kBusyTimeout_ms);
  run("PRAGMA trusted_schema=OFF");
  if (access_ != Access::writer) {
    return;
  }
  if (sqlite3_db_readonly(handle_, "main") == 1) {
    fail(SQLITE_READONLY);
  }
  run("PRAGMA journal_mode=WAL");
  run("PRAGMA synchronous=FULL");
  run("PRAGMA foreign_keys=ON");
  // A commit that succeeds is one, whatever becomes of emptying the write-ahead log after it.
  run("PRAGMA wal_autocheckpoint=0");
  run("BEGIN EXCLUSIVE; COMMIT");
  sqlite3_wal_hook(
      handle_,
      [](void* self, sqlite3*, const char*, int pages) {
        static_cast<Database*>(self)->journal_pages_ = pages;
        return SQLITE_OK;
      },
      this);
  watch_.emplace(file_);
}

// An ordinary close empties the write-ahead log into the database. That must not happen with a file that
// belongs to nobody any more, nor with one whose disk is not believed.
void Database::close() {
  if (handle_ != nullptr && (is_suspect_ || is_displaced_)) {
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  }
  sqlite3_close(handle_);
  handle_ = nullptr;
}

void Database::fail(int code) {
  is_suspect_ |= (code & 0xff) == SQLITE_IOERR;
  const bool is_of_the_last_call = handle_ != nullptr && (sqlite3_errcode(handle_) & 0xff) == (code & 0xff);
  throw problem_with(file_, problem_of(code),
                     is_of_the_last_call ? sqlite3_errmsg(handle_) : sqlite3_errstr(code));
}

void Database::require_in_place() {
  is_displaced_ |= watch_ && !watch_->is_in_place();
  if (is_displaced_) {
    throw problem_with(file_, StoreProblem::displaced, "another file, or none");
  }
}

// What the write-ahead log holds is read back as it seems to be, and then written to the database and synced:
// those pages are dirty again, so that this sync tells the truth. A commit that changes nothing then begins
// the log anew: after a power cut what is left of the earlier one would otherwise hide the database's later
// pages. If any of this fails the file stays suspect.
void Database::renew() {
  close();
  open();
  empty_journal();
  run("BEGIN IMMEDIATE; PRAGMA user_version=" + std::to_string(number("PRAGMA user_version")) + "; COMMIT");
  is_suspect_ = false;
}

void Database::empty_journal() {
  const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
  if (code != SQLITE_OK) {
    fail(code);
  }
}

void Database::begin() {
  require_in_place();
  if (is_suspect_) {
    renew();
  }
  run("BEGIN IMMEDIATE");
}

void Database::commit() {
  run("COMMIT");
  require_in_place();
  empty_journal_if_long();
}

void Database::copy_to(const std::filesystem::path& file) {
  keep_private(file);
  Statement(*this, "VACUUM INTO ?1").execute({file.string()});
}

// It tries again after the next commit: nothing depends on it but the length of the file.
void Database::empty_journal_if_long() {
  if (journal_pages_ < kJournalPages) {
    return;
  }
  const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  is_suspect_ |= (code & 0xff) == SQLITE_IOERR;
}

void Database::run(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) {
    fail(code);
  }
}

std::int64_t Database::number(const std::string& sql) {
  Statement statement(*this, sql);
  return statement.step() ? statement.integer(0) : 0;
}

Statement::Statement(Database& database, std::string_view sql) : database_(database) {
  const int code =
      sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &handle_, nullptr);
  if (code != SQLITE_OK) {
    database.fail(code);
  }
}

Statement::~Statement() {
  sqlite3_finalize(handle_);
}

void Statement::bind(std::span<const Cell> cells) {
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
  int index = 0;
  for (const Cell& cell : cells) {
    ++index;
    int code = SQLITE_OK;
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      code = sqlite3_bind_int64(handle_, index, *number);
    }
    if (const auto* real = std::get_if<double>(&cell)) {
      code = sqlite3_bind_double(handle_, index, *real);
    }
    if (const auto* text = std::get_if<std::string>(&cell)) {
      code = sqlite3_bind_text64(handle_, index, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    if (const auto* blob = std::get_if<Blob>(&cell)) {
      code = sqlite3_bind_blob64(handle_, index, blob->bytes.data(), blob->bytes.size(), SQLITE_TRANSIENT);
    }
    if (code != SQLITE_OK) {
      database_.fail(code);
    }
  }
}

bool Statement::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) {
    return true;
  }
  if (code != SQLITE_DONE) {
    sqlite3_reset(handle_);
    database_.fail(code);
  }
  return false;
}

void Statement::execute(std::span<const Cell> cells) {
  bind(cells);
  while (step()) {
  }
  sqlite3_reset(handle_);
}

int Statement::columns() const {
  return sqlite3_column_count(handle_);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}

double Statement::real(int column) const {
  return sqlite3_column_double(handle_, column);
}

std::string Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(handle_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
  return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), size);
}

Cell Statement::cell(int column) const {
  switch (sqlite3_column_type(handle_, column)) {
    case SQLITE_INTEGER:
      return integer(column);
    case SQLITE_FLOAT:
      return real(column);
    case SQLITE_TEXT:
      return text(column);
    case SQLITE_BLOB:
      return Blob{text(column)};
    default:
      return {};
  }
}

Transaction::Transaction(Database& database) : database_(database) {
  database_.begin();
}

Transaction::~Transaction() {
  if (is_open_) {
    sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

void Transaction::commit() {
  database_.commit();
  is_open_ = false;
}

}  // namespace selat::store
