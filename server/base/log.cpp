// SPDX-License-Identifier: Apache-2.0
#include "server/base/log.hpp"

#include "core/json/fields.hpp"

#include <cstdio>
#include <ctime>

namespace anker::server {

void Log::line(std::string_view level, std::string_view what, std::initializer_list<Field> fields) {
    if (m_form == Form::Silent || (m_only_warnings && level == "info")) return;
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::string text;
    if (m_form == Form::Json) {
        char stamp[32];
        std::strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", &utc);
        json::Json object = json::Json::object();
        object["at"] = stamp;
        object["level"] = level;
        object["what"] = what;
        for (const Field& field : fields) {
            std::visit([&](const auto& value) { object[std::string(field.name)] = value; }, field.value);
        }
        text = json::text_from_json(object);
    } else {
        char stamp[32];
        std::strftime(stamp, sizeof stamp, "%H:%M:%S", &utc);
        text = std::string(stamp) + (level == "info" ? "  " : "  " + std::string(level) + ": ") +
               std::string(what);
        for (const Field& field : fields) {
            text += "  " + std::string(field.name) + "=";
            if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
                text += std::to_string(*number);
            } else {
                text += std::get<std::string_view>(field.value);
            }
        }
    }
    text += "\n";
    const std::lock_guard lock(m_mutex);
    std::fwrite(text.data(), 1, text.size(), stderr);
}

} // namespace anker::server
