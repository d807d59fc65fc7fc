// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/job.hpp"
#include "core/jobs/rake_job.hpp"
#include "core/jobs/spatial_job.hpp"

namespace anker::jobs {

std::span<const Job> all_jobs() {
    static const std::vector<Job> jobs{spatial_job(), rake_job()};
    return jobs;
}

} // namespace anker::jobs
