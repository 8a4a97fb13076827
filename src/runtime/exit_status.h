#pragma once
// Exit statuses of every command, documented in --help.

namespace selat::runtime {

inline constexpr int kSuccess = 0;
inline constexpr int kFailure =
    1;  // the work could not be done (nothing could be read, the peer never answered)
inline constexpr int kUsage =
    2;  // wrong arguments, settings or geodata; a busy port: one clear line says which

}  // namespace selat::runtime
