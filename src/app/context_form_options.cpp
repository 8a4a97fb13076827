#include "app/context_form_options.h"

#include <iostream>
#include <variant>

#include "service/added_entry.h"
#include "service/watch_terminal.h"
#include "text/measure.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::app {

void add_options(cli::CommandLine& line, service::EntryForm& entry, bool& is_json) {
  line.option("--reason", tr("TEXT"), entry.reason, tr("Why; everybody sees it. Required."));
  line.option("--owner", tr("TEXT"), entry.owner, tr("Who answers for it: a person or an office."));
  line.option("--for", tr("SPAN"), entry.lasts, tr("For how long, such as 45min, 12h or 7d (default: 12h)."));
  line.option("--until", tr("TIME"), entry.until,
              tr("Until when, in UTC, such as 18:00 or 2026-11-30T06:00Z; in place of --for."));
  line.flag("--json", is_json, tr("The result as JSON."));
}

int add_entry(const config::Settings& settings, const model::ContextEntry& entry, bool is_json) {
  const std::string id = service::WatchTerminal(settings).ask(model::AddContextEntry{entry});
  const auto speeding = service::speeding_in(entry, settings);
  if (is_json) {
    std::cout << service::added_as_json(id, entry.ends_at, speeding) << std::endl;
    return runtime::kSuccess;
  }
  const bool is_zone = std::holds_alternative<model::Zone>(entry.what);
  std::cout << text::for_terminal(text::translate(
                   {tr("{id} is in force until {time}; end it with: selat {command} end {id} --reason TEXT"),
                    {{"id", id},
                     {"time", text::date_and_time(entry.ends_at)},
                     {"command", is_zone ? "zone" : "watch"}}},
                   settings.language))
            << std::endl;
  if (speeding) {
    std::cout << text::translate(
                     {tr("A vessel in it is reported when it keeps more than {speed} for {span}."),
                      {{"speed", text::speed(speeding->above, settings.language)},
                       {"span", text::duration(speeding->kept_for, settings.language)}}},
                     settings.language)
              << std::endl;
  }
  return runtime::kSuccess;
}

}  // namespace selat::app
