// The watch speaks to the coordination server on a real bus.

#include "service/watch_desk.h"

#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "bus/order_server.h"
#include "harness.h"

namespace selat::service {
namespace {

struct WatchDeskTest : ::testing::Test, test::System {
  void serve(const model::Order& answer) {
    server = std::make_unique<bus::OrderServer>(
        server_bus, 10, [this, answer](const model::ReceivedRequest& request) {
          requests.push_back(request);
          server->send(
              {.to = request.from, .to_term = request.term, .in_reply_to = request.id, .body = answer});
        });
  }
  void ask(Span within) {
    desk.send(model::CommentAlert{.alert = 7, .text = "called on 16"}, within,
              [this](const WatchDesk::Answer& answer) { answers.push_back(answer); });
  }
  [[nodiscard]] bool is_answered(std::size_t count = 1) {
    return test::run_until(io, [&] { return answers.size() == count; });
  }

  boost::asio::io_context io{1};
  bus::Bus server_bus = join(io, "coordinate");
  bus::Bus desk_bus = join(io, "top.1");
  WatchDesk desk{desk_bus, std::string(model::kWatchDesk)};
  std::unique_ptr<bus::OrderServer> server;
  std::vector<model::ReceivedRequest> requests;
  std::vector<WatchDesk::Answer> answers;
};

TEST_F(WatchDeskTest, SpeaksAsTheWatchAndHandsTheReceiptBack) {
  serve(model::Receipt{.reference = "W12"});
  ask(Span::seconds(30));
  ask(Span::seconds(30));
  ASSERT_TRUE(is_answered(2));
  EXPECT_EQ(std::get<model::Receipt>(answers[0]).reference, "W12");
  EXPECT_EQ(requests[0].from.view(), model::kWatchDesk);
  EXPECT_EQ(std::get<model::CommentAlert>(requests[0].body).text, "called on 16");
  EXPECT_NE(requests[0].head.uid, 0U);
  EXPECT_NE(requests[0].head.uid, requests[1].head.uid);
}

TEST_F(WatchDeskTest, SaysWhyARequestWasRefused) {
  serve(model::Refusal{.code = model::RefusalCode::unknown_alert, .sector = {}, .why = {}});
  ask(Span::seconds(30));
  ASSERT_TRUE(is_answered());
  const auto& refusal = std::get<model::Refusal>(answers[0]);
  EXPECT_EQ(refusal_text(refusal, Language::en), "refused: no such alert");
}

TEST_F(WatchDeskTest, TheReasonOfARefusalIsInTheLanguageOfTheReader) {
  serve(model::Refusal{
      .code = model::RefusalCode::not_possible, .sector = {}, .why = tr("say why: give a reason")});
  ask(Span::seconds(30));
  ASSERT_TRUE(is_answered());
  EXPECT_EQ(refusal_text(std::get<model::Refusal>(answers[0]), Language::ms),
            "ditolak: ini tidak mungkin (nyatakan sebabnya: berikan alasan)");
}

TEST_F(WatchDeskTest, SaysWhenNobodyAnswers) {
  ask(Span::milliseconds(50));
  ASSERT_TRUE(is_answered());
  EXPECT_TRUE(std::holds_alternative<WatchDesk::NoAnswer>(answers[0]));
}

}  // namespace
}  // namespace selat::service
