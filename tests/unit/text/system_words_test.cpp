#include "base/system_words.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <gtest/gtest.h>

#include "text/translate.h"

namespace selat::text {
namespace {

// The words are those of this system's library, letter by letter: otherwise they are shown in English.
TEST(SystemWords, AreThoseOfTheSystem) {
  for (const int error :
       {EPERM,  ENOENT,    EINTR,     EIO,          ENXIO,        EBADF,         EAGAIN,         ENOMEM,
        EACCES, EBUSY,     EEXIST,    EXDEV,        ENODEV,       ENOTDIR,       EISDIR,         EINVAL,
        ENFILE, EMFILE,    ENOTTY,    ETXTBSY,      EFBIG,        ENOSPC,        ESPIPE,         EROFS,
        EPIPE,  ENOTEMPTY, ELOOP,     ENAMETOOLONG, EPROTO,       EAFNOSUPPORT,  EMSGSIZE,       EADDRINUSE,
        EDQUOT, ENETDOWN,  ENOBUFS,   ENETUNREACH,  ECONNRESET,   ECONNABORTED,  ENOTCONN,       ETIMEDOUT,
        ESTALE, EHOSTDOWN, ECANCELED, EHOSTUNREACH, ECONNREFUSED, EADDRNOTAVAIL, EPROTONOSUPPORT}) {
    for (const Language language : {Language::id, Language::ms}) {
      EXPECT_NE(translate(system_words(error), language), std::strerror(error));
    }
    EXPECT_EQ(system_words(error).in_english(), std::strerror(error));
    EXPECT_EQ(system_words(std::generic_category().message(error)), system_words(error));
  }
}

TEST(SystemWords, AreTranslatedWithinAMessage) {
  const LocalizedMessage message(tr("cannot be read: {why}"), {{"why", system_words(EACCES)}});
  EXPECT_EQ(translate(message, Language::ms), "tidak dapat dibaca: Kebenaran ditolak");
}

TEST(SystemWords, WhatIsNotKnownStaysAsItIs) {
  EXPECT_EQ(system_words("the flux capacitor is empty").in_english(), "the flux capacitor is empty");
}

}  // namespace
}  // namespace selat::text
