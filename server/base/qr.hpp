// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace anker::server {

/// The QR code of a text (error correction M), one string of '0' and '1' per row, without the quiet zone.
[[nodiscard]] std::vector<std::string> qr_rows(std::string_view text);

/// Drawn with half blocks, two rows per line, quiet zone included. With colours it is dark on light whatever
/// the terminal's own colours are; without, light modules are drawn, for dark terminals.
enum class Colours { Yes, No };
[[nodiscard]] std::string qr_drawing(const std::vector<std::string>& rows, Colours colours);

} // namespace anker::server
