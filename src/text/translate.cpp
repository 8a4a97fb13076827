#include "text/translate.h"

#include "text/catalogue.h"

namespace selat::text {
namespace {

// The empty key is that of the catalogue's own header.
std::string_view found(std::string_view key, Language language) {
  return key.empty() ? key : catalogue_of(language).find(key).value_or(english_of(key));
}

void append_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4U];
      out += kHex[static_cast<unsigned char>(c) & 0xfU];
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace

std::string_view translate(MessageId id, Language language) {
  return id.context().empty() ? found(id.english(), language)
                              : catalogue_of(language).find(key_of(id)).value_or(id.english());
}

std::string translate(const LocalizedMessage& message, Language language) {
  return message.rendered([language](std::string_view key) { return found(key, language); });
}

std::string catalogue_as_json(Language language) {
  std::string out = "{";
  const Catalogue& catalogue = catalogue_of(language);
  for (std::size_t i = 0; i < catalogue.size(); ++i) {
    if (const Catalogue::Entry entry = catalogue.entry(i); !entry.key.empty()) {
      out += out.size() > 1 ? ",\n" : "\n";
      append_json_string(out, entry.key);
      out += ": ";
      append_json_string(out, entry.text);
    }
  }
  return out += "\n}\n";
}

}  // namespace selat::text
