#pragma once
// What a connection over TLS needs: who may sign the broker's certificate, the name it must bear, and a
// certificate of our own where the broker asks for one. Certificates are always checked; there is no switch
// to leave that out.
//
// Thread: one.

#include <expected>
#include <memory>
#include <string>

#include "base/localized_message.h"

struct ssl_ctx_st;

namespace selat::mqtt {

struct TlsOptions {
  std::string name = {};         // of the broker, as its certificate must bear it; or its address
  std::string authorities = {};  // file of certificates that may sign; empty: those of the system
  std::string certificate = {};  // file of our own; empty: none
  std::string key = {};          // file of its key
};

class TlsContext {
 public:
  // Reads the files; what is wrong with one of them is the error.
  [[nodiscard]] static std::expected<TlsContext, LocalizedMessage> make(const TlsOptions& options);
  TlsContext(TlsContext&&) noexcept;
  TlsContext& operator=(TlsContext&&) = delete;
  ~TlsContext();

  [[nodiscard]] ssl_ctx_st* get() const;
  // Why the broker's certificate was refused in the last handshake; empty: it was not.
  [[nodiscard]] const LocalizedMessage& refusal() const;
  // Whether the other end has said anything in that handshake that is of TLS.
  [[nodiscard]] bool has_answered() const;
  void begin_handshake();

 private:
  struct Impl;
  explicit TlsContext(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::mqtt
