package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.blackfish.problem.Upstream;
import org.junit.jupiter.api.Test;

class SinfoTest {
    private static String line(String... words) {
        return String.join("\u001f", words) + "\n";
    }

    @Test
    void partitionsAndTheirNodesAreRead() {
        assertThat(Sinfo.read(line("gpu*", "3-00:00:00", "2", "32", "131072", "gpu:a100:4")
                        + line("cpu", "infinite", "14", "32+", "131072+", "(null)")
                        + line("short", "30:00", "1", "32", "131072", "(null)")
                        + line("none", "1:30:00", "0", "0", "0", "(null)")))
                .containsExactly(
                        new NodeGroup("gpu", true, Duration.ofDays(3), 2, 32, 131_072, "gpu:a100:4", List.of()),
                        new NodeGroup("cpu", false, null, 14, 32, 131_072, "", List.of()),
                        new NodeGroup("short", false, Duration.ofMinutes(30), 1, 32, 131_072, "", List.of()),
                        new NodeGroup("none", false, Duration.ofMinutes(90), 0, 0, 0, "", List.of()));
        assertThat(Sinfo.read("\n")).isEmpty();
    }

    @Test
    void nonsenseIsToldAndNotGuessedAt() {
        assertThatThrownBy(() -> Sinfo.read("sinfo: something else\n"))
                .isInstanceOf(Upstream.class)
                .hasMessage("sinfo answered a line that is none of its own: sinfo: something else");
        assertThatThrownBy(() -> Sinfo.read(line("gpu", "1:00", "two", "1", "1", "")))
                .hasMessage("sinfo answered \"two\" instead of a number.");
    }
}
