// SPDX-License-Identifier: Apache-2.0
#include "server/room/import.hpp"

#include "server/base/normal_form.hpp"

namespace anker::server {

namespace {

bool refuses_all(const wire::Ack& ack) {
    return ack.outcome == wire::Outcome::Rejected &&
           ack.why != workspace::name_of(workspace::Rejection::AlreadySo);
}

} // namespace

ImportTaken take_import(Ledger& ledger, EncodedBatch batch, std::int64_t now_ms) {
    ImportTaken taken;
    const Asker importer{{workspace::Role::Administrator, {}}, {}};
    std::size_t number = 0;
    for (wire::Submission& submission : batch.submissions) {
        ++number;
        normalise(submission.command);
        auto ack = ledger.take(submission, importer, now_ms);
        if (!ack) {
            taken.result.error = ack.error().what;
            return taken;
        }
        taken.result.acks.push_back(*ack);
        if (refuses_all(*ack)) {
            taken.result.error = "Nothing was imported: command " + std::to_string(number) + " of " +
                                 std::to_string(batch.submissions.size()) + " was refused (" + ack->why +
                                 ").";
            return taken;
        }
    }
    const workspace::State& state = ledger.state();
    if (!state.quartier.is_founded()) {
        taken.result.error = "Nothing was imported: there is no Quartier " + batch.quartier + ".";
        return taken;
    }
    if (state.quartier.key != batch.quartier) {
        taken.result.error = "Nothing was imported: the Quartier is called " + state.quartier.key + ", not " +
                             batch.quartier + ".";
        return taken;
    }
    if (state.sessions.empty()) {
        // Links for residents belong to a session: a new Quartier has one from the start.
        const auto planned =
            ledger.take({StoreAccess::random_id(), session::Plan{state.quartier.name}}, importer, now_ms);
        if (!planned) {
            taken.result.error = planned.error().what;
            return taken;
        }
    }
    taken.append = ledger.append();
    taken.append.datasets = std::move(batch.datasets);
    taken.append.manifest = std::move(batch.manifest);
    taken.append.tiles = std::move(batch.tiles);
    return taken;
}

} // namespace anker::server
