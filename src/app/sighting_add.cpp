// selat sighting add [TEXT] --at PLACE …: enters a sighting, or asks for it.

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "app/sighting_command.h"
#include "cli/command_line.h"
#include "runtime/machine_clock.h"
#include "service/sighting_desk.h"
#include "service/sighting_form.h"

namespace selat::app {
namespace {

// Each field is an option; the last is the text itself.
void describe_fields(cli::CommandLine& line, std::vector<std::string>& typed) {
  const auto fields = service::sighting_fields();
  typed.resize(fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const service::SightingField& field = fields[i];
    if (field.option.empty()) {
      line.argument(field.value_name, typed[i], field.help, false);
    } else if (!field.choices.empty()) {
      line.choice(std::string(field.option), typed[i], {field.choices.begin(), field.choices.end()},
                  field.help);
    } else {
      line.option(std::string(field.option), field.value_name, typed[i], field.help);
    }
  }
}

}  // namespace

int sighting_add(int argc, char** argv) {
  cli::CommandLine line("sighting add",
                        tr("Enters what somebody saw and tells you. Without options it asks, question by "
                           "question: Enter takes what stands in brackets, '?' helps, '.' takes the rest as "
                           "it stands, '<' goes back."),
                        cli::CommandLine::Reads::bus);
  std::vector<std::string> typed;
  describe_fields(line, typed);
  bool insists = false, is_json = false;
  line.flag("--insist", insists, tr("Take the place though the chart has land there, or ends before it."));
  line.flag("--json", is_json, tr("The result as JSON."));
  line.examples({"selat sighting add",
                 "selat sighting add --source fisherman --reporter \"FV Sinar Laut\" --reach \"ch 16\" "
                 "--at \"2-30.0N 101-12.0E\" --persons \"about 40\" --condition adrift",
                 "selat sighting add --source vts --at \"045 3.5 from 2.5N 101.2E\" --craft fibreglass_boat "
                 "--speed 28 --course 60 \"no lights\""});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const config::Settings& settings = line.settings();
  const bool asks = std::ranges::all_of(typed, &std::string::empty);
  const model::Sighting sighting =
      asks
          ? service::asked_sighting(std::cin, is_json ? std::cerr : std::cout, settings, runtime::read_clocks)
          : service::typed_sighting(typed, insists, settings, runtime::read_clocks().wall);
  const std::string number = service::enter(sighting, settings);
  std::cout << (is_json ? service::entered_as_json(sighting, number)
                        : service::entered_as_text(sighting, number, settings.language))
            << std::endl;
  return runtime::kSuccess;
}

}  // namespace selat::app
