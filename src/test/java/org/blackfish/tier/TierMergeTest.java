package org.blackfish.tier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TierMergeTest {
    private static final String BASE = "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n";

    @Test
    void aDifferenceShowsWhatCameAndWent() {
        assertThat(TierMerge.difference(BASE, BASE)).isEmpty();
        assertThat(TierMerge.difference("a: 1\nb: 2\n", "a: 1\nb: 3\n"))
                .containsExactly("@@ -1,3 +1,3 @@", " a: 1", "-b: 2", "+b: 3", " ");
    }

    @Test
    void changesOfDifferentPlacesGoTogether() {
        assertThat(TierMerge.merge(BASE, BASE.replace("b: 2", "b: 20"), BASE.replace("e: 5", "e: 50\ne2: 51")))
                .contains("a: 1\nb: 20\nc: 3\nd: 4\ne: 50\ne2: 51\nf: 6\n");
        assertThat(TierMerge.merge(BASE, BASE.replace("a: 1\n", ""), BASE + "g: 7\n"))
                .contains("b: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\n");
        assertThat(TierMerge.merge(BASE, BASE, BASE + "g: 7\n")).contains(BASE + "g: 7\n");
    }

    @Test
    void changesOfOnePlaceAreLeftToThePerson() {
        assertThat(TierMerge.merge(BASE, BASE.replace("b: 2", "b: 20"), BASE.replace("b: 2", "b: 21")))
                .isEmpty();
        assertThat(TierMerge.merge(BASE, BASE.replace("b: 2", "b: 20"), BASE.replace("c: 3", "c: 30")))
                .isEmpty();
        assertThat(TierMerge.merge(BASE, BASE + "x\n", BASE + "y\n")).isEmpty();
    }

    @Test
    void theSameChangeTwiceIsOneChange() {
        String both = BASE.replace("b: 2", "b: 20");
        assertThat(TierMerge.merge(BASE, both, both)).contains(both);
    }

    @Test
    void lineEndsOfOtherSystemsStay() {
        assertThat(TierMerge.merge("a\r\nb\r\nc\r\nd\r\n", "A\r\nb\r\nc\r\nd\r\n", "a\r\nb\r\nc\r\nD\r\n"))
                .contains("A\r\nb\r\nc\r\nD\r\n");
    }
}
