// SPDX-License-Identifier: Apache-2.0
#include "web/studio/studio.hpp"

// The program of professionals: everything in the other one, and the studio.
anker::app::ProfessionalSurface* anker::app::professional_surface() {
    static anker::studio::Studio studio;
    return &studio;
}
