#include "base/system_words.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace selat {
namespace {

// As they are said, letter by letter. The usual ones: those of files, disks, sockets and names.
constexpr auto kKnown = std::to_array<MessageId>({
    // errno
    tr("Operation not permitted"),
    tr("No such file or directory"),
    tr("Interrupted system call"),
    tr("Input/output error"),
    tr("No such device or address"),
    tr("Bad file descriptor"),
    tr("Resource temporarily unavailable"),
    tr("Cannot allocate memory"),
    tr("Permission denied"),
    tr("Device or resource busy"),
    tr("File exists"),
    tr("Invalid cross-device link"),
    tr("No such device"),
    tr("Not a directory"),
    tr("Is a directory"),
    tr("Invalid argument"),
    tr("Too many open files in system"),
    tr("Too many open files"),
    tr("Inappropriate ioctl for device"),
    tr("Text file busy"),
    tr("File too large"),
    tr("No space left on device"),
    tr("Illegal seek"),
    tr("Read-only file system"),
    tr("Broken pipe"),
    tr("File name too long"),
    tr("Directory not empty"),
    tr("Too many levels of symbolic links"),
    tr("Protocol error"),
    tr("Protocol not supported"),
    tr("Address family not supported by protocol"),
    tr("Message too long"),
    tr("Address already in use"),
    tr("Cannot assign requested address"),
    tr("Network is down"),
    tr("Network is unreachable"),
    tr("Software caused connection abort"),
    tr("Connection reset by peer"),
    tr("No buffer space available"),
    tr("Transport endpoint is not connected"),
    tr("Connection timed out"),
    tr("Connection refused"),
    tr("Host is down"),
    tr("No route to host"),
    tr("Disk quota exceeded"),
    tr("Operation canceled"),
    tr("Stale file handle"),
    // Asio
    tr("End of file"),
    // getaddrinfo
    tr("Name or service not known"),
    tr("Temporary failure in name resolution"),
    tr("No address associated with hostname"),
    tr("Non-recoverable failure in name resolution"),
    // SQLite
    tr("database or disk is full"),
    tr("disk I/O error"),
    tr("unable to open database file"),
    tr("attempt to write a readonly database"),
    tr("file is not a database"),
    tr("database disk image is malformed"),
    tr("database is locked"),
    // libmosquitto
    tr("The connection was lost."),
    tr("The connection was refused."),
    tr("A network protocol error occurred when communicating with the broker."),
    tr("A TLS error occurred."),
    tr("Connection Refused: unacceptable protocol version."),
    tr("Connection Refused: identifier rejected."),
    tr("Connection Refused: broker unavailable."),
    tr("Connection Refused: bad user name or password."),
    tr("Connection Refused: not authorised."),
    // OpenSSL
    tr("certificate has expired"),
    tr("certificate is not yet valid"),
    tr("self-signed certificate"),
    tr("self-signed certificate in certificate chain"),
    tr("unable to get local issuer certificate"),
    tr("hostname mismatch"),
    tr("IP address mismatch"),
});

}  // namespace

LocalizedMessage system_words(std::string_view said) {
  const auto known = std::ranges::find(kKnown, said, &MessageId::english);
  return known == kKnown.end() ? LocalizedMessage::from_outside(std::string(said)) : LocalizedMessage(*known);
}

LocalizedMessage system_words(int error) {
  return system_words(std::strerror(error));
}

}  // namespace selat
