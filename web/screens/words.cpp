// SPDX-License-Identifier: Apache-2.0
#include "web/screens/screens.hpp"
#include "web/ui/controls.hpp"
#include "web/ui/sheet.hpp"

namespace anker::screens {

using namespace ui::paint;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

namespace {

enum class StepState : std::uint8_t { Done, Now, Open };
struct Step {
    std::string text;
    StepState state;
    ui::Icon icon;
};

/// What became of the mark, as stations on a line.
std::vector<Step> steps_of(const Model& model, base::ContributionId id, bool is_pending) {
    std::vector<Step> steps;
    steps.push_back({ui::words(is_pending ? Text::WordsWaitsForNet : Text::WordsReceived),
                     is_pending ? StepState::Now : StepState::Done,
                     is_pending ? ui::Icon::Clock : ui::Icon::Check});
    const auto mine = model.view.mine.find(id);
    const bool is_hidden = mine != model.view.mine.end() && mine->second.is_hidden;
    const bool is_shown = model.view.marks.find(id) != view::no_row;
    steps.push_back({ui::words(is_hidden ? Text::WordsHidden : Text::WordsOnMap),
                     is_shown ? StepState::Done : StepState::Open,
                     is_hidden ? ui::Icon::Hide : ui::Icon::Check});
    contribution::WordsState state =
        mine != model.view.mine.end() ? mine->second.words_state : contribution::WordsState::None;
    for (const wire::Submission& submission : model.pending) {
        const auto* add = std::get_if<contribution::AddWords>(&submission.command);
        if (add != nullptr && add->contribution == id) state = contribution::WordsState::Waiting;
    }
    switch (state) {
    case contribution::WordsState::None:
        steps.push_back({ui::words(Text::WordsWithoutWords), StepState::Open, ui::Icon::Speak});
        break;
    case contribution::WordsState::Waiting:
        steps.push_back({ui::words(Text::WordsBeingRead), StepState::Now, ui::Icon::Eye});
        break;
    case contribution::WordsState::Approved:
        steps.push_back({ui::words(Text::WordsShown), StepState::Done, ui::Icon::Check});
        break;
    case contribution::WordsState::Rejected:
        steps.push_back({ui::words(Text::WordsNotShown), StepState::Done, ui::Icon::Hide});
        break;
    }
    return steps;
}

void steps_ui(const std::vector<Step>& steps, Rect box) {
    const float w = box.w / static_cast<float>(steps.size());
    const float r = em(0.95f);
    ui::Container list(ui::sem::Role::List, "steps", ui::words(Text::WordsWhatHappens));
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const ui::Point c{box.x + (static_cast<float>(i) + 0.5f) * w, box.y + r};
        if (i + 1 < steps.size())
            line({c.x + r, c.y}, {c.x + w - r, c.y},
                 steps[i + 1].state == StepState::Open ? colours().line : colours().prim, 3);
        const bool done = steps[i].state == StepState::Done;
        const bool now = steps[i].state == StepState::Now;
        disc(c, r, done ? colours().prim : now ? colours().sun : colours().surface);
        if (!done) ring(c, r - 1, now ? colours().ink : colours().line2, 2);
        const float size = r * 1.05f;
        if (done || now)
            icon({c.x - size / 2, c.y - size / 2, size, size}, steps[i].icon,
                 done                 ? colours().on_prim
                 : ui::look().is_dark ? colours().on_prim
                                      : colours().ink);
        ui::Scope scope("step", i + 1);
        ui::Container item(ui::sem::Role::ListItem, "item");
        ui::paragraph("text", {c.x - w / 2 + em(0.15f), c.y + r + em(0.4f), w - em(0.3f), em(2)},
                      steps[i].text, style::small_text,
                      steps[i].state == StepState::Open ? colours().ink2 : colours().ink, Align::Centre);
    }
}

} // namespace

void words_ui(const Model& model, Local& local, Actions& actions) {
    WordsLocal& typed = local.words;
    const base::ContributionId id = model.here.written;
    if (typed.about != id) typed = {id, {}, false};
    bool is_pending = false;
    for (const wire::Submission& submission : model.pending) is_pending = is_pending || submission.id == id;

    ui::Sheet sheet("words", 0.74f);
    const float w = sheet.room().w;
    const std::string question = ui::words(Text::WordsQuestion);
    ui::heading("question", sheet.take(text_height(question, style::h1, w)), 2, question, style::h1,
                colours().ink);
    const std::string optional = ui::words(Text::WordsOptional);
    ui::paragraph("optional", sheet.take(text_height(optional, style::note, w), em(0.2f)), optional,
                  style::note, colours().ink2);
    const auto mine = model.view.mine.find(id);
    if (typed.text.empty() && !typed.was_sent && mine != model.view.mine.end())
        typed.text = mine->second.words.text;
    ui::text_area("text", sheet.take(em(6.6f), em(0.8f)), ui::words(Text::WordsLabel), typed.text,
                  ui::words(Text::WordsHint));
    const std::string names = ui::words(Text::WordsNames);
    ui::paragraph("names", sheet.take(text_height(names, style::small_text, w), em(0.35f)), names,
                  style::small_text, colours().ink2);
    const bool has_words = typed.text.find_first_not_of(" \n\t") != std::string::npos &&
                           (mine == model.view.mine.end() || typed.text != mine->second.words.text);
    if (ui::button("done", sheet.take(em(3.5f), em(0.8f)), ui::Button::Primary,
                   ui::words(has_words ? Text::WordsSend : Text::WordsDone), {.icon = ui::Icon::Check})) {
        if (has_words) {
            actions.push_back(app::SaveWords{typed.text});
            typed.was_sent = true;
        } else {
            actions.push_back(app::Done{});
        }
    }

    const std::vector<Step> steps = steps_of(model, id, is_pending);
    float step_words = 0;
    for (const Step& step : steps)
        step_words =
            std::max(step_words, text_height(step.text, style::small_text,
                                             (w - em(2)) / static_cast<float>(steps.size()) - em(0.3f)));
    const std::string what = ui::words(Text::WordsWhatHappens);
    const float title_h = text_height(what, style::strong, w - em(2));
    const Rect card = sheet.take(title_h + em(2.4f) + em(2.3f) + step_words + em(0.9f), em(1.2f));
    surface(card, colours().surface, em(1.2f), Elevation::Raised);
    ui::heading("what", {card.x + em(1), card.y + em(0.9f), card.w - em(2), title_h}, 3, what, style::strong,
                colours().ink);
    steps_ui(steps, {card.x + em(1), card.y + em(0.9f) + title_h + em(1), card.w - em(2), card.h});
    if (ui::button("withdraw", sheet.take(em(3), em(0.5f)), ui::Button::Plain, ui::words(Text::WordsWithdraw),
                   {.icon = ui::Icon::Undo})) {
        actions.push_back(app::Withdraw{id});
    }
}

} // namespace anker::screens
