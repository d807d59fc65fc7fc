// SPDX-License-Identifier: Apache-2.0
// Compiled once; the header-only runner keeps native and wasm tests alike.
#define BOOST_TEST_MODULE ankerpunkt
#include <boost/test/included/unit_test.hpp>
