// SPDX-License-Identifier: Apache-2.0
#include "server/geo/vector/geojson_text.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace anker::exchange {

namespace {

/// The four digits behind "\u", or nothing.
std::optional<std::uint32_t> hex4(const std::string& text, std::size_t at) {
    if (at + 4 > text.size()) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
        const char c = text[i];
        std::uint32_t digit = 0;
        if (c >= '0' && c <= '9') {
            digit = static_cast<std::uint32_t>(c - '0');
        } else if (c >= 'a' && c <= 'f') {
            digit = static_cast<std::uint32_t>(c - 'a' + 10);
        } else if (c >= 'A' && c <= 'F') {
            digit = static_cast<std::uint32_t>(c - 'A' + 10);
        } else {
            return std::nullopt;
        }
        value = value * 16 + digit;
    }
    return value;
}

class Screen {
public:
    explicit Screen(std::string text) { m_result.text = std::move(text); }

    ScreenedGeoJson run() {
        std::string& text = m_result.text;
        for (m_at = 0; m_at < text.size(); ++m_at) {
            const char c = text[m_at];
            if (c == '"') {
                read_string();
            } else if (c == '{' || c == '[') {
                // Features are the objects directly in the array "features" of the outermost object.
                if (c == '[' && m_open.size() == 1 && m_key == "features") m_in_features = true;
                if (c == '{' && m_open.size() == 2 && m_in_features) ++m_feature;
                m_open.push_back(c);
            } else if (c == '}' || c == ']') {
                if (!m_open.empty()) m_open.pop_back();
                if (m_open.size() == 1) m_in_features = false;
            }
        }
        return std::move(m_result);
    }

private:
    void read_string() {
        std::string& text = m_result.text;
        const std::size_t begin = ++m_at;
        std::optional<std::string> fault;
        for (; m_at < text.size() && text[m_at] != '"'; ++m_at) {
            if (static_cast<unsigned char>(text[m_at]) < 0x20) {
                fault =
                    text[m_at] == 0 ? "the text has a NUL character" : "the text has a raw control character";
                text[m_at] = ' ';
            } else if (text[m_at] == '\\') {
                read_escape(fault);
            }
        }
        if (fault) m_result.faults.push_back({m_in_features ? m_feature : 0, m_key, *fault});
        std::size_t next = m_at + 1;
        while (next < text.size() &&
               (text[next] == ' ' || text[next] == '\t' || text[next] == '\n' || text[next] == '\r')) {
            ++next;
        }
        if (next < text.size() && text[next] == ':') m_key = text.substr(begin, m_at - begin);
    }

    void read_escape(std::optional<std::string>& fault) {
        std::string& text = m_result.text;
        ++m_at;
        if (m_at >= text.size() || text[m_at] != 'u') return;
        const auto first = hex4(text, m_at + 1);
        if (!first) return;
        const bool is_high = *first >= 0xD800 && *first <= 0xDBFF;
        const bool is_low = *first >= 0xDC00 && *first <= 0xDFFF;
        if (is_high && m_at + 6 < text.size() && text[m_at + 5] == '\\' && text[m_at + 6] == 'u') {
            const auto second = hex4(text, m_at + 7);
            if (second && *second >= 0xDC00 && *second <= 0xDFFF) {
                m_at += 10;
                return;
            }
        }
        if (*first == 0) fault = "the text has a NUL character";
        if (is_high || is_low) fault = "the text has a lone surrogate, half of a character";
        if (*first == 0 || is_high || is_low) text.replace(m_at + 1, 4, "fffd");
        m_at += 4;
    }

    ScreenedGeoJson m_result;
    std::string m_open;
    std::string m_key;
    std::size_t m_at = 0;
    std::size_t m_feature = 0;
    bool m_in_features = false;
};

} // namespace

ScreenedGeoJson screen_geojson(std::string text) {
    return Screen(std::move(text)).run();
}

} // namespace anker::exchange
