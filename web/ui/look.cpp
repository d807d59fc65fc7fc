// SPDX-License-Identifier: Apache-2.0
#include "web/ui/look.hpp"

#include "web/platform/browser.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace anker::ui {

namespace {

Look current;
std::map<std::string, std::vector<std::string>, std::less<>> loaded;

constexpr char plural_mark = '\x1e';
constexpr char form_end = '\x1f';
constexpr char line_break = '\x1d';

const std::string& line_of(Text text) {
    static const std::string none;
    const auto language = loaded.find(current.language);
    if (language == loaded.end()) return none;
    return language->second[static_cast<std::size_t>(text)];
}

using ArgumentList = std::vector<std::pair<std::string_view, std::string_view>>;

std::string filled(std::string_view pattern, const ArgumentList& arguments) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == line_break) {
            out += '\n';
            continue;
        }
        const std::size_t close = pattern[i] == '{' ? pattern.find('}', i) : std::string_view::npos;
        if (close == std::string_view::npos) {
            out += pattern[i];
            continue;
        }
        const std::string_view name = pattern.substr(i + 1, close - i - 1);
        for (const auto& [key, value] : arguments) {
            if (key == name) out += value;
        }
        i = close;
    }
    return out;
}

/// The form of this category, else "other".
std::string_view form_of(std::string_view line, int category) {
    if (line.empty() || line.front() != plural_mark) return line;
    line.remove_prefix(1);
    std::string_view other;
    while (!line.empty()) {
        const std::string_view form = line.substr(0, line.find(form_end));
        line.remove_prefix(std::min(line.size(), form.size() + 1));
        if (form.empty()) continue;
        if (form.front() - '0' == category) return form.substr(1);
        if (form.front() == '5') other = form.substr(1);
    }
    return other;
}

/// A phrase of a right-to-left language that begins with a left-to-right name carries the mark that keeps its
/// own direction: the first strong letter would decide otherwise.
std::string in_reading_direction(std::string phrase) {
    if (!is_right_to_left_language(current.language) || platform::is_right_to_left(phrase)) return phrase;
    const bool has_right_to_left = std::any_of(phrase.begin(), phrase.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xD6 && byte <= 0xDB; // first byte of Hebrew and Arabic letters in UTF-8
    });
    return has_right_to_left ? "\u200F" + phrase : phrase;
}

} // namespace

const Look& look() {
    return current;
}
std::size_t status_step(int class_number, int classes) {
    static constexpr std::size_t two[] = {0, 4};
    static constexpr std::size_t three[] = {0, 2, 4};
    static constexpr std::size_t four[] = {0, 1, 3, 4};
    const auto at = static_cast<std::size_t>(std::clamp(class_number, 1, std::max(classes, 1)) - 1);
    if (classes == 2) return two[at];
    if (classes == 3) return three[at];
    if (classes == 4) return four[at];
    return std::min<std::size_t>(at * 5 / static_cast<std::size_t>(std::max(classes, 1)), 4);
}

void set_look(const Look& look) {
    current = look;
}
float em(float times) {
    return std::round(current.em * times);
}

bool load_strings(std::string_view language, std::string_view file) {
    std::vector<std::string> lines(1);
    for (const char c : file) {
        if (c == '\n') {
            lines.emplace_back();
        } else {
            lines.back() += c;
        }
    }
    if (lines.size() != static_cast<std::size_t>(Text::Count)) return false;
    loaded[std::string(language)] = std::move(lines);
    return true;
}

bool has_strings(std::string_view language) {
    return loaded.contains(language);
}

std::string words(Text text, Arguments arguments) {
    return in_reading_direction(filled(form_of(line_of(text), 5), arguments));
}

std::string counted(Text text, std::int64_t n, Arguments arguments) {
    const std::string digits = number(static_cast<double>(n));
    ArgumentList all(arguments);
    all.emplace_back("n", digits);
    // A text may have words of its own for nothing at all, also in languages whose grammar has no such form.
    const std::string& line = line_of(text);
    const bool has_zero = n == 0 && line.find(std::string(1, plural_mark) + "0") == 0;
    return in_reading_direction(
        filled(form_of(line, has_zero ? 0 : platform::plural_category(current.language, n)), all));
}

std::string number(double value, int digits) {
    return platform::format_number(current.language, value, digits);
}

std::string_view own_name(std::string_view language) {
    static constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"de", "Deutsch"}, {"en", "English"},    {"ar", "العربية"},
        {"tr", "Türkçe"},  {"uk", "Українська"}, {"pl", "Polski"}};
    for (const auto& [code, name] : names) {
        if (code == language) return name;
    }
    return {};
}

bool is_right_to_left_language(std::string_view language) {
    return language == "ar" || language == "fa" || language == "he";
}

} // namespace anker::ui
