// SPDX-License-Identifier: Apache-2.0
// How long from a tap to everybody's screen, and what does the server cost?
//
// Starts the real program on a fresh data folder, joins N residents and some facilitators over loopback
// WebSockets, and sends marks open-loop at a fixed rate: the time of a mark counts from when it was due, so a
// stalled sender hides nothing. Before any figure is printed every client must have got every mark, in the
// same order and without a gap in the log's numbers, and every mark must have been acknowledged. `--drop`
// takes one frame away from one client and must end with INCOMPLETE.
#include "core/wire/messages.hpp"
#include "core/wire/snapshot.hpp"
#include "server/base/clock.hpp"
#include "server/room/local_access.hpp"
#include "tests/server/support/net_client.hpp"
#include "tests/server/support/temp_folder.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace anker;

namespace {

struct Options {
    std::string program = "./ankerpunkt";
    int clients = 100;
    int senders = 40;
    double rate = 50;
    double seconds = 10;
    double warm_seconds = 2;
    bool drop = false;
};

/// Ids of marks: this, and the mark's number.
constexpr std::uint64_t id_high = 0xBE9C'0000'FEED'0001;
const std::string id_text = base::hex_from_bits(id_high, 0).substr(0, 16);

std::int64_t now_us() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_nsec / 1'000;
}

struct Quartier {
    std::map<workspace::Role, std::string> secrets;
    base::SessionId session;
};

Quartier seed(const std::string& folder) {
    auto data = server::own_data(folder, server::DataFolder::Missing::Create);
    server::LocalAccess access(std::move(*data), server::system_clock().unix_ms);
    server::ImportBatch batch;
    batch.quartier = "stockum";
    batch.submissions.push_back(
        {server::StoreAccess::random_id(),
         quartier::Found{
             "stockum", "Stockum", false, {{73'500'000, 514'600'000}, {73'900'000, 514'800'000}}}});
    if (!access.store(batch).error.empty()) return {};
    Quartier quartier;
    for (const server::Link& link : access.data().links.of("stockum")) {
        quartier.secrets[link.row.role] = link.secret;
        if (!link.row.session.is_none()) quartier.session = link.row.session;
    }
    return quartier;
}

struct Process {
    pid_t pid = 0;
    std::uint16_t port = 0;
};

std::uint16_t free_port() {
    const int probe = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(probe, reinterpret_cast<sockaddr*>(&address), size);
    getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
    close(probe);
    return ntohs(address.sin_port);
}

Process start_server(const std::string& program, const std::string& folder) {
    Process process;
    process.port = free_port();
    const std::string port = std::to_string(process.port);
    process.pid = fork();
    if (process.pid == 0) {
        execl(program.c_str(), program.c_str(), "serve", "--data", folder.c_str(), "--port", port.c_str(),
              "--quiet", "--open-session", nullptr);
        std::fprintf(stderr, "cannot run %s\n", program.c_str());
        _exit(127);
    }
    for (int i = 0; i < 500; ++i) {
        try {
            test::Line line(process.port);
            return process;
        } catch (const std::exception&) {
            usleep(10'000);
        }
    }
    process.port = 0;
    return process;
}

std::string text_after(const std::string& text, const std::string& label) {
    const std::size_t at = text.find(label);
    return at == std::string::npos
               ? ""
               : text.substr(at + label.size(), text.find('"', at + label.size()) - at - label.size());
}

/// One connection: joined, then read without waiting.
struct Client {
    std::unique_ptr<test::WsClient> ws;
    std::string in;
    std::uint64_t sequence = 0;
    std::vector<std::uint32_t> got; ///< numbers of marks, in order of arrival
    std::size_t acked = 0;
    bool has_gap = false;
    int frames = 0;
};

bool join(Client& client, std::uint16_t port, const std::string& secret) {
    const auto answer = test::http_request(port, "POST", "/api/token", {}, "{\"secret\":\"" + secret + "\"}");
    wire::Hello hello;
    hello.token = text_after(answer.body, "\"token\":\"");
    hello.quartier = "stockum";
    client.ws = std::make_unique<test::WsClient>(port);
    if (!client.ws->is_open()) return false;
    client.ws->send(hello);
    if (!client.ws->expect<wire::SnapshotDue>()) return false;
    const auto snapshot =
        test::http_request(port, "GET", "/api/snapshot", {{"Authorization", "Bearer " + hello.token}});
    const auto head = wire::decode_snapshot(
        std::span(reinterpret_cast<const std::uint8_t*>(snapshot.body.data()), snapshot.body.size()),
        [](const view::ViewEvent&) {});
    if (!head) return false;
    hello.epoch = head->epoch;
    hello.since = head->head;
    client.ws->send(hello);
    const auto welcome = client.ws->expect<wire::Welcome>();
    client.sequence = head->head;
    client.in = client.ws->take_unread();
    const int socket = client.ws->line().socket();
    fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK);
    return welcome.has_value();
}

/// Calls `take` for every whole text frame.
template <class Take>
void for_each_frame(std::string& in, Take take) {
    std::size_t at = 0;
    while (in.size() - at >= 2) {
        const auto byte = [&](std::size_t i) {
            return static_cast<std::size_t>(static_cast<unsigned char>(in[at + i]));
        };
        std::size_t size = byte(1) & 127;
        std::size_t header = 2;
        if (size == 126) {
            header = 4;
            if (in.size() - at < header) break;
            size = byte(2) << 8 | byte(3);
        } else if (size == 127) {
            header = 10;
            if (in.size() - at < header) break;
            size = 0;
            for (std::size_t i = 2; i < 10; ++i) size = size << 8 | byte(i);
        }
        if (in.size() - at < header + size) break;
        if ((byte(0) & 15) == 1) take(std::string_view(in).substr(at + header, size));
        at += header + size;
    }
    in.erase(0, at);
}

std::uint64_t number_after(std::string_view text, std::string_view label) {
    const std::size_t at = text.find(label);
    return at == std::string_view::npos ? 0 : std::strtoull(text.data() + at + label.size(), nullptr, 10);
}

/// What we look for in a frame, without decoding it: the driver must not be the bottleneck.
template <class Arrived>
void read_frame(Client& client, std::string_view text, Arrived arrived) {
    if (text.find("\"t\":\"acks\"") != std::string_view::npos) {
        for (std::size_t at = text.find("\"fresh\""); at != std::string_view::npos;
             at = text.find("\"fresh\"", at + 1))
            ++client.acked;
        return;
    }
    if (text.find("\"t\":\"events\"") == std::string_view::npos) return;
    const std::uint64_t from = number_after(text, "\"from\":");
    if (from != client.sequence + 1) client.has_gap = true;
    client.sequence = number_after(text, "\"to\":");
    for (std::size_t at = text.find(id_text); at != std::string_view::npos; at = text.find(id_text, at + 1)) {
        char digits[17] = {};
        std::memcpy(digits, text.data() + at + 16, 16);
        const auto number = static_cast<std::uint32_t>(std::strtoull(digits, nullptr, 16));
        client.got.push_back(number);
        arrived(number);
    }
}

std::size_t resident_kib(pid_t pid) {
    const std::string status = test::read_whole("/proc/" + std::to_string(pid) + "/status");
    return static_cast<std::size_t>(number_after(status, "VmRSS:"));
}

/// Seconds of processor time: of one process, and of the whole machine.
double process_seconds(pid_t pid) {
    const std::string stat = test::read_whole("/proc/" + std::to_string(pid) + "/stat");
    unsigned long user = 0;
    unsigned long kernel = 0;
    std::sscanf(stat.c_str() + stat.rfind(')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
                &user, &kernel);
    return static_cast<double>(user + kernel) / static_cast<double>(sysconf(_SC_CLK_TCK));
}
double machine_busy_seconds() {
    const std::string stat = test::read_whole("/proc/stat");
    unsigned long v[8] = {};
    std::sscanf(stat.c_str(), "cpu %lu %lu %lu %lu %lu %lu %lu %lu", v, v + 1, v + 2, v + 3, v + 4, v + 5,
                v + 6, v + 7);
    return static_cast<double>(v[0] + v[1] + v[2] + v[5] + v[6]) / static_cast<double>(sysconf(_SC_CLK_TCK));
}
double own_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

int run(const Options& options) {
    test::TempFolder folder;
    const std::string data = folder.file("data");
    const Quartier quartier = seed(data);
    const Process server = start_server(options.program, data);
    if (server.port == 0) return 1;
    const std::size_t idle_kib = resident_kib(server.pid);

    std::vector<Client> clients(static_cast<std::size_t>(options.clients + options.senders));
    const auto residents = static_cast<std::size_t>(options.clients);
    const int epoll = epoll_create1(0);
    for (std::size_t i = 0; i < clients.size(); ++i) {
        const bool is_resident = i < residents;
        if (!join(clients[i], server.port,
                  quartier.secrets.at(is_resident ? workspace::Role::Resident
                                                  : workspace::Role::Facilitator))) {
            std::fprintf(stderr, "client %zu could not join\n", i);
            return 1;
        }
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        epoll_ctl(epoll, EPOLL_CTL_ADD, clients[i].ws->line().socket(), &event);
    }
    const std::size_t joined_kib = resident_kib(server.pid);

    const auto total = static_cast<std::size_t>(options.rate * (options.seconds + options.warm_seconds));
    const auto first_measured = static_cast<std::uint32_t>(options.rate * options.warm_seconds);
    const double gap_us = 1e6 / options.rate;
    const std::int64_t start_us = now_us() + 100'000;
    const auto due_us = [&](std::size_t n) {
        return start_us + static_cast<std::int64_t>(static_cast<double>(n) * gap_us);
    };
    std::vector<std::int32_t> latencies_us;
    latencies_us.reserve(total * residents);
    std::size_t sent = 0;
    double server_before = 0;
    double own_before = 0;
    double busy_before = 0;
    std::int64_t measured_from_us = 0;

    const auto poll = [&](int wait_ms) {
        epoll_event events[256];
        const int count = epoll_wait(epoll, events, 256, wait_ms);
        for (int k = 0; k < count; ++k) {
            const auto index = static_cast<std::size_t>(events[k].data.u64);
            Client& client = clients[index];
            char buffer[65'536];
            for (ssize_t got = 0; (got = recv(client.ws->line().socket(), buffer, sizeof buffer, 0)) > 0;)
                client.in.append(buffer, static_cast<std::size_t>(got));
            for_each_frame(client.in, [&](std::string_view text) {
                if (options.drop && index == 0 && ++client.frames == 20) return; // the control
                read_frame(client, text, [&](std::uint32_t number) {
                    if (index < residents && number >= first_measured)
                        latencies_us.push_back(static_cast<std::int32_t>(now_us() - due_us(number)));
                });
            });
        }
    };
    const auto send_mark = [&](std::size_t number) {
        Client& sender = clients[residents + number % static_cast<std::size_t>(options.senders)];
        contribution::Make make;
        make.session = quartier.session;
        make.theme = static_cast<contribution::Theme>(number % contribution::theme_count);
        make.shape = {geo::ShapeKind::Point,
                      {{73'600'000 + static_cast<std::int32_t>(number % 1'000) * 100, 514'700'000}}};
        wire::Put put;
        put.submissions.push_back({{id_high, number}, make});
        sender.ws->send(put);
    };
    while (sent < total) {
        const std::int64_t now = now_us();
        if (measured_from_us == 0 && sent >= first_measured) {
            measured_from_us = now;
            server_before = process_seconds(server.pid);
            own_before = own_seconds();
            busy_before = machine_busy_seconds();
        }
        while (sent < total && due_us(sent) <= now) send_mark(sent++);
        const std::int64_t wait = sent < total ? (due_us(sent) - now_us()) / 1'000 : 0;
        poll(static_cast<int>(std::clamp<std::int64_t>(wait, 0, 5)));
    }
    const double measured_s = static_cast<double>(now_us() - measured_from_us) / 1e6;
    const double server_cpu = (process_seconds(server.pid) - server_before) / measured_s;
    const double own_cpu = (own_seconds() - own_before) / measured_s;
    const double busy = (machine_busy_seconds() - busy_before) / measured_s;

    const auto acked = [&] {
        std::size_t sum = 0;
        for (const Client& client : clients) sum += client.acked;
        return sum;
    };
    const auto is_complete = [&] {
        for (std::size_t i = 0; i < residents; ++i) {
            if (clients[i].got.size() != total) return false;
        }
        return acked() == total;
    };
    const std::int64_t give_up_us = now_us() + 5'000'000;
    while (!is_complete() && now_us() < give_up_us) poll(20);
    bool is_in_order = true;
    for (std::size_t i = 0; i < residents; ++i)
        is_in_order = is_in_order && !clients[i].has_gap && clients[i].got == clients[1].got;
    const std::size_t loaded_kib = resident_kib(server.pid);
    kill(server.pid, SIGTERM);
    int status = 0;
    waitpid(server.pid, &status, 0);
    if (!is_complete() || !is_in_order || status != 0) {
        std::printf("INCOMPLETE: %zu of %zu acknowledged, in order: %s, exit status %d\n", acked(), total,
                    is_in_order ? "yes" : "no", status);
        return 1;
    }
    std::sort(latencies_us.begin(), latencies_us.end());
    const auto quantile_ms = [&](double q) {
        const auto at = static_cast<std::size_t>(q * static_cast<double>(latencies_us.size() - 1));
        return static_cast<double>(latencies_us[at]) / 1'000;
    };
    std::printf(
        "clients %d  events/s %.0f  deliveries %zu complete, in order  p50 %.1f ms  p95 %.1f  p99 %.1f  max "
        "%.1f  "
        "server CPU %.0f %%  driver %.0f %%  others %.0f %%  RSS idle %.1f MB, joined %.1f, after %.1f\n",
        options.clients, options.rate, total * residents, quantile_ms(0.5), quantile_ms(0.95),
        quantile_ms(0.99), quantile_ms(1), server_cpu * 100, own_cpu * 100,
        std::max(0.0, busy - server_cpu - own_cpu) * 100, static_cast<double>(idle_kib) / 1'024,
        static_cast<double>(joined_kib) / 1'024, static_cast<double>(loaded_kib) / 1'024);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{
        "Tap to delivery: one Quartier, N residents, marks at a fixed rate, stored before they are shown."};
    app.add_option("--program", options.program, "The ankerpunkt to measure")->capture_default_str();
    app.add_option("--clients", options.clients, "Residents that receive")->capture_default_str();
    app.add_option("--senders", options.senders, "Facilitators that send (50 commands/s each)")
        ->capture_default_str();
    app.add_option("--rate", options.rate, "Marks per second")->capture_default_str();
    app.add_option("--seconds", options.seconds, "Measured time")->capture_default_str();
    app.add_flag("--drop", options.drop, "Lose one frame of one client: must be reported");
    CLI11_PARSE(app, argc, argv);
    return run(options);
}
