// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace anker::base {

/// `std::visit(overloaded{[](const A&) {…}, [](const B&) {…}}, variant)`
template <class... Fs>
struct Overloaded : Fs... {
    using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

} // namespace anker::base
