package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        for (List<String> list : List.of(List.<String>of(), List.of(""), List.of("a", "", "b c", "d=e"))) {
            assertThat(Lines.list(Lines.of(list))).isEqualTo(list);
        }
        Map<String, String> map = Map.of("A", "", "B", "x=y=z");
        assertThat(Lines.map(Lines.of(new TreeMap<>(map)))).isEqualTo(map);
    }
}
