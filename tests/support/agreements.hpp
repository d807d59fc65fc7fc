// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/catalogue/catalogue.hpp"

#include <string>

namespace anker::test {

/// An agreement about a share in per cent with everything filled in.
[[nodiscard]] inline catalogue::Agreement agreement(std::string id) {
    catalogue::Agreement a;
    a.id = std::move(id);
    a.plain_names = {{"de", "Kinder"}};
    a.technical_names = {{"de", "Anteil der unter 18-Jährigen an allen Einwohnern"}};
    a.numerator = {"under_18", {{"de", "Einwohner unter 18"}}};
    a.denominator = {"residents", {{"de", "Einwohner"}}};
    a.domain = "population";
    a.source = "Tests (erfunden)";
    a.licence = "CC0 1.0";
    a.steward = "niemand";
    a.areas_version = "any";
    a.agreed_by = "Tests";
    a.agreed_at = "2024-05-01";
    a.history = {{1, "2024-05-01", "Tests", "first agreement"}};
    return a;
}

[[nodiscard]] inline catalogue::Catalogue catalogue_of(std::vector<catalogue::Agreement> agreements) {
    return {"tests", {{"de", "Katalog der Tests"}}, std::move(agreements)};
}

} // namespace anker::test
