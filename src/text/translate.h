#pragma once
// Texts for people in the person's language. Each is written in English where it arises, marked with tr()
// (base/localized_message.h), and found by its English text in the catalogue of the language
// (src/text/locale/*.po, compiled by msgfmt and carried inside the program). A text that a catalogue lacks
// stays English. Several languages may be used side by side.
//
// Arguments that come from outside are not escaped here; each output escapes the whole text
// (text/terminal.h). Thread: any. Pure.

#include <string>
#include <string_view>

#include "base/language.h"
#include "base/localized_message.h"

namespace selat::text {

[[nodiscard]] std::string_view translate(MessageId id, Language language);
[[nodiscard]] std::string translate(const LocalizedMessage& message, Language language);

// The whole catalogue of a language as one JSON object {"English text": "translation"}, for programs that
// translate by themselves, such as a web console. A text with a context has the key "context\u0004text", as
// gettext's own tools write it. That of English is {}: what is not in it stays as it is.
[[nodiscard]] std::string catalogue_as_json(Language language);

}  // namespace selat::text
