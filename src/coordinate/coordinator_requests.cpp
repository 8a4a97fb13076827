// How the Coordinator answers the requests of control points.

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "coordinate/question.h"

namespace selat::coordinate {

using model::RefusalCode;

namespace {

// What a person wrote is taken from a terminal that speaks no longer too: words are no orders.
bool is_word(const model::Request& body) {
  return std::holds_alternative<model::PatrolReport>(body) || std::holds_alternative<model::WriteLog>(body) ||
         std::holds_alternative<model::CommentAlert>(body) ||
         std::holds_alternative<model::ReportSighting>(body);
}

}  // namespace

Effects Coordinator::receive(const model::ReceivedRequest& request, Now now) {
  ++counters_.requests;
  pass_time(now);
  Question question{.request = request, .now = now, .is_watch = request.from.view() == model::kWatchDesk};
  if (question.is_watch) {
    answer_watch(question);
  } else if (admit(question) && !is_repeated(question)) {
    std::visit([&](const auto& body) { answer(question, body); }, request.body);
  }
  conclude(now, question.effects);
  return std::move(question.effects);
}

// Whether the request may be answered; if not, sends the answer that says why.
bool Coordinator::admit(Question& question) {
  const model::ReceivedRequest& request = question.request;
  const auto index = control_point_index(request.from);
  if (!index) {
    refuse(question, RefusalCode::unknown_control_point);
    return false;
  }
  question.control_point = *index;
  const std::uint32_t heard = request.head.coordinator_term;
  const std::uint64_t run = request.head.coordinator_run;
  if (heard > term_ || (heard == term_ && run != 0 && run != settings_.run)) {
    hear_of_server(heard, question.now);
  }
  const SpeakerRecord before = terminals_[*index].speaker;
  switch (terminals_.admit(*index, request, question.now)) {
    case SpeakingTerminals::Admission::speaks:
      break;
    case SpeakingTerminals::Admission::begins:
      if (before.term != 0) {
        leases_.terminal_changed(request.from);
      }
      log(question,
          before.term == 0 || before.has_left ? model::LogKind::terminal_began
                                              : model::LogKind::terminal_changed,
          {});
      break;
    case SpeakingTerminals::Admission::already_served:
      return is_word(request.body) || refuse_terminal(question, RefusalCode::already_served);
    case SpeakingTerminals::Admission::superseded:
      return is_word(request.body) || refuse_terminal(question, RefusalCode::superseded);
    case SpeakingTerminals::Admission::cannot_store:
      refuse(question, RefusalCode::cannot_store);
      if (const auto* const join = std::get_if<model::Join>(&request.body); join && !join->is_standby) {
        alerts_.tell_listener(*index, request.term, request.id, question.effects);
      }
      return false;
    case SpeakingTerminals::Admission::late:
      return is_word(request.body);
  }
  if (terminals_.note_heard(*index, question.now)) {
    needs_plan_ = has_table_changed_ = true;
  }
  return true;
}

// Always false, for admit().
bool Coordinator::refuse_terminal(Question& question, RefusalCode code) {
  if (std::holds_alternative<model::Leave>(question.request.body)) {
    reply(question, model::Receipt{});
  } else {
    refuse(question, code, {}, terminals_[question.control_point].speaker.fence);
  }
  return false;
}

// Words that were applied already are answered as they were, and not applied again.
bool Coordinator::is_repeated(Question& question) {
  const std::uint64_t uid = question.request.head.uid;
  const auto* const answer = uid == 0 ? nullptr : applied_words_.find(question.request.from, uid);
  if (answer == nullptr) {
    return false;
  }
  reply(question, model::Receipt{.reference = *answer});
  return true;
}

void Coordinator::answer(Question& question, const model::Join& join) {
  const auto& from = question.request.from;
  hear_past(question, join);
  if (!leases_.renew(from, question.now).empty()) {
    has_table_changed_ = true;
  }
  tell_places(question);  // first, so that what is held has its name
  reply(question, model::Welcome{.holding = held_assignments(question.control_point, question.now),
                                 .lease_for = settings_.timing.lease,
                                 .skew_bound = settings_.timing.skew_bound,
                                 .fence = terminals_[question.control_point].speaker.fence,
                                 .past_since = past_since_,
                                 .asks_for_claims = leases_.is_asking()});
}

// In pages, each well below the size of a message.
void Coordinator::tell_places(Question& question) {
  constexpr std::size_t kPage = 200;
  for (std::size_t first = 0; first < places_.size(); first += kPage) {
    const auto from = places_.begin() + static_cast<std::ptrdiff_t>(first);
    const auto to = places_.begin() + static_cast<std::ptrdiff_t>(std::min(first + kPage, places_.size()));
    question.effects.orders.push_back({.to = question.request.from,
                                       .to_term = question.request.term,
                                       .in_reply_to = std::nullopt,
                                       .body = model::Places{{from, to}}});
  }
}

void Coordinator::answer(Question& question, const model::Renew& renew) {
  hear_claims(question, renew);
  alerts_.note_heard(question.control_point, renew.heard_alerts);
  leases_.renew(question.request.from, question.now);
  reply(question, model::Renewed{.holding = held_assignments(question.control_point, question.now),
                                 .lease_for = settings_.timing.lease,
                                 .asks_for_claims = leases_.is_asking()});
}

void Coordinator::answer(Question& question, const model::Accept& accept) {
  const auto sector = sector_index(accept.sector);
  if (!sector) {
    return refuse(question, RefusalCode::unknown_sector, accept.sector);
  }
  if (!may_hold(*sector, question.control_point)) {
    return refuse(question, RefusalCode::not_permitted, accept.sector);
  }
  const bool is_repetition =
      leases_.holder(*sector) == question.request.from && leases_.epoch(*sector) == accept.epoch;
  switch (leases_.accept(*sector, question.request.from, accept.epoch, question.now)) {
    case SectorLeases::Acceptance::stale:
      return refuse(question, RefusalCode::stale_epoch, accept.sector, leases_.epoch(*sector));
    case SectorLeases::Acceptance::waiting:
      waiting_[*sector] = {.to = question.control_point,
                           .term = question.request.term,
                           .request = question.request.id,
                           .epoch = accept.epoch,
                           .revoke_next_at = waiting_[*sector].revoke_next_at};
      return;
    case SectorLeases::Acceptance::held:
      if (!is_repetition) {
        ++counters_.grants;
        has_table_changed_ = true;
        log(question, model::LogKind::accepted, {.sector = accept.sector, .epoch = accept.epoch});
      }
      reply(question, model::Grant{leases_.assignment(*sector, question.now), settings_.timing.lease});
  }
}

// A control point says no to a sector: to this offer, or to one that ended while its word was on the way (the
// server was restarted). Its reason counts all the same, unless it has taken the sector since.
void Coordinator::answer(Question& question, const model::Decline& decline) {
  const auto sector = sector_index(decline.sector);
  if (!sector) {
    return refuse(question, RefusalCode::unknown_sector, decline.sector);
  }
  const auto& from = question.request.from;
  bool is_declined = leases_.decline(*sector, from, decline.epoch);
  const auto* const offered_to = leases_.offered_to(*sector);
  if (!is_declined && offered_to != nullptr && *offered_to == from) {
    is_declined = leases_.decline(*sector, from, leases_.offered(*sector, question.now).epoch);
  }
  counters_.declines += is_declined ? 1U : 0U;
  give_back(question, *sector, decline.code, decline.remark);
  log(question, model::LogKind::declined,
      {.sector = decline.sector, .epoch = decline.epoch, .code = decline.code, .text = decline.remark});
  reply(question, model::Receipt{});
}

void Coordinator::answer(Question& question, const model::Release& release) {
  const auto sector = sector_index(release.sector);
  if (!sector) {
    return refuse(question, RefusalCode::unknown_sector, release.sector);
  }
  const bool is_released = leases_.release(*sector, question.request.from, release.epoch, question.now);
  if (is_released || release.code) {
    give_back(question, *sector, release.code, release.remark);
    log(question, model::LogKind::released,
        {.sector = release.sector, .epoch = release.epoch, .code = release.code, .text = release.remark});
  }
  reply(question, model::Receipt{});
}

void Coordinator::give_back(Question& question, std::size_t sector, std::optional<model::DeclineCode> code,
                            const std::string& remark) {
  needs_plan_ = has_table_changed_ = true;
  // Where an earlier terminal of the same name may still give orders, it stays the holder until that is over.
  const auto kept = leases_.held_by(question.request.from);
  const bool has_taken_it_since = std::ranges::find(kept, sector) != kept.end();
  if (code && !has_taken_it_since) {
    question.effects.exclusions.push_back(exclusions_.add(settings_.sectors[sector].id, question.request.from,
                                                          *code, remark, question.request.head.written_at,
                                                          question.now));
  }
}

void Coordinator::answer(Question& question, const model::Resume& resume) {
  if (!sector_index(resume.sector)) {
    return refuse(question, RefusalCode::unknown_sector, resume.sector);
  }
  if (auto ended = exclusions_.end(resume.sector, question.request.from, question.now)) {
    question.effects.exclusions.push_back(*std::move(ended));
    needs_plan_ = has_table_changed_ = true;
    log(question, model::LogKind::resumed, {.sector = resume.sector});
  }
  reply(question, model::Receipt{});
}

void Coordinator::answer(Question& question, const model::Leave& /*leave*/) {
  terminals_.note_left(question.control_point);
  leases_.leave(question.request.from, question.now);
  needs_plan_ = has_table_changed_ = true;
  reply(question, model::Receipt{});
}

void Coordinator::reply(Question& question, model::Order body) {
  question.effects.orders.push_back({.to = question.request.from,
                                     .to_term = question.request.term,
                                     .in_reply_to = question.request.id,
                                     .body = std::move(body)});
}

void Coordinator::refuse(Question& question, RefusalCode code, const model::SectorId& sector,
                         std::uint64_t current_epoch) {
  counters_.refusals.add(code);
  model::Refusal refusal{.code = code, .current_epoch = current_epoch, .sector = sector, .why = {}};
  if (code == RefusalCode::unknown_control_point) {
    refusal.why = LocalizedMessage(verbatim("{names}"), {{"names", known_control_points()}});
  } else if (code == RefusalCode::unknown_sector) {
    refusal.why = LocalizedMessage(verbatim("{names}"), {{"names", known_sectors()}});
  }
  reply(question, std::move(refusal));
}

std::string Coordinator::known_control_points() const {
  std::string known;
  for (const model::ControlPointId& name : names_) {
    known += (known.empty() ? "known are " : ", ") + std::string(name.view());
  }
  return known;
}

std::string Coordinator::known_sectors() const {
  std::string known;
  for (const model::Sector& sector : settings_.sectors) {
    known += (known.empty() ? "" : ", ") + std::string(sector.id.view());
  }
  return known;
}

// `entry` names what the kind of entry is about.
void Coordinator::log(Question& question, model::LogKind kind, model::LogEntry entry) {
  const model::ReceivedRequest& request = question.request;
  const std::uint64_t uid = request.head.uid;
  entry.kind = kind;
  entry.at = question.now.wall;
  entry.written_at = request.head.written_at;
  entry.from = request.from;
  entry.from_term = uid != 0 ? 0 : request.term;
  entry.request = uid != 0 ? uid : request.id;
  if (uid != 0) {
    applied_words_.note(request.from, uid, entry.reference);
  }
  question.effects.log.push_back(std::move(entry));
}

}  // namespace selat::coordinate
