// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/cross_table.hpp"

#include <algorithm>
#include <set>

namespace anker::disclosure {

std::string Dimension::above(const std::string& code) const {
    if (code == total) return {};
    const auto found = parent.find(code);
    return found == parent.end() ? total : found->second;
}

std::string identity_of(std::span<const Dimension> dimensions, std::span<const std::string> codes) {
    std::map<std::string, std::string> named;
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
        if (dimensions[d].total.empty() || codes[d] != dimensions[d].total)
            named[dimensions[d].name] = codes[d];
    }
    std::string identity;
    for (const auto& [name, code] : named) identity += (identity.empty() ? "" : "; ") + name + "=" + code;
    return identity.empty() ? "all" : identity;
}

std::vector<Sum> sums_of(std::span<const Dimension> dimensions, std::span<const CodedCell> cells) {
    std::vector<Sum> sums;
    std::set<std::pair<std::size_t, std::vector<std::size_t>>> known;
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
        // Lines along this dimension: all other codes equal.
        std::map<std::vector<std::string>, std::map<std::string, std::size_t>> lines;
        for (const CodedCell& cell : cells) {
            std::vector<std::string> others = cell.codes;
            others[d].clear();
            lines[others].emplace(cell.codes[d], cell.cell);
        }
        for (const auto& [others, line] : lines) {
            std::map<std::string, Sum> by_parent;
            for (const auto& [code, cell] : line) {
                const std::string above = dimensions[d].above(code);
                if (above.empty()) continue;
                const auto total = line.find(above);
                if (total == line.end()) continue;
                Sum& sum = by_parent[above];
                sum.total = total->second;
                sum.parts.push_back(cell);
            }
            for (auto& [above, sum] : by_parent) {
                std::vector<std::size_t> sorted = sum.parts;
                std::sort(sorted.begin(), sorted.end());
                if (known.emplace(sum.total, std::move(sorted)).second) sums.push_back(std::move(sum));
            }
        }
    }
    return sums;
}

std::vector<std::vector<std::string>> combinations_above(std::span<const Dimension> dimensions,
                                                         std::span<const std::string> codes) {
    std::vector<std::vector<std::string>> combinations{{}};
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
        std::vector<std::string> chain;
        // A ring of parents would have no end; a chain cannot be longer than there are codes.
        const std::size_t longest = dimensions[d].parent.size() + 2;
        for (std::string code = codes[d]; !code.empty() && chain.size() < longest;
             code = dimensions[d].above(code))
            chain.push_back(code);
        std::vector<std::vector<std::string>> longer;
        for (const std::vector<std::string>& start : combinations) {
            for (const std::string& code : chain) {
                longer.push_back(start);
                longer.back().push_back(code);
            }
        }
        combinations = std::move(longer);
    }
    return combinations;
}

} // namespace anker::disclosure
