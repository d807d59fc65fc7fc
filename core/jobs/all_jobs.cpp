// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/access_job.hpp"
#include "core/jobs/allocate_job.hpp"
#include "core/jobs/disclose_job.hpp"
#include "core/jobs/factor_job.hpp"
#include "core/jobs/index_job.hpp"
#include "core/jobs/job.hpp"
#include "core/jobs/rake_job.hpp"
#include "core/jobs/spatial_job.hpp"
#include "core/jobs/synthesis_job.hpp"
#include "core/jobs/uncertainty_job.hpp"

namespace anker::jobs {

std::span<const Job> all_jobs() {
    static const std::vector<Job> jobs{
        index_job(),   uncertainty_job(), factor_job(), allocate_job(),  disclose_job(),
        spatial_job(), rake_job(),        access_job(), synthesis_job(),
    };
    return jobs;
}

} // namespace anker::jobs
