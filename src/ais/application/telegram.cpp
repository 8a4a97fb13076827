// DAC 1, functions 0–5: text, acknowledgements and interrogation of capabilities (ITU-R M.1371-5 annex 5 §5;
// functions 1 and 4 as in its first edition).
#include "ais/application/fields.h"
#include "ais/application_table.h"

namespace selat::ais {

namespace {
constexpr Field kText[] = {flag("ack_required"), number("seqno_text", 11), remaining_text("text")};
constexpr Field kOldAcknowledgement[] = {number("ack_dac", 10), number("ack_seqno", 11), spare(23)};
constexpr Field kInterrogation[] = {number("req_dac", 10), number("req_fid", 6)};
constexpr Field kCapabilityInterrogation[] = {number("req_dac", 10)};
constexpr Field kCapability[] = {flag("available"), spare(1)};
constexpr Field kCapabilityReply[] = {number("ack_dac", 10), list("functions", kCapability, 64)};
constexpr std::string_view kResponses[] = {"unable to respond", "reception acknowledged",
                                           "response to follow", "able to respond but currently inhibited"};
constexpr Field kAcknowledgement[] = {number("ack_dac", 10),           number("ack_fid", 6),
                                      number("ack_seqno", 11),         flag("available"),
                                      code("response", 3, kResponses), spare(49)};
}  // namespace

constinit const ApplicationFormat kTextTelegramAddressed = {
    .id = {1, 0}, .is_addressed = true, .title = "text telegram", .fields = kText};
constinit const ApplicationFormat kTextTelegram = {.id = {1, 0}, .title = "text telegram", .fields = kText};
constinit const ApplicationFormat kOldApplicationAcknowledgement = {
    .id = {1, 1},
    .is_addressed = true,
    .title = "application acknowledgement (1998)",
    .fields = kOldAcknowledgement};
constinit const ApplicationFormat kFunctionInterrogation = {
    .id = {1, 2}, .is_addressed = true, .title = "interrogation for a function", .fields = kInterrogation};
constinit const ApplicationFormat kCapabilityInterrogationFormat = {.id = {1, 3},
                                                                    .is_addressed = true,
                                                                    .title = "capability interrogation",
                                                                    .fields = kCapabilityInterrogation};
constinit const ApplicationFormat kCapabilityReplyFormat = {.id = {1, 4},
                                                            .is_addressed = true,
                                                            .title = "capability reply",
                                                            .fields = kCapabilityReply,
                                                            .min_bits = 138};
constinit const ApplicationFormat kApplicationAcknowledgement = {
    .id = {1, 5}, .is_addressed = true, .title = "application acknowledgement", .fields = kAcknowledgement};

}  // namespace selat::ais
