// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"

#include <string>
#include <string_view>

/// Jobs between two programs that share no memory: the studio and its worker. A message is a list of texts,
/// each with its length before it (32 bits, little-endian); bytes of files go through unchanged.
namespace anker::jobs {

struct Order {
    std::string job;
    Request request;
};
[[nodiscard]] std::string encode(const Order& order);
/// The error says that the message is broken; it never comes from what a person chose.
[[nodiscard]] Expected<Order, std::string> decode_order(std::string_view message);

using Outcome = Expected<Result, std::string>;
[[nodiscard]] std::string encode(const Outcome& outcome);
/// A broken message becomes a failed outcome.
[[nodiscard]] Outcome decode_outcome(std::string_view message);

/// Finds the job and runs it: what both ends of a worker need.
[[nodiscard]] Outcome carry_out(Order order, const Progress& progress);

} // namespace anker::jobs
