// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/access_job.hpp"
#include "core/jobs/job.hpp"

namespace anker::jobs {

std::span<const Job> all_jobs() {
    static const std::vector<Job> jobs{access_job()};
    return jobs;
}

} // namespace anker::jobs
