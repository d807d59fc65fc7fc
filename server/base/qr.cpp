// SPDX-License-Identifier: Apache-2.0
#include "server/base/qr.hpp"

#include <qrcodegen/qrcodegen.hpp>

namespace anker::server {

std::vector<std::string> qr_rows(std::string_view text) {
    const auto code =
        qrcodegen::QrCode::encodeText(std::string(text).c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
    std::vector<std::string> rows;
    for (int y = 0; y < code.getSize(); ++y) {
        std::string row;
        for (int x = 0; x < code.getSize(); ++x) row.push_back(code.getModule(x, y) ? '1' : '0');
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string qr_drawing(const std::vector<std::string>& rows, Colours colours) {
    constexpr int quiet = 2; // the standard asks for 4; phones read 2, and the code has to fit on a screen
    const int size = static_cast<int>(rows.size());
    const auto is_dark = [&](int x, int y) {
        return x >= 0 && y >= 0 && x < size && y < size &&
               rows[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] == '1';
    };
    std::string drawing;
    for (int y = -quiet; y < size + quiet; y += 2) {
        if (colours == Colours::Yes) drawing += "\033[30;107m";
        for (int x = -quiet; x < size + quiet; ++x) {
            bool upper = is_dark(x, y);
            bool lower = is_dark(x, y + 1);
            if (colours == Colours::No) {
                upper = !upper;
                lower = !lower;
            }
            drawing += upper && lower ? "\u2588" : upper ? "\u2580" : lower ? "\u2584" : " ";
        }
        if (colours == Colours::Yes) drawing += "\033[0m";
        drawing += "\n";
    }
    return drawing;
}

} // namespace anker::server
