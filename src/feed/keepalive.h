#pragma once
// A TCP peer that vanished without a word (cable, power, firewall) is noticed within about 3 s: after 1 s of
// silence the kernel probes, and gives up after two probes without an answer.

namespace selat::feed {

void notice_half_open(int socket);

}  // namespace selat::feed
