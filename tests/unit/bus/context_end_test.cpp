#include "bus/context_end.h"

#include <future>

#include <gtest/gtest.h>

#include "bus/endpoint.h"

namespace selat::bus {
namespace {

TEST(ContextEnd, WhatTakesLongerIsLeftToItself) {
  std::promise<void> name_server, done;
  EXPECT_FALSE(ends_within(std::chrono::milliseconds(1), [&] {
    name_server.get_future().wait();
    done.set_value();
  })) << "this test would hang otherwise";
  name_server.set_value();
  done.get_future().wait();
}

TEST(ContextEnd, WhatEndsIsWaitedFor) {
  bool has_ended = false;
  EXPECT_TRUE(ends_within(std::chrono::hours(1), [&] { has_ended = true; }));
  EXPECT_TRUE(has_ended);
}

TEST(ContextEnd, OnlyNamesAreLookedUp) {
  EXPECT_TRUE(has_host_name("tcp://server.example:5701"));
  EXPECT_TRUE(has_host_name("tcp://localhost:5701"));
  EXPECT_FALSE(has_host_name("tcp://192.0.2.1:5701"));
  EXPECT_FALSE(has_host_name("tcp://[2001:db8::1]:5701"));
  EXPECT_FALSE(has_host_name("tcp://*:5701"));
  EXPECT_FALSE(has_host_name("ipc:///run/selat/ingest.publish"));
}

}  // namespace
}  // namespace selat::bus
