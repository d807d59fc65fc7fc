// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cpl_error.h>
#include <string>

namespace anker::exchange {

/// GDAL ready to use, with its error messages collected instead of printed, for as long as this lives.
class GdalSession {
public:
    GdalSession();
    ~GdalSession();
    GdalSession(const GdalSession&) = delete;
    GdalSession& operator=(const GdalSession&) = delete;

    /// Whether GDAL reported a failure since `forget`. Warnings do not count.
    [[nodiscard]] bool has_failed() const { return !m_first.empty(); }
    void forget() { m_first.clear(); }
    /// `: the first message`, without its full stop; empty where there was none.
    [[nodiscard]] std::string reason() const;

private:
    static void CPL_STDCALL hear(CPLErr level, CPLErrorNum number, const char* message);
    std::string m_first;
};

} // namespace anker::exchange
