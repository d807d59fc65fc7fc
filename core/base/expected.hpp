// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tl/expected.hpp>
#include <utility>

namespace anker {

/// A value, or the reason why there is none. Core never throws: in Emscripten's default build a thrown
/// exception ends the page. Every function that returns one is marked [[nodiscard]].
template <class T, class E>
using Expected = tl::expected<T, E>;

/// Builds the failing side of an Expected.
template <class E>
[[nodiscard]] constexpr auto failure(E&& error) {
    return tl::unexpected<std::decay_t<E>>(std::forward<E>(error));
}

} // namespace anker

/// `ANKER_TRY(auto value, fallible());` returns the error to the caller, or declares `value`.
#define ANKER_TRY_JOIN2(a, b) a##b
#define ANKER_TRY_JOIN(a, b) ANKER_TRY_JOIN2(a, b)
#define ANKER_TRY(declaration, expression)                                                                   \
    ANKER_TRY_IMPL(ANKER_TRY_JOIN(anker_try_, __LINE__), declaration, expression)
#define ANKER_TRY_IMPL(temporary, declaration, expression)                                                   \
    auto temporary = (expression);                                                                           \
    if (!temporary) return ::anker::failure(std::move(temporary).error());                                   \
    declaration = std::move(*temporary)

/// `ANKER_DO(fallible());` for an Expected<void, E>: returns the error to the caller, or goes on.
#define ANKER_DO(expression)                                                                                 \
    do {                                                                                                     \
        if (auto anker_done = (expression); !anker_done)                                                     \
            return ::anker::failure(std::move(anker_done).error());                                          \
    } while (false)
