// SPDX-License-Identifier: Apache-2.0
#include "tests/support/given.hpp"
#include "tests/support/random.hpp"

namespace anker::test {

std::vector<workspace::Recorded> varied_log(std::uint64_t seed, std::size_t steps) {
    using workspace::Role;
    Random random(seed);
    Given given;
    std::vector<base::ContributionId> made;
    std::vector<base::CommentId> comments;
    static const char* const texts[] = {"Die Lampe ist aus.", "لا يوجد مكان آمن", "Тут добре",
                                        "Burası güzel",       "Tu jest dobrze",   "Bench needed"};
    static const char* const languages[] = {"de", "ar", "uk", "tr", "pl", "en"};
    const auto any_text = [&] {
        const std::size_t i = random.below(std::size_t{6});
        return contribution::Words{texts[i], languages[i]};
    };
    const auto any_mark = [&] { return made[random.below(made.size())]; };
    for (std::size_t step = 0; step < steps; ++step) {
        const base::AuthorId who = person(1 + random.below(std::uint64_t{40}));
        const int what = random.below(100);
        if (made.empty() || what < 45) {
            contribution::Make make;
            make.session = given.session;
            make.kind = static_cast<contribution::Kind>(random.below(2));
            make.theme = static_cast<contribution::Theme>(random.below(12));
            make.life_phase = static_cast<contribution::LifePhase>(random.below(8));
            const geo::Position at = Given::somewhere(static_cast<int>(random.below(200)));
            make.shape = {geo::ShapeKind::Point, {at}};
            if (random.below(10) == 0) {
                make.shape = {geo::ShapeKind::Area,
                              {at,
                               {at.lon_e7 + 900, at.lat_e7},
                               {at.lon_e7 + 900, at.lat_e7 + 800},
                               {at.lon_e7, at.lat_e7 + 700}}};
            } else if (random.below(10) == 0) {
                make.shape = {geo::ShapeKind::Line,
                              {at, {at.lon_e7 + 900, at.lat_e7 + 300}, {at.lon_e7 + 1500, at.lat_e7}}};
            }
            if (random.below(3) == 0) make.words = any_text();
            const Role role = random.below(8) == 0   ? Role::Professional
                              : random.below(6) == 0 ? Role::Kiosk
                                                     : Role::Resident;
            const auto event = given.does(role, make, who);
            if (!event.is_none()) made.push_back(event);
        } else if (what < 55) {
            const auto mark = any_mark();
            const auto row = given.state.contributions.find(mark);
            const base::AuthorId author =
                row == contribution::no_handle ? who : given.state.contributions.columns().author[row];
            given.does(Role::Resident, contribution::AddWords{mark, any_text()}, author);
        } else if (what < 70) {
            given.does(Role::Resident, contribution::Support{any_mark()}, who);
        } else if (what < 74) {
            given.does(Role::Resident, contribution::WithdrawSupport{any_mark()}, who);
        } else if (what < 79) {
            const auto comment =
                given.does(Role::Resident, contribution::Comment{any_mark(), any_text()}, who);
            if (!comment.is_none()) comments.push_back(comment);
        } else if (what < 89) {
            const bool on_comment = !comments.empty() && random.below(3) == 0;
            const base::EventId subject = on_comment ? comments[random.below(comments.size())] : any_mark();
            if (random.below(3) == 0) {
                given.does(Role::Facilitator, moderation::RejectWords{subject});
            } else {
                given.does(Role::Facilitator, moderation::ApproveWords{subject});
            }
        } else if (what < 92) {
            given.does(Role::Facilitator, moderation::HideMark{any_mark()});
        } else if (what < 94) {
            given.does(Role::Facilitator, moderation::ShowMark{any_mark()});
        } else if (what < 97) {
            given.does(Role::Facilitator, contribution::Withdraw{any_mark()});
        } else if (what < 98) {
            given.does(Role::Facilitator, session::Pause{given.session});
            given.does(Role::Facilitator, session::Open{given.session});
        } else {
            given.does(Role::Facilitator, session::Plan{"Werkstatt " + std::to_string(step)});
        }
    }
    return given.log;
}

} // namespace anker::test
