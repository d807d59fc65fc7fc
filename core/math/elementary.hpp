// SPDX-License-Identifier: Apache-2.0
#pragma once

/// exp, log and power made of + - * / only, so that native and wasm agree to the last bit; the libraries'
/// functions do not. Within two units in the last place of the true value.
namespace anker::math {

/// e^x. 0 below about -745, infinity above about 709.78, NaN for NaN.
[[nodiscard]] double exp(double x);

/// Natural logarithm. -infinity for 0, NaN below 0.
[[nodiscard]] double log(double x);

/// base^exponent for base >= 0 (0^0 = 1); NaN for a negative base. The relative error grows with
/// |exponent * log(base)|, about 1e-16 times it.
[[nodiscard]] double power(double base, double exponent);

/// Distribution function of the standard normal, error below 1e-15 (series near 0, continued fraction
/// outside: Abramowitz and Stegun 26.2.10 and 26.2.14).
[[nodiscard]] double normal_probability(double z);

} // namespace anker::math
