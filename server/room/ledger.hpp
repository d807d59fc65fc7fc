// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/wire/messages.hpp"
#include "core/workspace/decide.hpp"
#include "server/access/link_book.hpp"
#include "server/store/event_store.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace anker::server {

/// An event the ledger took, and who has to be told about it in private.
struct Taken {
    workspace::Recorded recorded;
    std::vector<base::AuthorId> concerned; ///< authors of the subject and of what goes with it
};

/// Who asks, and the session their link belongs to.
struct Asker {
    workspace::Actor actor;
    base::SessionId session; ///< none = any session of the Quartier
};

/// The state of one Quartier and the only way to change it: decides commands in order and collects what has
/// to be stored. The state runs ahead of the disk until the append is stored; after an error call `load`
/// again.
class Ledger {
public:
    Ledger(std::string quartier, EventStore& store, const Key& key, LinkBook& links)
        : m_quartier(std::move(quartier)), m_store(store), m_key(key), m_links(links) {}

    /// Rebuilds the state from the store and forgets what was collected.
    [[nodiscard]] Stored<void> load();

    /// Decides one command and applies its event. The answer counts only once the append is stored.
    [[nodiscard]] Stored<wire::Ack> take(const wire::Submission& submission, const Asker& asker,
                                         std::int64_t now_ms);

    /// What was taken since the last call, to be stored, and the events themselves.
    [[nodiscard]] Append append();
    [[nodiscard]] std::vector<Taken> taken() { return std::move(m_taken); }

    [[nodiscard]] const workspace::State& state() const { return m_state; }
    [[nodiscard]] const std::string& quartier() const { return m_quartier; }

private:
    [[nodiscard]] std::vector<base::AuthorId> concerned_by(const workspace::Recorded& recorded) const;
    void note_touched(const workspace::Recorded& recorded);

    std::string m_quartier;
    EventStore& m_store;
    Key m_key;
    LinkBook& m_links;
    workspace::State m_state;
    Append m_append;
    std::vector<Taken> m_taken;
    std::set<base::ContributionId> m_touched;
    std::map<base::EventId, std::pair<Hash16, std::uint64_t>> m_fresh; ///< taken, not yet stored
};

/// The contribution as everybody may see it; nothing where it is not visible.
[[nodiscard]] std::optional<Feature> feature_of(const workspace::State& state, base::ContributionId id);

/// The author of a device: the same device keeps its right to edit, without an account.
[[nodiscard]] base::AuthorId author_of_device(const Key& key, std::string_view quartier,
                                              std::string_view device);

} // namespace anker::server
