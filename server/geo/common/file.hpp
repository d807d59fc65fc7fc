// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/base/file.hpp"
#include "server/geo/common/done.hpp"

namespace anker::exchange {

using server::check_readable;
using server::NewFile;
using server::publish_together;
using server::read_file;

} // namespace anker::exchange
