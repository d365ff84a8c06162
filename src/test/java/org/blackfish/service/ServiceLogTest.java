package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceLogTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private TestWorld world;
    private Service service;

    @BeforeEach
    void launch() {
        world = new TestWorld(folder, clock);
        service = world.launcher(world.launching()).launch(LaunchOrder.of("chat", "local/tiny"));
    }

    @Test
    void beforeTheJobWritesThereIsNothingAndMoreMayCome() {
        assertThat(world.log.read(service.id(), 0, 1000)).isEqualTo(new LogPiece("", 0, false));
        assertThat(world.log.tail(service.id(), 10)).isEmpty();
    }

    @Test
    void aLogIsReadInWholeLinesFromOffsetToOffset() {
        write("loading\nGrüße\nserving\n");
        LogPiece first = world.log.read(service.id(), 0, 12);
        assertThat(first).isEqualTo(new LogPiece("loading\n", 8, false));
        LogPiece rest = world.log.read(service.id(), first.nextOffset(), 1000);
        assertThat(rest.text()).isEqualTo("Grüße\nserving\n");
        assertThat(rest.ended()).isFalse();
    }

    @Test
    void theLogOfAnEndedServiceEndsWhereNothingWillFollow() {
        write("one\ntwo\n");
        world.services.change(service.id(), row -> row.ended(Status.FAILED, "It failed.", clock.instant()));
        assertThat(world.log.read(service.id(), 0, 5).ended()).isFalse();
        assertThat(world.log.read(service.id(), 4, 1000)).isEqualTo(new LogPiece("two\n", 8, true));
    }

    @Test
    void theKeyIsBlottedOutWhereverAnEngineWroteIt() {
        String key = world.keys.of(service.id()).value();
        write("started with --api-key " + key + "\n");
        assertThat(world.log.read(service.id(), 0, 1000).text())
                .doesNotContain(key)
                .contains("--api-key ****");
        assertThat(world.log.tail(service.id(), 5)).doesNotContain(key);
    }

    @Test
    void noChoiceOfOffsetAndLimitShowsAPartOfTheKey() {
        String key = world.keys.of(service.id()).value();
        String line = "key " + key + " it is\n";
        write(line);
        for (int from = 0; from < line.length(); from++) {
            String rest = world.log.read(service.id(), from, 1000).text();
            assertThat(rest)
                    .isEqualTo(line.replace(key, "*".repeat(key.length())).substring(from));
            String few = world.log.read(service.id(), from, 7).text();
            assertThat(few).isEqualTo(rest.substring(0, few.length()));
        }
    }

    @Test
    void aKeyThatIsStillBeingWrittenIsBlottedOutInBothParts() {
        String key = world.keys.of(service.id()).value();
        write("key " + key.substring(0, 20));
        LogPiece first = world.log.read(service.id(), 0, 1000);
        write("key " + key + "\n");
        LogPiece second = world.log.read(service.id(), first.nextOffset(), 1000);
        assertThat(first.text() + second.text()).isEqualTo("key " + "*".repeat(key.length()) + "\n");
    }

    @Test
    void theReachIsTheSizeAndWhetherMoreMayCome() {
        assertThat(world.log.reach(service.id())).isEqualTo(new LogReach(0, false));
        write("12345");
        assertThat(world.log.reach(service.id())).isEqualTo(new LogReach(5, false));
        world.services.change(service.id(), row -> row.ended(Status.STOPPED, "Stopped.", clock.instant()));
        assertThat(world.log.reach(service.id())).isEqualTo(new LogReach(5, true));
    }

    @Test
    void theTailIsTheLastLines() {
        write("a\nb\nc\n");
        assertThat(world.log.tail(service.id(), 2)).isEqualTo("b\nc");
    }

    private void write(String text) {
        TestWorld.write(service.workDirectory().resolve("slurm-101.out"), text);
    }
}
