// SPDX-License-Identifier: Apache-2.0
#include "web/platform/window.hpp"

#include <SDL.h>
#include <emscripten/html5.h>

namespace anker::platform {

namespace {

/// SDL queues events outside our frames; each one asks for a frame.
int wake_on_event(void*, SDL_Event* event) {
    switch (event->type) {
    case SDL_MOUSEMOTION:
        if (event->motion.state != 0) schedule_frame();
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
    case SDL_MOUSEWHEEL:
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        schedule_frame();
        break;
    default:
        break;
    }
    return 1;
}

} // namespace

bool Window::open(const Page& page) {
    // Keys belong to the page's real text fields; without this SDL swallows Backspace, Tab and the arrows
    // everywhere.
    SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, "#canvas");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    SDL_GL_SetAttribute(SDL_GL_MULTISAMPLEBUFFERS, 1);
    SDL_GL_SetAttribute(SDL_GL_MULTISAMPLESAMPLES, 4);
    SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 8); // even-odd fills: boundary and drawn areas
    SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 0);
    SDL_Window* window =
        SDL_CreateWindow("Ankerpunkt", 0, 0, static_cast<int>(page.width), static_cast<int>(page.height),
                         SDL_WINDOW_OPENGL | SDL_WINDOW_ALLOW_HIGHDPI);
    if (window == nullptr) return false;
    m_window = window;
    m_context = SDL_GL_CreateContext(window);
    if (m_context == nullptr) return false;
    SDL_AddEventWatch(wake_on_event, nullptr);
    // The page's own fonts and pickers need the keys SDL would hold back on the canvas, too.
    SDL_EventState(SDL_TEXTINPUT, SDL_DISABLE);
    SDL_EventState(SDL_KEYDOWN, SDL_DISABLE);
    SDL_EventState(SDL_KEYUP, SDL_DISABLE);
    fit(page);
    return true;
}

void Window::fit(const Page& page) {
    if (page.width == m_width && page.height == m_height && page.pixel_ratio == m_pixel_ratio) return;
    m_width = page.width;
    m_height = page.height;
    m_pixel_ratio = page.pixel_ratio;
    SDL_SetWindowSize(static_cast<SDL_Window*>(m_window), static_cast<int>(page.width),
                      static_cast<int>(page.height));
    // SDL rounds; the backing store is exactly CSS pixels times the ratio, and the style stays with the page.
    emscripten_set_canvas_element_size("#canvas", static_cast<int>(page.width * page.pixel_ratio + 0.5f),
                                       static_cast<int>(page.height * page.pixel_ratio + 0.5f));
}

std::vector<PointerEvent> Window::take_pointer_events() {
    std::vector<PointerEvent> events;
    SDL_Event e;
    while (SDL_PollEvent(&e) != 0) {
        using Kind = PointerEvent::Kind;
        switch (e.type) {
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP:
            if (e.button.button == SDL_BUTTON_LEFT) {
                events.push_back({e.type == SDL_MOUSEBUTTONDOWN ? Kind::Down : Kind::Up, 0,
                                  static_cast<float>(e.button.x), static_cast<float>(e.button.y), 0});
            }
            break;
        case SDL_MOUSEMOTION:
            events.push_back(
                {Kind::Move, 0, static_cast<float>(e.motion.x), static_cast<float>(e.motion.y), 0});
            break;
        case SDL_MOUSEWHEEL: {
            int x = 0;
            int y = 0;
            SDL_GetMouseState(&x, &y);
            events.push_back(
                {Kind::Wheel, 0, static_cast<float>(x), static_cast<float>(y), e.wheel.preciseY});
            break;
        }
        case SDL_FINGERDOWN:
        case SDL_FINGERMOTION:
        case SDL_FINGERUP: {
            const Kind kind = e.type == SDL_FINGERDOWN ? Kind::Down
                              : e.type == SDL_FINGERUP ? Kind::Up
                                                       : Kind::Move;
            events.push_back(
                {kind, e.tfinger.fingerId + 1, e.tfinger.x * m_width, e.tfinger.y * m_height, 0});
            break;
        }
        default:
            break;
        }
    }
    return events;
}

void Window::present() {
    SDL_GL_SwapWindow(static_cast<SDL_Window*>(m_window));
}

} // namespace anker::platform
