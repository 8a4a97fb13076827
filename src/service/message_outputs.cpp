#include "service/message_outputs.h"

#include <array>
#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>

#include "ais/encode.h"
#include "ais/json/message_json.h"
#include "service/message_filter.h"
#include "service/open_output.h"
#include "service/radar_json.h"

namespace selat::service {
namespace {

using Format = config::OutputSettings::Format;

// Sequence ids tell the parts of messages apart that are under way at one time.
constexpr std::uint8_t kSequenceIds = 10;

// A message as lines.
struct Lines {
  std::string text;
  std::uint32_t count = 0;  // 0: not written yet
};

struct FilteredOutput {
  OpenOutput output;
  MessageFilter filter;
};

}  // namespace

struct MessageOutputs::Impl {
  // Each only when an output wants it.
  void write_sentences(const ais::Received& received, bool has_tag_blocks, Lines& into) {
    ais::EncodeOptions options;
    options.is_own_ship = received.is_own_ship;
    options.channel = received.channel;
    options.sequence_id = sequence_id;
    if (has_tag_blocks) {
      options.tag_source = received.header.source.view();
      options.tag_time = received.header.observed_at;
    }
    for (const std::string& sentence : ais::encode(received.bits, options)) {
      into.text += sentence;
      into.text += "\r\n";
      ++into.count;
    }
  }

  void write_json(const ais::Received& received, std::string_view feed, Lines& into) {
    json.clear();
    ais::write_json(received.message, received.bits, {.device = feed},
                    {.source = received.header.source.view(),
                     .toa = received.header.observed_at,
                     .warnings = received.warnings},
                    json);
    json.character('\n');
    into.text = json.view();
    into.count = 1;
  }

  void take(const ais::Received& received, std::string_view feed) {
    std::array<Lines, 3> written;  // sentences, sentences with TAG blocks, JSON
    for (FilteredOutput& one : outputs) {
      if (!one.filter.passes(received)) {
        continue;
      }
      const config::OutputSettings& settings = one.output.settings();
      const bool is_json = settings.format == Format::json;
      Lines& lines = written[is_json ? 2 : settings.has_tag_blocks ? 1 : 0];
      if (lines.count == 0) {
        is_json ? write_json(received, feed, lines)
                : write_sentences(received, settings.has_tag_blocks, lines);
      }
      one.output.send(lines.text, lines.count);
    }
    sequence_id = static_cast<std::uint8_t>((sequence_id + 1) % kSequenceIds);
  }

  template <typename Received>
  void take_radar(const Received& received, std::string_view feed) {
    json.clear();
    for (FilteredOutput& one : outputs) {
      if (one.output.settings().format != Format::json || !one.filter.passes(received)) {
        continue;
      }
      if (json.view().empty()) {
        write_radar_json(received, feed, json);
        json.character('\n');
      }
      one.output.send(json.view(), 1);
    }
  }

  std::vector<FilteredOutput> outputs;
  std::uint8_t sequence_id = 0;
  ais::JsonText json;
};

MessageOutputs::MessageOutputs(boost::asio::io_context& io,
                               const std::vector<config::OutputSettings>& settings, const Clock& clock)
    : impl_(std::make_unique<Impl>()) {
  for (const config::OutputSettings& one : settings) {
    if (one.format != Format::alerts) {
      impl_->outputs.push_back({OpenOutput(io, one, {.clock = clock}), MessageFilter(one)});
    }
  }
}
MessageOutputs::~MessageOutputs() = default;

bool MessageOutputs::empty() const {
  return impl_->outputs.empty();
}

void MessageOutputs::take(const ais::Received& received, std::string_view feed) {
  impl_->take(received, feed);
}

void MessageOutputs::take(const radar::ReceivedReport& received, std::string_view feed) {
  impl_->take_radar(received, feed);
}
void MessageOutputs::take(const radar::ReceivedStatus& received, std::string_view feed) {
  impl_->take_radar(received, feed);
}

void MessageOutputs::tidy() {
  for (FilteredOutput& one : impl_->outputs) {
    one.output.tidy();
  }
}

void MessageOutputs::describe(model::ProcessHealth& health) const {
  for (const FilteredOutput& one : impl_->outputs) {
    one.output.describe(health);
  }
}

}  // namespace selat::service
