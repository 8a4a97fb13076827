// The wire format may grow, and what nobody reads may go; nothing changes its meaning: the listing
// tests/golden/wire/schema.txt holds every field and every enum value there is, and the numbers and names of
// fields that are gone. One that is missing, renumbered, renamed or of another type fails; a new one, or one
// that is gone, fails until the listing says so (proto/README.md). SELAT_WRITE_GOLDEN=1 writes the listing
// anew.

#include <cctype>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include "model/alert.h"
#include "model/assignment.h"
#include "model/feed_health.h"
#include "model/log_entry.h"
#include "model/order.h"
#include "model/process_health.h"
#include "model/radar_report.h"
#include "model/report.h"
#include "model/sector.h"
#include "model/track.h"
#include "selat/v1/coordination.pb.h"
#include "selat/v1/envelope.pb.h"

namespace selat::wire {
namespace {

const char* const kListing = SELAT_SOURCE_DIR "/tests/golden/wire/schema.txt";

// Behind the number or the name of a field that is gone for ever.
constexpr const char* kGone = " reserved";

std::string type_of(const google::protobuf::FieldDescriptor& field) {
  if (field.message_type() != nullptr) {
    return field.message_type()->name();
  }
  return field.enum_type() != nullptr ? field.enum_type()->name() : std::string(field.type_name());
}

std::string label_of(const google::protobuf::FieldDescriptor& field) {
  if (field.is_repeated()) {
    return field.is_packed() ? "repeated packed" : "repeated";
  }
  if (field.real_containing_oneof() != nullptr) {
    return "oneof " + field.real_containing_oneof()->name();
  }
  return field.has_optional_keyword() ? "optional" : "plain";
}

void list_message(const google::protobuf::Descriptor& message, std::set<std::string>& lines) {
  for (int i = 0; i < message.field_count(); ++i) {
    const auto& field = *message.field(i);
    lines.insert(message.name() + " " + std::to_string(field.number()) + " " + field.name() + " " +
                 type_of(field) + " " + label_of(field));
  }
  for (int i = 0; i < message.reserved_range_count(); ++i) {
    const auto& range = *message.reserved_range(i);
    for (int number = range.start; number < range.end; ++number) {
      lines.insert(message.name() + " " + std::to_string(number) + kGone);
    }
  }
  for (int i = 0; i < message.reserved_name_count(); ++i) {
    lines.insert(message.name() + " " + message.reserved_name(i) + kGone);
  }
  for (int i = 0; i < message.nested_type_count(); ++i) {
    list_message(*message.nested_type(i), lines);
  }
}

void list_file(const google::protobuf::FileDescriptor& file, std::set<std::string>& lines) {
  for (int i = 0; i < file.dependency_count(); ++i) {
    list_file(*file.dependency(i), lines);
  }
  for (int i = 0; i < file.message_type_count(); ++i) {
    list_message(*file.message_type(i), lines);
  }
  for (int i = 0; i < file.enum_type_count(); ++i) {
    const auto& enumeration = *file.enum_type(i);
    for (int value = 0; value < enumeration.value_count(); ++value) {
      lines.insert(enumeration.name() + " = " + std::to_string(enumeration.value(value)->number()) + " " +
                   enumeration.value(value)->name());
    }
  }
}

std::set<std::string> present() {
  std::set<std::string> lines;
  list_file(*v1::Envelope::descriptor()->file(), lines);
  list_file(*v1::CoordinationMessage::descriptor()->file(), lines);
  return lines;
}

std::set<std::string> listed() {
  std::set<std::string> lines;
  std::ifstream file(kListing);
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.front() != '#') {
      lines.insert(line);
    }
  }
  return lines;
}

TEST(Schema, NothingIsRenumberedRetypedRenamedOrForgotten) {
  const auto now = present();
  if (std::getenv("SELAT_WRITE_GOLDEN") != nullptr) {
    std::ofstream file(kListing);
    file << "# Every field and enum value of proto/selat/v1: message, number, name, type, "
            "label.\n"
            "# A field that nobody reads any more leaves two lines, its number and its name "
            "(proto/README.md).\n";
    for (const auto& line : now) {
      file << line << '\n';
    }
  }
  const auto shipped = listed();
  ASSERT_GT(shipped.size(), 100U) << kListing;
  for (const auto& line : shipped) {
    EXPECT_TRUE(now.contains(line)) << "was shipped and is no more: " << line;
  }
  for (const auto& line : now) {
    EXPECT_TRUE(shipped.contains(line)) << "new: add this line to tests/golden/wire/schema.txt: " << line;
  }
}

// protoc refuses a number that is both reserved and used; this holds that none is forgotten: up to a
// message's largest number (bodies aside, which begin at 16 by agreement) every one is a field or reserved.
TEST(Schema, ANumberThatIsGoneStaysReserved) {
  std::map<std::string, std::set<int>> numbers;
  for (const auto& line : present()) {
    std::istringstream words(line);
    std::string message, number;
    words >> message >> number;
    const bool is_number = !number.empty() && std::isdigit(static_cast<unsigned char>(number.front())) != 0;
    if (is_number && std::stoi(number) < 16) {
      numbers[message].insert(std::stoi(number));
    }
  }
  for (const auto& [message, used] : numbers) {
    for (int number = 1; number < *used.rbegin(); ++number) {
      EXPECT_TRUE(used.contains(number)) << message << " " << number << ": removed? say reserved";
    }
  }
}

// The enums of model/ and of proto/ are the same words in the same order, one further on.
template <typename Enum>
void expect_same_words(const google::protobuf::EnumDescriptor& wire, const std::string& prefix) {
  ASSERT_EQ(static_cast<std::size_t>(wire.value_count()), enum_count<Enum> + 1) << wire.name();
  EXPECT_EQ(wire.value(0)->name(), prefix + "UNSPECIFIED");
  for (std::size_t i = 0; i < enum_count<Enum>; ++i) {
    std::string word = prefix;
    for (const char c : name_of(static_cast<Enum>(i))) {
      word.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
    }
    EXPECT_EQ(wire.value(static_cast<int>(i) + 1)->name(), word);
    EXPECT_EQ(wire.value(static_cast<int>(i) + 1)->number(), static_cast<int>(i) + 1);
  }
}

TEST(Schema, EnumsSayTheSameWordsAsTheModel) {
  expect_same_words<model::Transponder>(*v1::Transponder_descriptor(), "TRANSPONDER_");
  expect_same_words<model::TrackState>(*v1::TrackState_descriptor(), "TRACK_STATE_");
  expect_same_words<model::SensorKind>(*v1::SensorKind_descriptor(), "SENSOR_KIND_");
  expect_same_words<model::Severity>(*v1::Severity_descriptor(), "SEVERITY_");
  expect_same_words<model::AnomalyPhase>(*v1::AnomalyPhase_descriptor(), "ANOMALY_PHASE_");
  expect_same_words<model::Quantity>(*v1::Quantity_descriptor(), "QUANTITY_");
  expect_same_words<model::AlertState>(*v1::AlertState_descriptor(), "ALERT_STATE_");
  expect_same_words<model::Nation>(*v1::Nation_descriptor(), "NATION_");
  expect_same_words<model::Basis>(*v1::Basis_descriptor(), "BASIS_");
  expect_same_words<model::SectorState>(*v1::SectorState_descriptor(), "SECTOR_STATE_");
  expect_same_words<model::DeclineCode>(*v1::DeclineCode_descriptor(), "DECLINE_CODE_");
  expect_same_words<model::RefusalCode>(*v1::RefusalCode_descriptor(), "REFUSAL_CODE_");
  expect_same_words<model::FeedState>(*v1::FeedState_descriptor(), "FEED_STATE_");
  expect_same_words<model::ProcessState>(*v1::ProcessState_descriptor(), "PROCESS_STATE_");
  expect_same_words<model::NoticeCause>(*v1::NoticeCause_descriptor(), "NOTICE_CAUSE_");
  expect_same_words<model::DueReason>(*v1::DueReason_descriptor(), "DUE_REASON_");
  expect_same_words<model::Outcome>(*v1::Outcome_descriptor(), "OUTCOME_");
  expect_same_words<model::LogKind>(*v1::LogKind_descriptor(), "LOG_KIND_");
  expect_same_words<model::RadarFormat>(*v1::RadarFormat_descriptor(), "RADAR_FORMAT_");
  expect_same_words<model::RadarTargetState>(*v1::RadarTargetState_descriptor(), "RADAR_TARGET_STATE_");
  expect_same_words<model::RadarDetection>(*v1::RadarDetection_descriptor(), "RADAR_DETECTION_");
  expect_same_words<model::RadarEvent>(*v1::RadarEvent_descriptor(), "RADAR_EVENT_");
}

}  // namespace
}  // namespace selat::wire
