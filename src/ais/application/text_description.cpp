// DAC 1, functions 29 (broadcast) and 30 (addressed): text that describes another message (IMO
// SN.1/Circ.289).
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr Field kFields[] = {number("linkage", 10), remaining_text("text")};
}  // namespace

constinit const ApplicationFormat kTextDescription = {
    .id = {1, 29}, .title = "text description", .fields = kFields};
constinit const ApplicationFormat kTextDescriptionAddressed = {
    .id = {1, 30}, .is_addressed = true, .title = "text description", .fields = kFields};

}  // namespace selat::ais
