#pragma once
// Carries out what a person types at a control point's terminal (terminal/control_point_command.h).
//
// Thread: that of the io_context. What is passed in must outlive it.

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "coordinate/control_point_agent.h"
#include "service/heard_reports.h"
#include "service/heard_sectors.h"
#include "service/open_offers.h"
#include "service/place_doubt.h"
#include "service/sent_words.h"
#include "service/sighting_dialogue.h"
#include "service/told_alerts.h"
#include "terminal/control_point_command.h"
#include "terminal/control_point_screen.h"

namespace selat::service {

class TypedCommands {
 public:
  struct Surroundings {
    terminal::ControlPointScreen& screen;
    coordinate::ControlPointAgent& agent;
    OpenOffers& offers;
    ToldAlerts& alerts;
    SentWords& words;
    HeardReports& reports;
    HeardSectors& sectors;
    model::ControlPointId control_point;
    Clock clock;
    std::function<void(const coordinate::AgentActions&)> perform;
    std::function<void()> quit;
    const config::Settings& settings;
  };
  explicit TypedCommands(Surroundings surroundings)
      : here_(std::move(surroundings)), place_doubt_(here_.settings) {}

  void carry_out(std::string_view line);
  void accept(const model::SectorId& sector);
  void print_sector(MessageId phrase, const model::SectorId& id);

 private:
  void carry_out(const terminal::EmptyLine&) {}
  void carry_out(const terminal::HelpCommand&);
  void carry_out(const terminal::ShowCommand& command);
  void carry_out(const terminal::SentCommand&);
  void carry_out(const terminal::ReportsCommand&);
  void carry_out(const terminal::QuitCommand&);
  void carry_out(const terminal::AcceptCommand& command);
  void carry_out(const terminal::DeclineCommand& command);
  void carry_out(const terminal::ReleaseCommand& command);
  void carry_out(const terminal::ResumeCommand& command);
  void carry_out(const terminal::ReportCommand& command);
  void carry_out(const terminal::AcknowledgeCommand& command);
  void carry_out(const terminal::CommentCommand& command);
  void carry_out(const terminal::CloseCommand& command);
  void carry_out(const terminal::ClearCommand&);
  void carry_out(const terminal::LogCommand& command);
  void carry_out(const terminal::SightingCommand&);
  void take_answer(std::string_view line);
  // Says so if there is none of that name.
  [[nodiscard]] bool is_sector(const model::SectorId& sector);
  // Of a text that was sent.
  void say_not_read(const std::string& typed);
  void print_former(std::uint32_t number);
  void print_problem(const terminal::TypingError& error, std::string_view line);
  // Says so if there is none.
  [[nodiscard]] std::optional<model::Notice> notice_with(std::uint32_t number);
  // The same for one that the server still knows.
  [[nodiscard]] std::optional<model::Notice> known_notice_with(std::uint32_t number);
  void say_what_it_is(const model::SectorId& sector, MessageId otherwise);
  [[nodiscard]] std::vector<std::string> sector_lines() const;
  void write(std::vector<model::Request> bodies);

  Surroundings here_;
  PlaceDoubt place_doubt_;
  std::optional<SightingDialogue> dialogue_;  // while a sighting is asked about
};

}  // namespace selat::service
