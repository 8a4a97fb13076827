#include "mqtt/tls_context.h"

#include <cerrno>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include "base/system_words.h"

namespace selat::mqtt {

struct TlsContext::Impl {
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context{SSL_CTX_new(TLS_client_method()), SSL_CTX_free};
  std::string name;  // empty where it is an address
  LocalizedMessage refusal;
  bool has_answered = false;
};

namespace {

// What is wrong with the file of an option, before OpenSSL reads it: that says of most only "system lib".
std::optional<LocalizedMessage> problem_of(std::string_view option, const std::string& file) {
  const auto says = [&](const LocalizedMessage& why) {
    return LocalizedMessage(tr("{option} {file}: {why}"), {{"option", option}, {"file", file}, {"why", why}});
  };
  std::error_code unknown;
  if (std::filesystem::is_directory(file, unknown)) {
    return says(tr("is a directory; name a file in it"));
  }
  if (::access(file.c_str(), R_OK) != 0) {
    return says(
        {tr("{why}; put the file there, or mend its path or rights"), {{"why", system_words(errno)}}});
  }
  return std::nullopt;
}

std::optional<LocalizedMessage> problem_of(const TlsOptions& options) {
  const std::pair<std::string_view, const std::string&> files[] = {
      {"ca_file", options.authorities}, {"cert_file", options.certificate}, {"key_file", options.key}};
  for (const auto& [option, file] : files) {
    if (auto problem = file.empty() ? std::nullopt : problem_of(option, file)) {
      return problem;
    }
  }
  return std::nullopt;
}

// What OpenSSL says last, of the file at which it failed.
std::unexpected<LocalizedMessage> refused(std::string_view option, const std::string& file) {
  const char* const said = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return std::unexpected(LocalizedMessage(
      tr("{option} {file}: {why}; it must be in PEM form"),
      {{"option", option}, {"file", file}, {"why", system_words(said == nullptr ? "" : said)}}));
}

}  // namespace

TlsContext::TlsContext(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TlsContext::TlsContext(TlsContext&&) noexcept = default;
TlsContext::~TlsContext() = default;

std::expected<TlsContext, LocalizedMessage> TlsContext::make(const TlsOptions& options) {
  if (auto problem = problem_of(options)) {
    return std::unexpected(*std::move(problem));
  }
  auto impl = std::make_unique<Impl>();
  SSL_CTX* const context = impl->context.get();
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  const bool knows_authorities =
      options.authorities.empty()
          ? SSL_CTX_set_default_verify_paths(context) == 1
          : SSL_CTX_load_verify_locations(context, options.authorities.c_str(), nullptr) == 1;
  if (!knows_authorities) {
    return refused("ca_file", options.authorities);
  }
  if (!options.certificate.empty()) {
    if (SSL_CTX_use_certificate_chain_file(context, options.certificate.c_str()) != 1) {
      return refused("cert_file", options.certificate);
    }
    if (SSL_CTX_use_PrivateKey_file(context, options.key.c_str(), SSL_FILETYPE_PEM) != 1) {
      return refused("key_file", options.key);
    }
  }
  X509_VERIFY_PARAM* const check = SSL_CTX_get0_param(context);
  // The name must be among those the certificate is for; who it was made out to says nothing (RFC 6125).
  X509_VERIFY_PARAM_set_hostflags(check, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  if (X509_VERIFY_PARAM_set1_ip_asc(check, options.name.c_str()) != 1) {
    impl->name = options.name;
    X509_VERIFY_PARAM_set1_host(check, options.name.c_str(), options.name.size());
  }
  SSL_CTX_set_ex_data(context, 0, impl.get());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, [](int is_good, X509_STORE_CTX* checked) {
    const auto* const ssl =
        static_cast<SSL*>(X509_STORE_CTX_get_ex_data(checked, SSL_get_ex_data_X509_STORE_CTX_idx()));
    if (is_good == 0) {
      static_cast<Impl*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), 0))->refusal = {
          tr("the broker's certificate is refused: {why}"),
          {{"why", system_words(X509_verify_cert_error_string(X509_STORE_CTX_get_error(checked)))}}};
    }
    return is_good;
  });
  // The name goes with the first message, so that a broker that serves several knows which is meant. The
  // library knows the address only.
  SSL_CTX_set_info_callback(context, [](const SSL* ssl, int where, int) {
    if ((where & SSL_CB_HANDSHAKE_START) != 0) {
      std::string& name = static_cast<Impl*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), 0))->name;
      // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): here OpenSSL lets a client set it
      SSL_ctrl(const_cast<SSL*>(ssl), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
               name.empty() ? nullptr : name.data());
    }
  });
  SSL_CTX_set_msg_callback(
      context, [](int is_ours, int, int content, const void*, std::size_t, SSL* ssl, void*) {
        if (is_ours == 0 && (content == SSL3_RT_HANDSHAKE || content == SSL3_RT_ALERT)) {
          static_cast<Impl*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), 0))->has_answered = true;
        }
      });
  return TlsContext(std::move(impl));
}

ssl_ctx_st* TlsContext::get() const {
  return impl_->context.get();
}
const LocalizedMessage& TlsContext::refusal() const {
  return impl_->refusal;
}
bool TlsContext::has_answered() const {
  return impl_->has_answered;
}
void TlsContext::begin_handshake() {
  impl_->refusal = {};
  impl_->has_answered = false;
}

}  // namespace selat::mqtt
