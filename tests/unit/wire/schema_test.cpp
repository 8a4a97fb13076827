// The wire format may grow and never change: the listing tests/golden/wire/schema.txt holds every field and
// every enum value ever shipped. One that is missing, renumbered, renamed or of another type fails; a new one
// fails until the listing names it (proto/README.md). SELAT_WRITE_GOLDEN=1 writes the listing anew.

#include <cctype>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include "model/alert.h"
#include "model/assignment.h"
#include "model/report.h"
#include "model/sector.h"
#include "model/track.h"
#include "selat/v1/envelope.pb.h"

namespace selat::wire {
namespace {

const char* const kListing = SELAT_SOURCE_DIR "/tests/golden/wire/schema.txt";

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

TEST(Schema, NothingShippedIsRemovedRenumberedRetypedOrRenamed) {
  const auto now = present();
  if (std::getenv("SELAT_WRITE_GOLDEN") != nullptr) {
    std::ofstream file(kListing);
    file << "# Every field and enum value of proto/selat/v1 ever shipped: message, number, name, type, "
            "label.\n"
            "# Lines are added, never changed or taken away (proto/README.md).\n";
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
  expect_same_words<model::Severity>(*v1::Severity_descriptor(), "SEVERITY_");
  expect_same_words<model::AnomalyPhase>(*v1::AnomalyPhase_descriptor(), "ANOMALY_PHASE_");
  expect_same_words<model::Quantity>(*v1::Quantity_descriptor(), "QUANTITY_");
  expect_same_words<model::AlertState>(*v1::AlertState_descriptor(), "ALERT_STATE_");
  expect_same_words<model::Nation>(*v1::Nation_descriptor(), "NATION_");
  expect_same_words<model::Permit>(*v1::Permit_descriptor(), "PERMIT_");
  expect_same_words<model::DelimitationStatus>(*v1::DelimitationStatus_descriptor(), "DELIMITATION_STATUS_");
  expect_same_words<model::Basis>(*v1::Basis_descriptor(), "BASIS_");
  expect_same_words<model::SectorState>(*v1::SectorState_descriptor(), "SECTOR_STATE_");
  expect_same_words<model::DeclineCode>(*v1::DeclineCode_descriptor(), "DECLINE_CODE_");
}

}  // namespace
}  // namespace selat::wire
