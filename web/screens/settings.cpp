// SPDX-License-Identifier: Apache-2.0
#include "web/screens/screens.hpp"
#include "web/ui/controls.hpp"

namespace anker::screens {

using namespace ui::paint;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

void settings_ui(const Model& model, Actions& actions) {
    const ui::Look& l = ui::look();
    fill({0, 0, l.width, l.height}, colours().paper);
    ui::block_map("page", {0, 0, l.width, l.height});
    const float width = std::min(l.width, em(32));
    const float x = (l.width - width) / 2;
    const std::size_t languages = std::size(ui::language_codes);
    const float row = em(3.2f);
    ui::Container dialog(ui::sem::Role::Dialog, "settings", ui::words(Text::SettingsTitle),
                         ui::sem::flag::Modal);
    ui::Scroll scroll("scroll", {x, 0, width, l.height});
    ui::Cut cut(scroll.content().inset(em(1.2f), 0));
    cut.top(em(1.2f));
    const std::string title = ui::words(Text::SettingsTitle);
    ui::heading("title", cut.top(text_height(title, style::h1, width - em(2.4f))), 1, title, style::h1,
                colours().ink);
    cut.top(em(0.9f));

    const auto section = [&](std::string_view key, Text text) {
        const std::string words = ui::words(text);
        ui::heading(key, cut.top(text_height(words, style::strong, cut.rest().w)), 2, words, style::strong,
                    colours().ink2);
        cut.top(em(0.3f));
    };
    section("language", Text::SettingsLanguage);
    {
        ui::Container group(ui::sem::Role::RadioGroup, "languages", ui::words(Text::SettingsLanguage));
        for (std::size_t i = 0; i < languages; ++i) {
            const std::string code = ui::language_codes[i];
            ui::Scope scope("language", i + 1);
            if (ui::radio("radio", cut.top(row), ui::own_name(code), model.settings.language == code))
                actions.push_back(app::ChooseLanguage{code});
        }
    }
    cut.top(em(0.8f));
    section("look", Text::SettingsLook);
    {
        ui::Container group(ui::sem::Role::RadioGroup, "looks", ui::words(Text::SettingsLook));
        const std::pair<ui::ThemeChoice, Text> choices[] = {{ui::ThemeChoice::System, Text::SettingsSystem},
                                                            {ui::ThemeChoice::Light, Text::SettingsLight},
                                                            {ui::ThemeChoice::Dark, Text::SettingsDark}};
        for (const auto& [choice, text] : choices) {
            ui::Scope scope("look", static_cast<std::uint64_t>(choice) + 1);
            if (ui::radio("radio", cut.top(row), ui::words(text), model.settings.theme == choice))
                actions.push_back(app::ChooseTheme{choice});
        }
    }
    cut.top(em(0.8f));
    section("size", Text::SettingsSize);
    {
        ui::Container group(ui::sem::Role::RadioGroup, "sizes", ui::words(Text::SettingsSize));
        const std::pair<float, Text> sizes[] = {
            {1.0f, Text::SettingsNormal}, {1.25f, Text::SettingsLarge}, {1.5f, Text::SettingsLarger}};
        for (const auto& [scale, text] : sizes) {
            ui::Scope scope("size", static_cast<std::uint64_t>(scale * 100));
            if (ui::radio("radio", cut.top(row), ui::words(text), model.settings.text_scale == scale))
                actions.push_back(app::ChooseTextScale{scale});
        }
    }
    cut.top(em(1));
    if (ui::button("reader", cut.top(em(3.2f)), ui::Button::Quiet, ui::words(Text::SettingsReader),
                   {.icon = ui::Icon::List}))
        actions.push_back(app::ShowReader{});
    cut.top(em(0.7f));
    if (ui::button("close", cut.top(em(3.5f)), ui::Button::Primary, ui::words(Text::SettingsClose),
                   {.icon = ui::Icon::Check})) {
        actions.push_back(app::Go{model.here.before_settings});
    }
    scroll.ends_at(cut.rest().y + em(1.5f));
}

} // namespace anker::screens
