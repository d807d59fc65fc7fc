// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/app/professional_surface.hpp"
#include "web/studio/state.hpp"

/// The professionals' program: figures and voices side by side, ranking, allocation, and own figures that
/// never leave the device. All it computes are jobs of core, in a worker.
namespace anker::studio {

class Studio final : public app::ProfessionalSurface {
public:
    ui::Rect draw(const app::Model& model, const map::BaseMap& base_map, screens::Local& local,
                  app::Actions& actions) override;
    void receive(const platform::Input& input) override;

private:
    void follow(const app::Model& model, app::Actions& actions);
    void begin_next_job();
    void take(const Work& work, jobs::Outcome outcome);
    void complain(const Work& work, const Complaint& complaint);

    State m_state;
    std::map<std::string, std::string, std::less<>> m_names; ///< of the Quartier's areas, by key
    std::map<std::uint32_t, std::string> m_recipes_asked;    ///< name, by request
    std::uint32_t m_next_job = 1;
    std::uint64_t m_shown_revision = 0;
    std::uint64_t m_revision = 0;
};

} // namespace anker::studio
