// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/job.hpp"

#include "core/base/hash.hpp"
#include "core/json/fields.hpp"
#include "core/tabular/number.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>

namespace anker::jobs {

namespace {

using tabular::in_quotes;

template <class Specs>
bool has_named(const Specs& specs, std::string_view name) {
    return std::any_of(specs.begin(), specs.end(), [&](const auto& spec) { return spec.name == name; });
}

std::string option_name(std::string_view name) {
    return "--" + std::string(name);
}

std::string limit(double value) {
    return value == std::floor(value) ? tabular::decimals(value, 0) : tabular::decimals(value, 2);
}

Expected<void, std::string> check_option(const OptionSpec& spec, const std::string& value) {
    switch (spec.kind) {
    case OptionKind::Text:
        return {};
    case OptionKind::Switch:
        if (value == "yes" || value.empty()) return {};
        return failure(option_name(spec.name) + " takes no value.");
    case OptionKind::Choice: {
        if (std::find(spec.choices.begin(), spec.choices.end(), value) != spec.choices.end()) return {};
        std::string choices;
        for (const std::string_view choice : spec.choices)
            choices += (choices.empty() ? "" : ", ") + std::string(choice);
        return failure(option_name(spec.name) + " " + in_quotes(value) + ": choose one of " + choices + ".");
    }
    case OptionKind::Whole:
    case OptionKind::Number: {
        const auto number = tabular::number_from(value, '.');
        if (!number) return failure(option_name(spec.name) + " " + in_quotes(value) + ": give a number.");
        if (spec.kind == OptionKind::Whole && *number != std::floor(*number))
            return failure(option_name(spec.name) + " " + in_quotes(value) + ": give a whole number.");
        if (*number < spec.low || *number > spec.high) {
            return failure(option_name(spec.name) + " " + value + ": give a number from " + limit(spec.low) +
                           " to " + limit(spec.high) + ".");
        }
        return {};
    }
    }
    return {};
}

} // namespace

const File* Request::file(std::string_view name) const {
    const auto found = files.find(name);
    return found == files.end() ? nullptr : &found->second;
}

const std::string& Request::option(std::string_view name) const {
    static const std::string none;
    const auto found = options.find(name);
    return found == options.end() ? none : found->second;
}

double Request::number(std::string_view name) const {
    return tabular::number_from(option(name), '.').value_or(0);
}

const Job* find_job(std::string_view name) {
    for (const Job& job : all_jobs()) {
        if (job.name == name) return &job;
    }
    return nullptr;
}

Expected<Result, std::string> run_job(const Job& job, Request request, const Progress& progress) {
    for (const auto& [name, file] : request.files) {
        if (!has_named(job.inputs, name))
            return failure(std::string(job.name) + " has no input " + option_name(name) + ".");
    }
    for (const InputSpec& input : job.inputs) {
        if (input.is_required && request.file(input.name) == nullptr)
            return failure(std::string(job.name) + " needs " + option_name(input.name) + " FILE.");
    }
    for (const auto& [name, value] : request.options) {
        if (!has_named(job.options, name))
            return failure(std::string(job.name) + " has no option " + option_name(name) + ".");
    }
    for (const OptionSpec& spec : job.options) {
        const auto given = request.options.find(spec.name);
        if (given == request.options.end()) {
            if (spec.is_required)
                return failure(std::string(job.name) + " needs " + option_name(spec.name) + ".");
            if (!spec.fallback.empty()) request.options[std::string(spec.name)] = spec.fallback;
            continue;
        }
        ANKER_DO(check_option(spec, given->second));
    }
    ANKER_TRY(Result result, job.run(request, progress));

    json::Json report = json::Json::object();
    if (const auto own = result.files.find("report"); own != result.files.end())
        report = json::parse_json(own->second);
    json::Json head = json::Json::object();
    head["job"] = job.name;
    head["status"] = "not agreed, not disclosure-controlled";
    json::Json inputs = json::Json::array();
    for (const auto& [name, file] : request.files) {
        inputs.push_back({{"input", name}, {"file", file.name}, {"bytes", file.bytes.size()}});
    }
    head["inputs"] = std::move(inputs);
    head["options"] = request.options;
    head["notes"] = result.notes;
    for (auto& [name, value] : report.items()) head[name] = std::move(value);
    result.files["report"] = head.dump(1, ' ', false, json::Json::error_handler_t::replace) + "\n";
    return result;
}

} // namespace anker::jobs
