#include "feed/name_lookup.h"

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace selat::feed {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

// A name server that answers when the test says so; it may outlive the test.
class NameServer {
 public:
  [[nodiscard]] NameLookup::Resolve resolve() const {
    return [questions = questions_, answer = answer_](const std::string&) -> NameLookup::Answer {
      ++*questions;
      answer.wait();
      return std::vector{asio::ip::make_address("192.0.2.7")};
    };
  }
  void answer() {
    if (!std::exchange(has_answered_, true)) {
      may_answer_->set_value();
    }
  }
  [[nodiscard]] int questions() const { return *questions_; }

 private:
  bool has_answered_ = false;
  std::shared_ptr<std::atomic<int>> questions_ = std::make_shared<std::atomic<int>>(0);
  std::shared_ptr<std::promise<void>> may_answer_ = std::make_shared<std::promise<void>>();
  std::shared_future<void> answer_ = may_answer_->get_future().share();
};

class NameLookupTest : public testing::Test {
 protected:
  ~NameLookupTest() override { server_.answer(); }  // lets the threads end
  NameLookup::Done keep_answer() {
    return [this](const NameLookup::Answer& answer) { answer_ = answer; };
  }
  [[nodiscard]] bool wait_for_answer() {
    io_.restart();
    io_.run_for(30s);  // ends when nothing is waited for
    return answer_.has_value();
  }
  // A thread may begin late.
  void wait_for_questions(int count) {
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while (server_.questions() < count && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(1ms);
    }
  }
  asio::io_context io_;
  NameServer server_;
  std::optional<NameLookup::Answer> answer_;
};

TEST_F(NameLookupTest, TheMachinesOwnNameHasAnAddress) {
  NameLookup lookup(io_);
  lookup.start("localhost", keep_answer());
  ASSERT_TRUE(wait_for_answer());
  ASSERT_TRUE(answer_->has_value()) << answer_->error().in_english();
  EXPECT_TRUE((*answer_)->front().is_loopback());
}

TEST_F(NameLookupTest, ANameThatIsNoneIsOneLine) {
  NameLookup lookup(io_);
  lookup.start(std::string(70, 'x'), keep_answer());  // labels of names end at 63 characters
  ASSERT_TRUE(wait_for_answer());
  ASSERT_FALSE(answer_->has_value());
  EXPECT_THAT(answer_->error().in_english(), testing::Not(testing::IsEmpty()));
}

TEST_F(NameLookupTest, AServerThatDoesNotAnswerEndsAtTheDeadlineAndHoldsUpNoOther) {
  NameLookup silent(io_, server_.resolve(), 50ms);
  NameLookup other(io_);
  silent.start("ais.example.org", keep_answer());
  std::optional<NameLookup::Answer> of_other;
  other.start("localhost", [&](const NameLookup::Answer& answer) { of_other = answer; });
  ASSERT_TRUE(wait_for_answer());
  ASSERT_FALSE(answer_->has_value());
  EXPECT_EQ(answer_->error().in_english(), "no name server answers");
  ASSERT_TRUE(of_other.has_value());
  EXPECT_TRUE(of_other->has_value());
}

TEST_F(NameLookupTest, TriesThatFollowWaitForTheSameThread) {
  NameLookup lookup(io_, server_.resolve(), 50ms);
  for (int i = 0; i < 5; ++i) {
    answer_.reset();
    lookup.start("ais.example.org", keep_answer());
    ASSERT_TRUE(wait_for_answer());
    EXPECT_FALSE(answer_->has_value());
  }
  wait_for_questions(1);
  server_.answer();
  NameLookup patient(io_, server_.resolve());
  patient.start("ais.example.org", keep_answer());
  ASSERT_TRUE(wait_for_answer());
  EXPECT_TRUE(answer_->has_value());
  wait_for_questions(2);
  EXPECT_EQ(server_.questions(), 2) << "one of each";
}

TEST_F(NameLookupTest, WhatWasCancelledOrHasGoneIsNotCalled) {
  auto lookup = std::make_unique<NameLookup>(io_, server_.resolve(), 50ms);
  lookup->start("ais.example.org", keep_answer());
  lookup->cancel();
  EXPECT_FALSE(wait_for_answer());
  lookup->start("ais.example.org", keep_answer());
  lookup.reset();
  EXPECT_FALSE(wait_for_answer());
}

}  // namespace
}  // namespace selat::feed
