#pragma once
// The short way for what nearly every line is: one whole AIS sentence from its '!' to its checksum, with
// nothing behind it and nothing wrong with it. What the short way takes, parse_sentence() and Bits would have
// taken with the same result; what it leaves, they judge.

#include <string_view>

#include "ais/bits.h"
#include "ais/sentence.h"

namespace selat::ais {

// False: not so usual, and sentence and bits are useless. True: the sentence is as parse_sentence() gives it,
// its payload has only six-bit characters, and where it is a whole message (count 1) bits are its bits.
using TakeUsualSentence = bool (*)(std::string_view text, Sentence& sentence, Bits& bits);

[[nodiscard]] TakeUsualSentence plain_usual_sentence();
// With AVX2 where this processor has it.
[[nodiscard]] TakeUsualSentence fastest_usual_sentence();

}  // namespace selat::ais
