// SPDX-License-Identifier: Apache-2.0
#include "server/cli/commands.hpp"
#include "server/cli/job.hpp"

#include <CLI/CLI.hpp>
#include <csignal>
#include <sys/stat.h>

namespace {

using namespace std::string_literals;

constexpr int wrong_usage = 2;

int run(int argc, char** argv) {
    using namespace anker::server;
    CLI::App app{"Participatory neighbourhood planning: residents mark needs and resources on a map, live on "
                 "a projector."};
    app.name("ankerpunkt");
    app.set_version_flag("--version", "ankerpunkt " ANKER_VERSION);
    app.require_subcommand(1);
    app.footer("Examples:\n"
               "  ankerpunkt serve --data ~/ankerpunkt\n"
               "  ankerpunkt import --help\n"
               "Every command has its own --help. Exit status: 0 done, 1 refused or failed, 2 wrong usage.");

    cli::ServeCommand serve;
    CLI::App* serve_app = app.add_subcommand("serve", "Run the server and print its links.");
    serve_app->add_option("--data", serve.options.data, "Data folder; created on first start")
        ->type_name("DIR")
        ->capture_default_str();
    serve_app->add_option("--port", serve.options.port, "Port")->capture_default_str();
    serve_app->add_option("--bind", serve.options.bind, "Address to listen on")->capture_default_str();
    serve_app->add_flag("--lan", serve.options.lan,
                        "Listen for the local network and put this machine's address into links");
    std::vector<std::string> tls;
    serve_app->add_option("--tls", tls, "Certificate and private key (PEM files)")
        ->type_name("CERT KEY")
        ->expected(2);
    serve_app->add_option("--public-url", serve.options.public_url, "What links begin with, behind a proxy");
    serve_app->add_option("--quartier", serve.options.quartier, "Whose links to print; otherwise the first");
    serve_app->add_flag("--open-session", serve.options.open_session,
                        "Open the Quartier's first session if none was opened yet");
    serve_app->add_flag("--quiet", serve.is_quiet, "Print no links, log only warnings");
    serve_app->add_flag("--log-json", serve.log_json, "Log one JSON object per line");
    serve_app->footer("Examples:\n"
                      "  ankerpunkt serve --data ~/ankerpunkt\n"
                      "  ankerpunkt serve --data ~/ankerpunkt --lan --port 8080\n"
                      "  ankerpunkt serve --data /var/lib/ankerpunkt --tls cert.pem key.pem --public-url "
                      "https://quartier.example");

    std::string check_data = "./data";
    CLI::App* check_app =
        app.add_subcommand("check", "Read everything that is stored and compare it with itself.");
    check_app->add_option("--data", check_data, "Data folder")->type_name("DIR")->capture_default_str();
    check_app->footer("Works beside a running server. Exit status 1 when a fault was found.\n"
                      "Example:\n  ankerpunkt check --data ~/ankerpunkt");

    cli::LinksCommand links;
    CLI::App* links_app =
        app.add_subcommand("links", "Show the links of a Quartier, or replace those of a role.");
    links_app->add_option("--data", links.data, "Data folder")->type_name("DIR")->capture_default_str();
    links_app->add_option("--quartier", links.quartier, "Key of the Quartier; otherwise the first");
    links_app
        ->add_option("--revoke", links.revoke,
                     "Replace the links of this role; the old ones stop working at once")
        ->check(CLI::IsMember({"resident", "kiosk", "projector", "professional", "facilitator"}));
    links_app->add_flag("--qr", links.qr, "Draw the residents' link as a QR code");
    links_app->add_flag("--new-key", links.new_key,
                        "Make a new key file: every link changes, and nobody can edit earlier marks");
    links_app->footer("Examples:\n"
                      "  ankerpunkt links --data ~/ankerpunkt --qr\n"
                      "  ankerpunkt links --data ~/ankerpunkt --quartier stockum --revoke resident");

    // These two are handed on whole: their options belong to the module that does the work.
    app.add_subcommand("import", "Bring in maps, areas, indicators, contributions and places.");
    app.add_subcommand("export", "Write GeoJSON, CSV or GeoPackage.");
    if (argc > 1 && (argv[1] == "import"s || argv[1] == "export"s))
        return cli::geo(std::vector<std::string>(argv + 1, argv + argc));

    cli::JobCommands jobs;
    jobs.add_to(app);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : wrong_usage;
    }
    constexpr mode_t owner_only = 0077;
    ::umask(owner_only); // what these commands write is nobody else's business
    if (const auto status = jobs.run_chosen()) return *status;
    if (*serve_app) {
        if (tls.size() == 2) {
            serve.options.certificate = tls[0];
            serve.options.private_key = tls[1];
        }
        return cli::serve(serve);
    }
    if (*check_app) return cli::check(check_data);
    if (*links_app) return cli::links(links);
    return wrong_usage;
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    return run(argc, argv);
}
