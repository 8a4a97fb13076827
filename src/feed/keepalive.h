#pragma once
// Detects within about 3 s that a TCP peer has disappeared without closing the connection (cable, power,
// firewall): after 1 s of silence the kernel sends probes, and closes the connection after two without an
// answer.

namespace selat::feed {

void detect_half_open(int socket);

}  // namespace selat::feed
