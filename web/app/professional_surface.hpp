// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/app/model.hpp"
#include "web/map/base_map.hpp"
#include "web/platform/browser.hpp"
#include "web/screens/screens.hpp"

namespace anker::app {

/// What professionals see in place of the residents' screens. It is linked into the program `studio` alone:
/// residents do not download it (docs/decisions/0012).
class ProfessionalSurface {
public:
    /// Like every screen: paints, and returns the part of the window where the map is free.
    virtual ui::Rect draw(const Model& model, const map::BaseMap& base_map, screens::Local& local,
                          Actions& actions) = 0;
    /// What happened since the last frame and is not the App's own: progress and outcomes of jobs, answers
    /// to requests with ids from `first_request` on.
    virtual void receive(const platform::Input& input) = 0;
    static constexpr std::uint32_t first_request = 1'000'000;

protected:
    ~ProfessionalSurface() = default;
};

/// Null in the program for residents, which loads the other one when a link turns out to be a professional's.
[[nodiscard]] ProfessionalSurface* professional_surface();

} // namespace anker::app
