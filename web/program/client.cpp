// SPDX-License-Identifier: Apache-2.0
#include "web/app/professional_surface.hpp"

// The program of residents, kiosks, projectors and facilitators.
anker::app::ProfessionalSurface* anker::app::professional_surface() {
    return nullptr;
}
