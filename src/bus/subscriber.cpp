#include "bus/subscriber.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "bus/publisher_link.h"

namespace selat::bus {

struct Subscriber::Impl {
  Impl(Bus& bus, std::vector<Subscription> subscriptions) {
    std::map<std::string, std::vector<Subscription>> by_publisher;
    for (auto& subscription : subscriptions) {
      by_publisher[subscription.publisher].push_back(std::move(subscription));
    }
    for (auto& [publisher, streams] : by_publisher) {
      links.push_back(std::make_unique<PublisherLink>(bus, publisher, std::move(streams)));
    }
  }

  std::vector<std::unique_ptr<PublisherLink>> links;
};

Subscriber::Subscriber(Bus& bus, std::vector<Subscription> subscriptions)
    : impl_(std::make_unique<Impl>(bus, std::move(subscriptions))) {}
Subscriber::~Subscriber() = default;

std::vector<model::SubscriptionHealth> Subscriber::health() const {
  std::vector<model::SubscriptionHealth> all;
  for (const auto& link : impl_->links) {
    link->add_health(all);
  }
  return all;
}

std::optional<SteadyTime> Subscriber::complete_at(std::string_view publisher, Topic topic) const {
  const auto link =
      std::ranges::find(impl_->links, publisher, [](const auto& one) { return one->publisher(); });
  return link == impl_->links.end() ? std::nullopt : (*link)->complete_at(topic);
}

}  // namespace selat::bus
