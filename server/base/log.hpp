// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

namespace anker::server {

/// The structured log on standard error. Never give it texts people wrote, secrets, tokens, addresses or
/// author ids: there is no field for them that an operator would need.
class Log {
public:
    enum class Form { Lines, Json, Silent };
    using Value = std::variant<std::string_view, std::int64_t>;
    struct Field {
        std::string_view name;
        Value value;
    };

    explicit Log(Form form) : m_form(form) {}

    void info(std::string_view what, std::initializer_list<Field> fields = {}) { line("info", what, fields); }
    void warn(std::string_view what, std::initializer_list<Field> fields = {}) { line("warn", what, fields); }
    void error(std::string_view what, std::initializer_list<Field> fields = {}) {
        line("error", what, fields);
    }
    /// Only warnings and errors from now on.
    void only_warnings() { m_only_warnings = true; }

private:
    void line(std::string_view level, std::string_view what, std::initializer_list<Field> fields);

    Form m_form;
    bool m_only_warnings = false;
    std::mutex m_mutex; ///< lines come from the writer thread, too
};

} // namespace anker::server
