// SPDX-License-Identifier: Apache-2.0
#include "web/ui/semantics.hpp"

#include "core/base/hash.hpp"
#include "web/platform/browser.hpp"

#include <algorithm>
#include <cstring>
#include <map>

namespace anker::ui::sem {

namespace {

struct Known {
    std::uint64_t content = 0;
    Box box;
    std::uint32_t frame = 0;
};

enum Op : std::uint32_t { Upsert = 1, Geometry, Remove, Order, Announce, Focus };

std::vector<Node> nodes;
std::vector<NodeId> containers;
std::vector<Action> actions;
std::map<NodeId, Known> known;
std::map<NodeId, std::uint64_t> known_order;
std::vector<std::pair<std::string, Urgency>> announcements;
std::vector<std::uint8_t> stream;
NodeId focus = 0;
NodeId wanted_focus = 0;
std::uint32_t frame_number = 0;
Stats last;

template <class T>
void put(T value) {
    const std::size_t at = stream.size();
    stream.resize(at + sizeof(T));
    std::memcpy(&stream[at], &value, sizeof(T));
}

void put_text(const std::string& text) {
    put(static_cast<std::uint32_t>(text.size()));
    const std::size_t at = stream.size();
    stream.resize(at + ((text.size() + 3) & ~std::size_t{3}));
    std::memcpy(stream.data() + at, text.data(), text.size());
}

std::uint64_t content_of(const Node& n) {
    base::StableHash hash;
    hash.add(std::uint64_t{n.parent} | std::uint64_t{n.flags} << 32);
    std::uint32_t words[5];
    const float numbers[4] = {n.now, n.at, n.font_px, n.radius};
    std::memcpy(words, numbers, sizeof numbers);
    words[4] = n.sequence;
    hash.add_bytes(words, sizeof words);
    hash.add(static_cast<std::uint64_t>(n.role) | std::uint64_t{n.level} << 8);
    for (const std::string* text : {&n.name, &n.value, &n.desc, &n.lang}) hash.add(std::string_view(*text));
    return hash.value();
}

void put_box(const Box& box) {
    put(box.x);
    put(box.y);
    put(box.w);
    put(box.h);
}

void upsert(const Node& n) {
    put<std::uint32_t>(Upsert);
    put(n.id);
    put(n.parent);
    put(static_cast<std::uint32_t>(n.role) | std::uint32_t{n.level} << 8);
    put(n.flags);
    put_box(n.box);
    put(n.now);
    put(n.at);
    put(n.sequence);
    put(n.font_px);
    put(n.radius);
    for (const std::string* text : {&n.name, &n.value, &n.desc, &n.lang}) put_text(*text);
}

void put_changed_orders() {
    std::map<NodeId, std::vector<NodeId>> children;
    for (const Node& n : nodes) children[n.parent].push_back(n.id);
    for (const auto& [parent, ids] : children) {
        base::StableHash hash;
        hash.add_bytes(ids.data(), ids.size() * sizeof(NodeId));
        std::uint64_t& before = known_order[parent];
        if (before == hash.value()) continue;
        before = hash.value();
        put<std::uint32_t>(Order);
        put(parent);
        put(static_cast<std::uint32_t>(ids.size()));
        for (const NodeId id : ids) put(id);
        ++last.operations;
    }
    std::erase_if(known_order, [&](const auto& entry) { return !children.contains(entry.first); });
}

} // namespace

NodeId id_of(std::string_view key, NodeId scope) {
    std::uint32_t h = scope != 0 ? scope : 2166136261U;
    for (const char c : key) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
    return h != 0 ? h : 1;
}

void begin_frame() {
    nodes.clear();
    containers.clear();
    ++frame_number;
}

Node& add(Role role, NodeId id) {
    Node& n = nodes.emplace_back();
    n.id = id;
    n.parent = container();
    n.role = role;
    return n;
}

void push(NodeId id) {
    containers.push_back(id);
}
void pop() {
    containers.pop_back();
}
NodeId container() {
    return containers.empty() ? 0 : containers.back();
}

void end_frame() {
    stream.clear();
    last = {static_cast<int>(nodes.size()), 0, 0, 0};
    for (const Node& n : nodes) {
        const std::uint64_t content = content_of(n);
        auto [entry, fresh] = known.try_emplace(n.id);
        Known& k = entry->second;
        if (!fresh && k.frame == frame_number) {
            ++last.duplicates;
            continue;
        }
        if (fresh || k.content != content) {
            upsert(n);
            ++last.operations;
        } else if (!(k.box == n.box)) {
            put<std::uint32_t>(Geometry);
            put(n.id);
            put_box(n.box);
            ++last.operations;
        }
        k = {content, n.box, frame_number};
    }
    for (auto entry = known.begin(); entry != known.end();) {
        if (entry->second.frame == frame_number) {
            ++entry;
            continue;
        }
        put<std::uint32_t>(Remove);
        put(entry->first);
        ++last.operations;
        entry = known.erase(entry);
    }
    put_changed_orders();
    for (const auto& [text, urgency] : announcements) {
        put<std::uint32_t>(Announce);
        put<std::uint32_t>(urgency == Urgency::Assertive ? 1 : 0);
        put_text(text);
        ++last.operations;
    }
    announcements.clear();
    if (wanted_focus != 0) {
        put<std::uint32_t>(Focus);
        put(wanted_focus);
        wanted_focus = 0;
        ++last.operations;
    }
    last.bytes = static_cast<int>(stream.size());
    if (!stream.empty()) platform::apply_semantics(stream);
    actions.clear(); // what nobody took was meant for a control that is gone
}

void report(Action action) {
    if (action.act == Act::Focus) focus = action.id;
    if (action.act == Act::Blur && focus == action.id) focus = 0;
    actions.push_back(std::move(action));
}

std::optional<Action> take(NodeId id, Act act) {
    for (auto a = actions.begin(); a != actions.end(); ++a) {
        if (a->id != id || a->act != act) continue;
        Action found = std::move(*a);
        actions.erase(a);
        return found;
    }
    return std::nullopt;
}

NodeId focused() {
    return focus;
}
void request_focus(NodeId id) {
    wanted_focus = id;
}
void announce(std::string_view text, Urgency urgency) {
    announcements.emplace_back(text, urgency);
}
const Stats& stats() {
    return last;
}

std::string spoken_text() {
    std::string text;
    for (const Node& n : nodes) {
        const bool speaks = n.role == Role::Heading || n.role == Role::Text || n.role == Role::Button ||
                            n.role == Role::TextArea || n.role == Role::Select || n.role == Role::Status;
        if (!speaks || n.name.empty()) continue;
        text += n.name;
        text += ". ";
    }
    return text;
}

} // namespace anker::ui::sem
