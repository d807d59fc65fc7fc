// SPDX-License-Identifier: Apache-2.0
#include "server/geo/vector/kml.hpp"

namespace anker::exchange {

std::string kml_with_schemas_first(std::string text) {
    constexpr std::string_view begin = "<Schema ";
    constexpr std::string_view end = "</Schema>";
    const std::size_t document = text.find("<Document");
    const std::size_t front = document == std::string::npos ? document : text.find('>', document);
    if (front == std::string::npos) return text;
    std::string schemas;
    for (std::size_t at = text.find(begin, front); at != std::string::npos; at = text.find(begin, at)) {
        const std::size_t stop = text.find(end, at);
        if (stop == std::string::npos) return text; // broken: let the reader say so
        schemas += text.substr(at, stop + end.size() - at);
        text.erase(at, stop + end.size() - at);
    }
    text.insert(front + 1, schemas);
    return text;
}

} // namespace anker::exchange
