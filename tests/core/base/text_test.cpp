// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

using anker::base::find_text_fault;
using anker::base::TextFault;

BOOST_AUTO_TEST_SUITE(text)

BOOST_AUTO_TEST_CASE(ordinary_words_of_all_our_languages_are_fine) {
    for (const char* text : {"Die Lampe ist aus.\nSeit Wochen.", "لا يوجد مكان آمن يلعب فيه الأطفال.",
                             "Тут чогось бракує", "Çocuklar için", "👩🏽‍🌾 Garten", "מקום"}) {
        BOOST_TEST((find_text_fault(text, 8000) == TextFault::None), text);
    }
}

BOOST_AUTO_TEST_CASE(each_fault_has_its_own_name) {
    using namespace std::string_literals;
    BOOST_TEST((find_text_fault("a\0b"s, 100) == TextFault::Control));
    BOOST_TEST((find_text_fault("a\x1b[31m", 100) == TextFault::Control));
    BOOST_TEST((find_text_fault("a\u0085b", 100) == TextFault::Control));
    BOOST_TEST((find_text_fault("a\u202Eb", 100) == TextFault::BidiControl));
    BOOST_TEST((find_text_fault("a\u2066b", 100) == TextFault::BidiControl));
    BOOST_TEST(
        (find_text_fault("a\u200Fb", 100) == TextFault::None)); // a mark, not a control: Arabic needs it
    BOOST_TEST((find_text_fault("\xED\xA0\x80", 100) == TextFault::NotUtf8));     // lone surrogate D800
    BOOST_TEST((find_text_fault("\xC0\xAF", 100) == TextFault::NotUtf8));         // longer than needed
    BOOST_TEST((find_text_fault("\xF4\x90\x80\x80", 100) == TextFault::NotUtf8)); // above U+10FFFF
    BOOST_TEST((find_text_fault("ab\xE2\x82", 100) == TextFault::NotUtf8));       // cut off
    BOOST_TEST((find_text_fault(" \n\t\u00A0", 100) == TextFault::Blank));
    BOOST_TEST((find_text_fault("", 100) == TextFault::Blank));
    BOOST_TEST((find_text_fault(std::string(101, 'a'), 100) == TextFault::TooLong));
}

BOOST_AUTO_TEST_SUITE_END()
