// SPDX-License-Identifier: Apache-2.0
#include "server/geo/common/report.hpp"

#include "core/base/text.hpp"
#include "core/json/fields.hpp"
#include "server/geo/common/sentence.hpp"

namespace anker::exchange {

namespace {

std::string line_from(const Finding& finding) {
    std::string line;
    if (finding.row > 0) line += "row " + std::to_string(finding.row);
    if (!finding.column.empty()) line += (line.empty() ? "column " : ", column ") + in_quotes(finding.column);
    return line.empty() ? finding.what : line + ": " + finding.what;
}

void add_findings(std::string& out, std::string_view heading, const std::vector<Finding>& findings,
                  std::size_t shown) {
    if (findings.empty()) return;
    out += std::string(heading) + " (" + grouped(static_cast<std::int64_t>(findings.size())) + "):\n";
    for (std::size_t i = 0; i < findings.size() && i < shown; ++i)
        out += "  " + line_from(findings[i]) + "\n";
    if (findings.size() > shown) {
        out += "  … and " + grouped(static_cast<std::int64_t>(findings.size() - shown)) +
               " more; --report FILE.json has all of them\n";
    }
}

json::Json json_from(const std::vector<Finding>& findings) {
    json::Json list = json::Json::array();
    for (const Finding& finding : findings) {
        list.push_back({{"row", finding.row}, {"column", finding.column}, {"what", finding.what}});
        if (!finding.kind.empty()) list.back()["kind"] = finding.kind;
    }
    return list;
}

} // namespace

std::int64_t Report::counted_as(std::string_view name) const {
    for (const auto& [key, value] : m_counts) {
        if (key == name) return value;
    }
    return -1;
}

std::int64_t Report::findings(std::string_view kind) const {
    std::int64_t count = 0;
    for (const std::vector<Finding>* list : {&m_refused, &m_noted}) {
        for (const Finding& finding : *list) count += finding.kind == kind ? 1 : 0;
    }
    return count;
}

std::string Report::text(std::size_t shown) const {
    std::string out;
    add_findings(out, "Refused", m_refused, shown);
    add_findings(out, "Please look at", m_noted, shown);
    for (const std::string& line : m_lines) out += line + "\n";
    return out;
}

std::string Report::json(std::string_view file, std::string_view quartier, std::string_view outcome,
                         std::string_view error) const {
    json::Json json = json::Json::object();
    json["command"] = m_command;
    json["file"] = file;
    json["quartier"] = quartier;
    json["outcome"] = outcome;
    if (!error.empty()) json["error"] = error;
    json["lines"] = m_lines;
    json::Json counts = json::Json::object();
    for (const auto& [name, value] : m_counts) counts[name] = value;
    json["counts"] = std::move(counts);
    json["refused"] = json_from(m_refused);
    json["noted"] = json_from(m_noted);
    return json::text_from_json(json) + "\n";
}

} // namespace anker::exchange
