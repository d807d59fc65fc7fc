// SPDX-License-Identifier: Apache-2.0
// The client inside the program: encodings, caching, and what is said where there is none.
#include "server/http/site.hpp"
#include "tests/server/support/hall_kit.hpp"

using namespace anker;
using server::http::ClientFile;
using server::http::Request;
using server::http::Response;

namespace {

const std::string plain_script = "plain script";
const std::string gzip_script = "gzip script";
const std::string brotli_script = "brotli script";
const std::string page = "page";

std::string header(const Response& response, const std::string& name) {
    for (const auto& [key, value] : response.headers) {
        if (key == name) return value;
    }
    return "";
}

std::string body(const Response& response) {
    return {response.body.begin(), response.body.end()};
}

struct SiteKit {
    test::HallKit kit;
    std::vector<ClientFile> files{{"/", "text/html; charset=utf-8", "\"p1\"", server::bytes_of(page), {}, {}},
                                  {"/static/client.0123.js", "text/javascript; charset=utf-8", "\"s1\"",
                                   server::bytes_of(plain_script), server::bytes_of(gzip_script),
                                   server::bytes_of(brotli_script)}};
    server::http::Site site;

    explicit SiteKit(bool with_client = true)
        : site(kit.hall, *kit.store, test::some_key,
               {[this] { return kit.unix_ms; }, [this] { return kit.steady_ms; }}, kit.log,
               {"1.2.3", "http://127.0.0.1:8080", {"http://127.0.0.1:8080"}},
               with_client ? std::span<const ClientFile>(files) : std::span<const ClientFile>()) {}

    Response get(const std::string& target, const std::string& accept_encoding = "",
                 const std::string& tag = "") {
        Request request;
        request.method = "GET";
        request.target = target;
        request.accept_encoding = accept_encoding;
        request.if_none_match = tag;
        Response answer;
        site.handle(request, [&](Response response) { answer = std::move(response); });
        return answer;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(client_in_the_program)

BOOST_AUTO_TEST_CASE(files_come_in_the_best_encoding_and_are_kept_for_ever) {
    SiteKit kit;
    const std::string script = "/static/client.0123.js";
    BOOST_CHECK_EQUAL(body(kit.get(script)), plain_script);
    BOOST_CHECK_EQUAL(body(kit.get(script, "gzip, deflate")), gzip_script);
    const Response best = kit.get(script, "gzip, deflate, br");
    BOOST_CHECK_EQUAL(body(best), brotli_script);
    BOOST_CHECK_EQUAL(header(best, "Content-Encoding"), "br");
    BOOST_CHECK_EQUAL(header(best, "Content-Type"), "text/javascript; charset=utf-8");
    BOOST_CHECK_EQUAL(header(best, "Cache-Control"), "public, max-age=31536000, immutable");
    BOOST_CHECK_EQUAL(header(best, "Vary"), "Accept-Encoding");
    BOOST_CHECK_EQUAL(kit.get(script, "br", "\"s1\"").status, 304);
    BOOST_CHECK_EQUAL(kit.get("/static/client.js").status, 404);
}

BOOST_AUTO_TEST_CASE(the_page_is_asked_for_every_time) {
    SiteKit kit;
    for (const char* target : {"/", "/index.html", "/?lang=de"}) {
        const Response answer = kit.get(target, "br, gzip"); // too small for any encoding
        BOOST_CHECK_EQUAL(body(answer), page);
        BOOST_CHECK_EQUAL(header(answer, "Cache-Control"), "no-cache");
        BOOST_CHECK_EQUAL(header(answer, "Content-Encoding"), "");
    }
}

BOOST_AUTO_TEST_CASE(without_a_client_the_page_says_how_to_build_one) {
    SiteKit kit(false);
    const Response answer = kit.get("/");
    BOOST_CHECK_EQUAL(answer.status, 503);
    BOOST_CHECK(body(answer).find("cmake --workflow --preset client") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
