// SPDX-License-Identifier: Apache-2.0
#include "server/room/writer_thread.hpp"

namespace anker::server {

WriterThread::WriterThread(EventStore& store, std::function<void(std::function<void()>)> post)
    : m_store(store), m_post(std::move(post)), m_thread([this] { work(); }) {}

WriterThread::~WriterThread() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void WriterThread::commit(Append append, Done done) {
    {
        const std::lock_guard lock(m_mutex);
        m_appends.push_back(std::move(append));
        m_done.push_back(std::move(done));
    }
    m_wake.notify_one();
}

void WriterThread::work() {
    while (true) {
        std::vector<Append> appends;
        std::vector<Done> done;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_ending || !m_appends.empty(); });
            if (m_appends.empty()) return;
            appends.swap(m_appends);
            done.swap(m_done);
        }
        auto stored = m_store.append(appends);
        std::vector<Stored<std::vector<PutResult>>> results;
        if (!stored && appends.size() > 1) {
            // One of them may be what the store refuses: the others must not suffer for it.
            for (const Append& append : appends) {
                auto single = m_store.append(std::span(&append, 1));
                if (single) {
                    results.emplace_back(std::move(single->front()));
                } else {
                    results.emplace_back(failure(single.error()));
                }
            }
        } else {
            for (std::size_t i = 0; i < appends.size(); ++i) {
                if (stored) {
                    results.emplace_back(std::move((*stored)[i]));
                } else {
                    results.emplace_back(failure(stored.error()));
                }
            }
        }
        m_post([done = std::move(done), results = std::move(results)]() mutable {
            for (std::size_t i = 0; i < done.size(); ++i) done[i](std::move(results[i]));
        });
    }
}

} // namespace anker::server
