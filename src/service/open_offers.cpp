#include "service/open_offers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/measure.h"

namespace selat::service {
namespace {

using coordinate::OwnSector;

// So long after an offer its fellows may arrive, and so long the first waits at most.
constexpr Span kTogether = Span::milliseconds(700);
constexpr Span kFirstWaits = Span::seconds(2);
constexpr Span kAcceptingFor = Span::seconds(5);
constexpr std::array kReminders = {Span::seconds(30), Span::seconds(10)};

}  // namespace

bool OpenOffers::take(const model::SectorId& sector, Now now) {
  if (now.steady < accepting_until_) {
    return true;
  }
  to_ask_.insert(sector);
  const SteadyTime latest = next_question_ ? next_question_->latest : now.steady + kFirstWaits;
  next_question_ = {.at = std::min(now.steady + kTogether, latest), .latest = latest};
  return false;
}

void OpenOffers::accept_those_that_follow(Now now) {
  accepting_until_ = now.steady + kAcceptingFor;
  to_ask_.clear();
}

void OpenOffers::tick(Now now) {
  if (next_question_ && now.steady >= next_question_->at) {
    next_question_.reset();
    ask(now);
  }
  count_down(now);
}

std::vector<OwnSector> OpenOffers::open(Now now) const {
  std::vector<OwnSector> open = agent_.sectors(now);
  std::erase_if(open, [](const OwnSector& own) { return own.state != OwnSector::State::offered; });
  return open;
}

// The question names all that are open, those asked before too, so that the last one on the screen is whole.
void OpenOffers::ask(Now now) {
  const auto offers = open(now);
  const bool is_new = std::ranges::any_of(
      offers, [&](const OwnSector& own) { return to_ask_.contains(own.assignment.sector); });
  to_ask_.clear();
  if (!is_new) {
    return;
  }
  const Span left = std::ranges::min(offers, {}, &OwnSector::left).left;
  std::vector<std::string> lines;
  if (offers.size() == 1) {
    lines.push_back(
        screen_.sector_line(tr("OFFERED {sector} {name}: {why}. Answer within {left}: {accept} {sector}, or "
                               "{decline} {sector} CODE"),
                            offers.front().assignment, model::SectorState::offered, left));
  } else {
    lines.push_back(
        screen_.words(tr("OFFERED {n} sectors. Answer within {left}: {accept} {all}, or {accept} "
                         "SECTOR, or {decline} SECTOR CODE"),
                      {{"n", offers.size()}, {"left", text::duration(left, screen_.language())}}));
    for (const OwnSector& own : offers) {
      lines.push_back(screen_.sector_line(tr("OFFERED {sector} {name}: {why}"), own.assignment,
                                          model::SectorState::offered, own.left));
    }
  }
  screen_.print_lines(lines);
  count_down_.clear();
  std::ranges::copy_if(kReminders, std::back_inserter(count_down_),
                       [&](Span reminder) { return reminder < left * 0.7; });
}

void OpenOffers::count_down(Now now) {
  const auto offers = open(now);
  if (offers.empty() || count_down_.empty()) {
    return;
  }
  const Span left = std::ranges::min(offers, {}, &OwnSector::left).left;
  if (left > count_down_.front()) {
    return;
  }
  count_down_.erase(count_down_.begin());
  std::string sectors;
  for (const OwnSector& own : offers) {
    sectors.append(sectors.empty() ? "" : ", ").append(own.assignment.sector.view());
  }
  screen_.print(tr("{left} left to answer: {sectors}"),
                {{"left", text::duration(left, screen_.language())}, {"sectors", sectors}});
}

}  // namespace selat::service
