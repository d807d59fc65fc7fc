// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/message.hpp"

#include <cstdint>

namespace anker::jobs {

namespace {

constexpr std::string_view broken = "The message between the studio and its worker is broken.";

void put(std::string& message, std::string_view text) {
    const auto size = static_cast<std::uint32_t>(text.size());
    for (int i = 0; i < 4; ++i) message += static_cast<char>(size >> (8 * i) & 255U);
    message += text;
}

class Reader {
public:
    explicit Reader(std::string_view message) : m_rest(message) {}

    std::string text() {
        std::uint32_t size = 0;
        if (m_rest.size() < 4) return fail();
        for (std::size_t i = 0; i < 4; ++i)
            size |= static_cast<std::uint32_t>(static_cast<unsigned char>(m_rest[i])) << (8 * i);
        m_rest.remove_prefix(4);
        if (m_rest.size() < size) return fail();
        std::string text(m_rest.substr(0, size));
        m_rest.remove_prefix(size);
        return text;
    }
    [[nodiscard]] bool is_broken() const { return m_is_broken; }
    [[nodiscard]] bool has_more() const { return !m_is_broken && !m_rest.empty(); }

private:
    std::string fail() {
        m_is_broken = true;
        return {};
    }
    std::string_view m_rest;
    bool m_is_broken = false;
};

} // namespace

std::string encode(const Order& order) {
    std::string message;
    put(message, order.job);
    for (const auto& [name, file] : order.request.files) {
        put(message, "file");
        put(message, name);
        put(message, file.name);
        put(message, file.bytes);
    }
    for (const auto& [name, value] : order.request.options) {
        put(message, "option");
        put(message, name);
        put(message, value);
    }
    return message;
}

Expected<Order, std::string> decode_order(std::string_view message) {
    Reader reader(message);
    Order order;
    order.job = reader.text();
    while (reader.has_more()) {
        const std::string kind = reader.text();
        std::string name = reader.text();
        if (kind == "file") {
            std::string file_name = reader.text();
            order.request.files[std::move(name)] = {std::move(file_name), reader.text()};
        } else if (kind == "option") {
            order.request.options[std::move(name)] = reader.text();
        } else {
            return failure(std::string(broken));
        }
    }
    if (reader.is_broken()) return failure(std::string(broken));
    return order;
}

std::string encode(const Outcome& outcome) {
    std::string message;
    if (!outcome) {
        put(message, "failed");
        put(message, outcome.error());
        return message;
    }
    for (const auto& [name, bytes] : outcome->files) {
        put(message, "file");
        put(message, name);
        put(message, bytes);
    }
    for (const std::string& note : outcome->notes) {
        put(message, "note");
        put(message, note);
    }
    return message;
}

Outcome decode_outcome(std::string_view message) {
    Reader reader(message);
    Result result;
    while (reader.has_more()) {
        const std::string kind = reader.text();
        std::string text = reader.text();
        if (kind == "failed" && !reader.is_broken()) return failure(std::move(text));
        if (kind == "file") {
            result.files[std::move(text)] = reader.text();
        } else if (kind == "note") {
            result.notes.push_back(std::move(text));
        } else {
            return failure(std::string(broken));
        }
    }
    if (reader.is_broken()) return failure(std::string(broken));
    return result;
}

Outcome carry_out(Order order, const Progress& progress) {
    const Job* job = find_job(order.job);
    if (job == nullptr) return failure("There is no job \"" + order.job + "\".");
    return run_job(*job, std::move(order.request), progress);
}

} // namespace anker::jobs
