// SPDX-License-Identifier: Apache-2.0
#include "web/app/model.hpp"

namespace anker::app {

const session::Session* Model::current_session() const {
    if (const auto found = view.sessions.find(access.session); found != view.sessions.end())
        return &found->second;
    const session::Session* newest = nullptr;
    for (const auto& [id, session] : view.sessions) {
        if (newest == nullptr || session.opened_at_ms > newest->opened_at_ms) newest = &session;
    }
    return newest;
}

bool Model::is_session_open() const {
    const session::Session* session = current_session();
    return session != nullptr && session->stage == session::Stage::Open;
}

} // namespace anker::app
