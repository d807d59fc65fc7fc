// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <emscripten.h>

/// A function the page calls.
#define ANKER_EXPORT extern "C" EMSCRIPTEN_KEEPALIVE
