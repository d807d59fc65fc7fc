// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A bug of ours, never bad input: traps in every build, because going on with a broken state would be
/// stored.
#define ANKER_ASSERT(condition)                                                                              \
    do {                                                                                                     \
        if (!(condition)) __builtin_trap();                                                                  \
    } while (false)
