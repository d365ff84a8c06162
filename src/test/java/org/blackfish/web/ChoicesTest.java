package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;

class ChoicesTest {
    @Test
    void withoutCookiesTheThemeFollowsTheSystemAndNoProfileIsChosen() {
        assertThat(Choices.of(null)).isEqualTo(new Choices("system", null));
    }

    @Test
    void theChosenThemeAndProfileAreRead() {
        Cookie[] cookies = {new Cookie(Choices.THEME, "dark"), new Cookie(Choices.PROFILE, "my%20cluster")};
        assertThat(Choices.of(cookies)).isEqualTo(new Choices("dark", "my cluster"));
    }

    @Test
    void anUnknownThemeCountsAsNotChosen() {
        Cookie[] cookies = {new Cookie(Choices.THEME, "pink"), new Cookie(Choices.PROFILE, "%zz")};
        assertThat(Choices.of(cookies)).isEqualTo(new Choices("system", null));
    }
}
