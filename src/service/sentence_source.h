#pragma once
// The source of the simulated sentences that are served over TCP: traffic in the Strait, or a load of a given
// number of sentences a second. When a sentence is due is measured by the steady clock from the making of the
// source.
//
// Thread: that of the io_context the server runs on.

#include <cstdint>
#include <memory>

#include "base/localized_message.h"
#include "config/settings.h"
#include "feed/line_server.h"
#include "service/simulate_options.h"
#include "simulate/environment.h"
#include "simulate/load_waters.h"
#include "units/clock.h"

namespace selat::service {

class SentenceSource {
 public:
  virtual ~SentenceSource() = default;
  SentenceSource(const SentenceSource&) = delete;
  SentenceSource& operator=(const SentenceSource&) = delete;

  // What is served, in words.
  [[nodiscard]] virtual LocalizedMessage describe() const = 0;
  // How often to append what is due.
  [[nodiscard]] virtual Span period() const = 0;
  // How long a history the server keeps for clients that come later.
  [[nodiscard]] virtual Span history() const = 0;
  // False when there is nothing more to come.
  virtual bool append_due(feed::LineServer& server) = 0;

 protected:
  SentenceSource() = default;
};

// Traffic with its history. Throws UsageError where the file of the ground truth
// cannot be opened.
[[nodiscard]] std::unique_ptr<SentenceSource> traffic_source(const SimulateOptions& options,
                                                             simulate::Environment environment, Clock clock);
// Begins with its first client.
[[nodiscard]] std::unique_ptr<SentenceSource> load_source(const SimulateOptions& options,
                                                          std::unique_ptr<simulate::LoadWaters> waters,
                                                          Clock clock);
// Where the vessels of a load are: in the Strait of the settings' chart, unless the options say the ocean.
[[nodiscard]] std::unique_ptr<simulate::LoadWaters> waters_of(const SimulateOptions& options,
                                                              const config::Settings& settings);

// The one or the other, after the chart of the settings.
[[nodiscard]] std::unique_ptr<SentenceSource> source_of(const SimulateOptions& options,
                                                        const config::Settings& settings, Clock clock);

// No message has more (ITU-R M.1371-5: five slots; nine is what a sentence's numbering can say).
inline constexpr std::uint64_t kMostSentencesOfAMessage = 9;
// Enough that static data of one vessel come again only after 30 s (simulate/load.h).
[[nodiscard]] std::uint32_t vessels_for_load(std::uint64_t sentences_per_s);

}  // namespace selat::service
