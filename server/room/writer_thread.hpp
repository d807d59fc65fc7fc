// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/room/committer.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace anker::server {

/// The one thread that writes. Whatever waits while a transaction runs goes into the next one together.
class WriterThread final : public Committer {
public:
    /// `post` runs a function on the thread of the rooms.
    WriterThread(EventStore& store, std::function<void(std::function<void()>)> post);
    /// Stores what waits, then ends.
    ~WriterThread() override;

    void commit(Append append, Done done) override;

private:
    void work();

    EventStore& m_store;
    std::function<void(std::function<void()>)> m_post;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Append> m_appends;
    std::vector<Done> m_done;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace anker::server
