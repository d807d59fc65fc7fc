// SPDX-License-Identifier: Apache-2.0
#include "server/geo/vector/gdal_session.hpp"

#include <gdal.h>
#include <mutex>

namespace anker::exchange {

GdalSession::GdalSession() {
    static std::once_flag registered;
    std::call_once(registered, [] { GDALAllRegister(); });
    CPLPushErrorHandlerEx(&GdalSession::hear, this);
}

GdalSession::~GdalSession() {
    CPLPopErrorHandler();
    CPLErrorReset();
}

void GdalSession::hear(CPLErr level, CPLErrorNum, const char* message) {
    auto* session = static_cast<GdalSession*>(CPLGetErrorHandlerUserData());
    // The first message names the cause, later ones what followed from it.
    if (level >= CE_Failure && session->m_first.empty()) session->m_first = message;
}

std::string GdalSession::reason() const {
    if (m_first.empty()) return {};
    std::string text = ": ";
    for (const char c : m_first) text += c == '\n' || c == '\r' ? ' ' : c;
    while (text.ends_with('.') || text.ends_with(' ')) text.pop_back();
    return text;
}

} // namespace anker::exchange
