// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/composite.hpp"
#include "core/json/fields.hpp"

#include <initializer_list>
#include <span>

/// How recipes are read: only for core/index.
namespace anker::index {

/// `one of "a" "b"`: what a field may be.
[[nodiscard]] std::string one_of(std::span<const std::string_view> names);

/// Remembers the first fault of a recipe with the field's path and what the field may be.
class RecipeReader {
public:
    [[nodiscard]] bool has_fault() const { return !m_fault.empty(); }
    /// Whole sentence about the first fault.
    [[nodiscard]] std::string sentence() const;
    /// The fields of an object, for the functions below.
    [[nodiscard]] json::Fields fields(const json::Json& object, std::string_view path) {
        return {object, path, m_fault};
    }
    void fail(json::Fields& f, std::string_view name, std::string hint) {
        if (has_fault()) return;
        f.fail(name);
        m_hint = std::move(hint);
    }

    double number(json::Fields& f, std::string_view name, double otherwise);
    std::optional<double> optional_number(json::Fields& f, std::string_view name);
    std::vector<double> numbers(json::Fields& f, std::string_view name);
    std::optional<Bounds> bounds(json::Fields& f, std::string_view name);
    std::vector<std::string> texts(json::Fields& f, std::string_view name);
    std::map<std::string, std::string> texts_by_key(json::Fields& f, std::string_view name);
    template <class Enum, std::size_t N>
    Enum choice(json::Fields& f, std::string_view name, const std::array<std::string_view, N>& names,
                Enum otherwise) {
        return static_cast<Enum>(position(f, name, names, static_cast<std::size_t>(otherwise)));
    }
    /// Fails for a member of `object` that is none of `known`.
    void refuse_unknown(json::Fields& f, const json::Json& object,
                        std::initializer_list<std::string_view> known);

private:
    std::size_t position(json::Fields& f, std::string_view name, std::span<const std::string_view> names,
                         std::size_t otherwise);

    std::string m_fault;
    std::string m_hint;
};

[[nodiscard]] Normalise read_normalise(RecipeReader& reader, json::Fields& parent, std::string_view name);
[[nodiscard]] ClassRule read_classes(RecipeReader& reader, json::Fields& parent);
/// A level may use those before it.
[[nodiscard]] Level read_level(RecipeReader& reader, const json::Json& json, const std::string& path,
                               const std::vector<Level>& before);

} // namespace anker::index
