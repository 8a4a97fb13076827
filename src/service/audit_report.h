#pragma once
// What following the chain of the log has shown, for people and as JSON. Pure.

#include <filesystem>
#include <string>

#include "base/localized_message.h"
#include "store/audit.h"

namespace selat::service {

[[nodiscard]] LocalizedMessage words_of(const store::AuditResult& result,
                                        const std::filesystem::path& database);
[[nodiscard]] std::string as_json(const store::AuditResult& result, const std::filesystem::path& database);

}  // namespace selat::service
