package org.blackfish.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.blackfish.problem.InvalidInput;
import org.junit.jupiter.api.Test;

class IniFileTest {
    private static IniFile read(String text) {
        return IniFile.parse("/h/profiles.cfg", text);
    }

    private static void refused(String text, String sentence) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidInput.class).hasMessage(sentence);
    }

    @Test
    void keysAreReadWithEqualsOrColonAndWithoutCase() {
        IniFile file = read("[della]\nHost = a\nuser: b\nhome_dir=/x=y:z\n");
        assertThat(file.value("della", "host")).isEqualTo("a");
        assertThat(file.value("della", "user")).isEqualTo("b");
        assertThat(file.value("della", "home_dir")).isEqualTo("/x=y:z");
    }

    @Test
    void commentLinesAreSkippedAndSignsWithinValuesAreKept() {
        IniFile file = read("# one\n[a]\n; two\nhost = h#1 ; no comment\n  # three\nuser = u\n");
        assertThat(file.value("a", "host")).isEqualTo("h#1 ; no comment");
        assertThat(file.value("a", "user")).isEqualTo("u");
    }

    @Test
    void percentSignsAreUnescapedAndReferencesResolved() {
        IniFile file = read("[DEFAULT]\nbase = /s\n[a]\nhome_dir = %(base)s/100%%\ncache_dir = %(home_dir)s/c\n");
        assertThat(file.value("a", "home_dir")).isEqualTo("/s/100%");
        assertThat(file.value("a", "cache_dir")).isEqualTo("/s/100%/c");
    }

    @Test
    void theDefaultSectionIsInheritedAndIsNoProfile() {
        IniFile file = read("[DEFAULT]\nuser = u\n[a]\nhost = h\n[b]\nuser = own\n");
        assertThat(file.sections()).containsExactly("a", "b");
        assertThat(file.value("a", "user")).isEqualTo("u");
        assertThat(file.value("b", "user")).isEqualTo("own");
    }

    @Test
    void aValueMayGoOnInIndentedLines() {
        assertThat(read("[a]\nnote = one\n  two\nhost = h\n").value("a", "note"))
                .isEqualTo("one\ntwo");
    }

    @Test
    void whatConfigParserRefusesIsRefusedWithItsLine() {
        refused(
                "host = x\n",
                "Line 1 of /h/profiles.cfg: \"host = x\" stands before any [section]; put the profile's name above"
                        + " it.");
        refused("[a]\nnonsense\n", "Line 2 of /h/profiles.cfg: \"nonsense\" is neither [section] nor key = value.");
        refused("[a]\n[a]\n", "Line 2 of /h/profiles.cfg: the section [a] is there twice; remove one of them.");
        refused(
                "[a]\nhost=1\nHOST=2\n",
                "Line 3 of /h/profiles.cfg: the key host is there twice in its section; remove one of them.");
    }

    @Test
    void aLonePercentSignIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> read("[a]\nhome_dir = /50%\n").value("a", "home_dir"))
                .hasMessage("home_dir of [a] in /h/profiles.cfg is \"/50%\"; write a percent sign as %%, or name a key"
                        + " of the section as %(key)s.");
    }

    @Test
    void referencesInACircleAreRefused() {
        assertThatThrownBy(() -> read("[a]\nx = %(y)s\ny = %(x)s\n").value("a", "x"))
                .isInstanceOf(InvalidInput.class);
    }
}
