// SPDX-License-Identifier: Apache-2.0
#include "core/spatial/neighbours.hpp"

#include <algorithm>

namespace anker::spatial {

namespace {

const Link* find_link(const std::vector<Link>& links, std::size_t area) {
    const auto at = std::lower_bound(links.begin(), links.end(), area,
                                     [](const Link& link, std::size_t wanted) { return link.area < wanted; });
    return at != links.end() && at->area == area ? &*at : nullptr;
}

} // namespace

std::size_t Neighbours::links() const {
    std::size_t count = 0;
    for (const std::vector<Link>& links : of) count += links.size();
    return count;
}

std::size_t Neighbours::islands() const {
    return static_cast<std::size_t>(
        std::count_if(of.begin(), of.end(), [](const std::vector<Link>& links) { return links.empty(); }));
}

std::size_t Neighbours::one_way_links() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < of.size(); ++i) {
        for (const Link& link : of[i]) {
            const Link* back = find_link(of[link.area], i);
            count += back == nullptr || back->weight != link.weight ? 1U : 0U;
        }
    }
    return count;
}

Expected<EdgeList, EdgeConflict> neighbours_from_edges(std::size_t areas, std::span<const Edge> edges,
                                                       Reading reading) {
    struct Directed {
        std::size_t from = 0;
        std::size_t to = 0;
        double weight = 1;
        std::size_t edge = 0;
        bool is_turned = false; ///< the other direction of an edge: no repetition of its counterpart
    };
    EdgeList list;
    std::vector<Directed> directed;
    for (std::size_t e = 0; e < edges.size(); ++e) {
        const Edge& edge = edges[e];
        if (edge.from == edge.to) {
            ++list.self_edges;
            continue;
        }
        directed.push_back({edge.from, edge.to, edge.weight, e, false});
        if (reading == Reading::BothWays) directed.push_back({edge.to, edge.from, edge.weight, e, true});
    }
    std::sort(directed.begin(), directed.end(), [](const Directed& a, const Directed& b) {
        if (a.from != b.from) return a.from < b.from;
        if (a.to != b.to) return a.to < b.to;
        if (a.is_turned != b.is_turned) return !a.is_turned;
        return a.edge < b.edge;
    });
    list.neighbours.of.resize(areas);
    for (std::size_t d = 0; d < directed.size(); ++d) {
        const Directed& link = directed[d];
        if (d > 0 && directed[d - 1].from == link.from && directed[d - 1].to == link.to) {
            const Directed& before = directed[d - 1];
            if (before.weight != link.weight) {
                return failure(
                    EdgeConflict{std::min(before.edge, link.edge), std::max(before.edge, link.edge)});
            }
            if (!link.is_turned) ++list.repeated;
            continue;
        }
        list.neighbours.of[link.from].push_back({link.to, link.weight});
    }
    return list;
}

Neighbours weighted(const Neighbours& neighbours, Weights weights) {
    Neighbours result = neighbours;
    for (std::vector<Link>& links : result.of) {
        double sum = 0;
        for (Link& link : links) {
            if (weights == Weights::Binary) link.weight = 1;
            sum += link.weight;
        }
        if (weights != Weights::RowStandardised) continue;
        for (Link& link : links) link.weight /= sum;
    }
    return result;
}

Neighbours with_self(const Neighbours& neighbours) {
    Neighbours result = neighbours;
    for (std::size_t i = 0; i < result.of.size(); ++i) {
        std::vector<Link>& links = result.of[i];
        const auto at = std::find_if(links.begin(), links.end(), [&](const Link& l) { return l.area >= i; });
        if (at != links.end() && at->area == i) {
            at->weight = 1;
        } else {
            links.insert(at, Link{i, 1});
        }
    }
    return result;
}

Neighbours restricted_to(const Neighbours& neighbours, std::span<const std::size_t> kept) {
    Neighbours result;
    for (const std::size_t area : kept) {
        std::vector<Link>& links = result.of.emplace_back();
        for (const Link& link : neighbours.of[area]) {
            const auto at = std::lower_bound(kept.begin(), kept.end(), link.area);
            if (at != kept.end() && *at == link.area)
                links.push_back({static_cast<std::size_t>(at - kept.begin()), link.weight});
        }
    }
    return result;
}

std::vector<double> spatial_lag(const Neighbours& neighbours, std::span<const double> values) {
    std::vector<double> lags;
    lags.reserve(neighbours.areas());
    for (const std::vector<Link>& links : neighbours.of) {
        double sum = 0;
        for (const Link& link : links) sum += link.weight * values[link.area];
        lags.push_back(sum);
    }
    return lags;
}

} // namespace anker::spatial
