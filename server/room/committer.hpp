// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/store/event_store.hpp"

#include <functional>

namespace anker::server {

/// Makes appends durable, later, and tells. Appends of several rooms may share one transaction.
class Committer {
public:
    virtual ~Committer() = default;
    using Done = std::function<void(Stored<std::vector<PutResult>>)>;
    /// `done` is called on the thread of the rooms.
    virtual void commit(Append append, Done done) = 0;
};

} // namespace anker::server
