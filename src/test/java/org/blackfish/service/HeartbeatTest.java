package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.blackfish.cluster.Endpoint;
import org.blackfish.cluster.JobId;
import org.blackfish.service.Heartbeat.Liveness;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Instant NODE_TIME = Instant.parse("1999-01-01T00:00:00Z");

    @Test
    void oneLookProvesNothingAndASecondWithANewerWordDoes() {
        Heartbeat first = Heartbeat.first(word(7), at(0));
        assertThat(first.liveness(at(0))).isEqualTo(Liveness.UNSURE);
        assertThat(first.then(word(7), at(3)).liveness(at(3))).isEqualTo(Liveness.UNSURE);
        assertThat(first.then(word(7), at(3)).then(word(8), at(5)).liveness(at(5)))
                .isEqualTo(Liveness.ALIVE);
    }

    @Test
    void aWordThatNeverChangesIsSilenceAfter20Seconds() {
        Heartbeat silent = Heartbeat.first(word(7), at(0)).then(word(7), at(19));
        assertThat(silent.liveness(at(19.9))).isEqualTo(Liveness.UNSURE);
        assertThat(silent.liveness(at(20))).isEqualTo(Liveness.SILENT);
    }

    @Test
    void aLivingOneIsBelievedFor20SecondsFromTheLookBeforeItsLastWord() {
        Heartbeat heard = Heartbeat.first(word(7), at(0)).then(word(7), at(4)).then(word(8), at(14));
        Heartbeat later = heard.then(word(8), at(23));
        assertThat(later.liveness(at(23.9))).isEqualTo(Liveness.ALIVE);
        assertThat(later.liveness(at(24))).isNotEqualTo(Liveness.ALIVE);
        assertThat(later.liveness(at(34))).isEqualTo(Liveness.SILENT);
    }

    @Test
    void aNewWordAfterALongPauseProvesNothingUntilAnotherComes() {
        Heartbeat afterPause = Heartbeat.first(word(7), at(0)).then(word(90), at(600));
        assertThat(afterPause.liveness(at(600))).isEqualTo(Liveness.UNSURE);
        assertThat(afterPause.then(word(91), at(604)).liveness(at(604))).isEqualTo(Liveness.ALIVE);
    }

    @Test
    void aSilentOneLivesAgainWithItsSecondNewWordAtTheLatest() {
        Heartbeat silent = Heartbeat.first(word(7), at(0)).then(word(7), at(25));
        assertThat(silent.liveness(at(25))).isEqualTo(Liveness.SILENT);
        assertThat(silent.then(word(8), at(26)).liveness(at(26))).isEqualTo(Liveness.ALIVE);
    }

    @Test
    void anOlderWordThatAFileSystemShowsLateIsNoNewWord() {
        Heartbeat heard = Heartbeat.first(word(7), at(0)).then(word(8), at(5));
        assertThat(heard.then(word(7), at(24)).then(word(8), at(25)).liveness(at(25)))
                .isNotEqualTo(Liveness.ALIVE);
    }

    @Test
    void anotherWatcherBeginsAnew() {
        Heartbeat heard = Heartbeat.first(word(7), at(0)).then(word(8), at(5));
        Endpoint other = new Endpoint(new JobId("17"), 1, "gpu1", 20001, Endpoint.Phase.SERVING, 4711, 9, NODE_TIME);
        assertThat(heard.then(other, at(6)).liveness(at(6))).isEqualTo(Liveness.UNSURE);
    }

    @Test
    void aWatcherThatWritesEvery6SecondsAndIsLookedAtEvery11IsNeverMissed() {
        for (int phase = 0; phase < 60; phase++) {
            Heartbeat heard = Heartbeat.first(written(0, phase), at(0)).then(written(11, phase), at(11));
            for (double now = 11; now < 200; now += 0.25) {
                boolean look = now % 11 == 0;
                Heartbeat door = heard.then(written(now, phase), at(now));
                assertThat(door.liveness(at(now)))
                        .as("phase " + phase + " at " + now)
                        .isEqualTo(Liveness.ALIVE);
                heard = look ? door : heard;
            }
        }
    }

    private static Endpoint written(double now, int phase) {
        return word(100 + (long) Math.floor((now + phase / 10.0) / 6));
    }

    private static Endpoint word(long beat) {
        return new Endpoint(new JobId("17"), 0, "gpu1", 20001, Endpoint.Phase.SERVING, 4711, beat, NODE_TIME);
    }

    private static Duration at(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
