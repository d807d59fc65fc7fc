// SPDX-License-Identifier: Apache-2.0
#pragma once

// Dear ImGui's build options for the client (IMGUI_USER_CONFIG).
#define ImDrawIdx unsigned int // a studio screen can pass 65,536 vertices
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
// Leaves stb_truetype out: there are no font files. Dear ImGui then asks for "the other" loader, which is
// ours (text.cpp).
#define IMGUI_ENABLE_FREETYPE
